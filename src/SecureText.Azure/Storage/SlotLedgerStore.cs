using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<string, Ledger> ledgers = new(StringComparer.Ordinal);

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

    /// <summary>
    /// The carrier had the text of a slot at this time at the latest. Written with the next slot that this process takes; until
    /// then, or when the process dies, the text counts as late as it could have been.
    /// </summary>
    public void Arrived(ClinicLine line, DateTimeOffset slot, DateTimeOffset at) => LedgerOf(Slots(line)).Tell(slot, at);

    /// <summary>How far ahead the tickets of campaigns reach: a text queued now waits about so long. One request.</summary>
    public async Task<TimeSpan> HorizonAsync(ClinicLine line, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (_, state) = await LedgerOf(Tickets(line)).ReadAsync(cancellationToken);
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
    public void Dispose()
    {
        foreach (var ledger in ledgers.Values) ledger.Dispose();
    }

    private static string Slots(ClinicLine line) => line.Id.Value;

    private static string Tickets(ClinicLine line) => line.Id.Value + "|tickets";

    private Ledger LedgerOf(string row) => ledgers.GetOrAdd(row, name => new Ledger(table, Partition, name));

    private async Task<T> ChangeAsync<T>(
        string row, Func<SlotState, (SlotState State, T Result)> change, CancellationToken cancellationToken)
    {
        T result = default!;
        await LedgerOf(row).ChangeAsync(
            state =>
            {
                (state, result) = change(state);
                return state;
            },
            cancellationToken);
        return result;
    }
}
