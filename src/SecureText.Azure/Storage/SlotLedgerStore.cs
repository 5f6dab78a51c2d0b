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
    public Task<DateTimeOffset> TakeAsync(
        ClinicLine line, int parts, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(line.Id.Value, state => SlotLedger.Take(state, now, parts, line.Kind), cancellationToken);

    /// <summary>
    /// The carriers have refused a text of the line for its rate: it pauses, at least for <paramref name="pause"/>, and is
    /// slower for a while. Many refusals at once are one pause.
    /// </summary>
    public Task SlowAsync(ClinicLine line, DateTimeOffset now, TimeSpan pause, CancellationToken cancellationToken) =>
        ChangeAsync(line.Id.Value, state => (SlotLedger.Slow(state, now, pause), true), cancellationToken);

    private async Task<T> ChangeAsync<T>(
        string row, Func<SlotState, (SlotState State, T Result)> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, row, cancellationToken: cancellationToken);
            var before = found.HasValue
                ? new SlotState(found.Value!.Time("NextFree") ?? default, found.Value!.Time("SlowUntil") ?? default)
                : default;
            var (after, result) = change(before);
            var entity = new TableEntity(Partition, row) { ["NextFree"] = after.NextFree };
            if (after.SlowUntil > default(DateTimeOffset)) entity["SlowUntil"] = after.SlowUntil;
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

                return result;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Somebody else took that slot: look again.
            }
        }
    }
}
