using Azure;
using Azure.Data.Tables;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Storage;

/// <summary>
/// One row for each line hands out the times at which its texts may leave, so that everything that sends over that line
/// together stays under the carrier's rate, by construction.
/// </summary>
public sealed class SlotLedgerStore(TableClient table)
{
    private const string Partition = "slots";

    /// <summary>The time at which a text of so many parts may leave. Two requests; more when others take slots too.</summary>
    public async Task<DateTimeOffset> TakeAsync(
        ClinicLine line, int parts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(
                Partition, line.Id.Value, cancellationToken: cancellationToken);
            var state = new SlotState(found.HasValue ? found.Value!.Time("NextFree") ?? now : now);
            var (next, slot) = SlotLedger.Take(state, now, parts, line.Kind);
            var entity = new TableEntity(Partition, line.Id.Value) { ["NextFree"] = next.NextFree };
            try
            {
                if (found.HasValue)
                {
                    await table.UpdateEntityAsync(entity, found.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
                }
                else
                {
                    await table.AddEntityAsync(entity, cancellationToken);
                }

                return slot;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Somebody else took that slot: look again.
            }
        }
    }
}
