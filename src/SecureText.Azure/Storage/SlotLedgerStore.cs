using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Storage;

/// <summary>
/// Two rows for each line hand out times, so that everything that sends over that line together stays under the carrier's
/// rate, by construction: one the slots at which texts leave, one the tickets at which those of campaigns ask for a slot.
/// </summary>
public sealed class SlotLedgerStore(TableClient table) : IDisposable
{
    private const string Partition = "slots";

    // What this process wrote last. As long as nobody else has written since, a slot costs one request.
    private readonly ConcurrentDictionary<string, (ETag ETag, SlotState State)> known = new(StringComparer.Ordinal);

    // Those of one process stand in a queue: racing for the row would cost each of them several requests.
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>The time at which a text of so many parts may leave.</summary>
    public Task<DateTimeOffset> TakeAsync(ClinicLine line, int parts, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(Slots(line), state => SlotLedger.Take(state, now, parts, line.Kind), cancellationToken);

    /// <summary>The same for a text of a campaign, which takes it only if it is near (<see cref="SlotLedger.MostAhead"/>).</summary>
    public Task<(DateTimeOffset Slot, bool Taken)> TakeSoonAsync(
        ClinicLine line, int parts, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(
            Slots(line),
            state =>
            {
                var (after, slot, taken) = SlotLedger.TakeSoon(state, now, parts, line.Kind);
                return (after, (slot, taken));
            },
            cancellationToken);

    /// <summary>The time at which a text of a campaign may ask for a slot; not before <paramref name="from"/>.</summary>
    public Task<DateTimeOffset> TakeTicketAsync(
        ClinicLine line, int parts, DateTimeOffset from, CancellationToken cancellationToken) =>
        ChangeAsync(Tickets(line), state => SlotLedger.TakeTicket(state, from, parts, line.Kind), cancellationToken);

    /// <summary>How far ahead the tickets of campaigns reach: a text queued now waits about so long. One request.</summary>
    public async Task<TimeSpan> HorizonAsync(ClinicLine line, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (_, state) = await ReadAsync(Tickets(line), cancellationToken);
        return state.NextFree > now ? state.NextFree - now : TimeSpan.Zero;
    }

    /// <summary>
    /// The carriers have refused a text of the line for its rate: it pauses, at least for <paramref name="pause"/>, and is
    /// slower for a while. Many refusals at once are one pause.
    /// </summary>
    public async Task SlowAsync(ClinicLine line, DateTimeOffset now, TimeSpan pause, CancellationToken cancellationToken)
    {
        await ChangeAsync(Slots(line), state => (SlotLedger.Slow(state, now, pause), true), cancellationToken);
        await ChangeAsync(Tickets(line), state => (SlotLedger.Slow(state, now, pause), true), cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private static string Slots(ClinicLine line) => line.Id.Value;

    private static string Tickets(ClinicLine line) => line.Id.Value + "|tickets";

    private async Task<T> ChangeAsync<T>(
        string row, Func<SlotState, (SlotState State, T Result)> change, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                var (etag, before) = known.TryGetValue(row, out var last) ? last : await ReadAsync(row, cancellationToken);
                var (after, result) = change(before);

                // What others have taken since is further ahead, never nearer: a no stays a no.
                if (after == before) return result;
                if (await WriteAsync(row, etag, after, cancellationToken)) return result;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<(ETag ETag, SlotState State)> ReadAsync(string row, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, row, cancellationToken: cancellationToken);
        return found.HasValue
            ? (found.Value!.ETag, new SlotState(found.Value.Time("NextFree") ?? default, found.Value.Time("SlowUntil") ?? default))
            : default;
    }

    // False: somebody else took that slot.
    private async Task<bool> WriteAsync(string row, ETag etag, SlotState state, CancellationToken cancellationToken)
    {
        known.TryRemove(row, out _);
        var entity = new TableEntity(Partition, row) { ["NextFree"] = state.NextFree };
        if (state.SlowUntil > default(DateTimeOffset)) entity["SlowUntil"] = state.SlowUntil;
        try
        {
            var response = etag == default
                ? await table.AddEntityAsync(entity, cancellationToken)
                : await table.UpdateEntityAsync(entity, etag, TableUpdateMode.Replace, cancellationToken);
            if (response.Headers.ETag is { } written) known[row] = (written, state);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }
}
