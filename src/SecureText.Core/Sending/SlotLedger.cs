using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>One row a line: when the line is free again. Stored with an ETag, so that two writers cannot take one slot.</summary>
/// <param name="NextFree">UTC; the default value is a line that was never used.</param>
/// <param name="SlowUntil">Slots before this time stand twice as far apart; the carriers have refused some.</param>
/// <param name="Minute">What the carrier may still count; null for nothing.</param>
public readonly record struct SlotState(DateTimeOffset NextFree, DateTimeOffset SlowUntil = default, LineMinute? Minute = null);

/// <summary>
/// Hands out the times at which a line may send, so that all senders together stay under the carrier's limit by
/// construction. Pure: the caller stores the state under its ETag and asks again when another was quicker.
/// </summary>
public static class SlotLedger
{
    /// <summary>More parts than any text that <see cref="SendDecision"/> lets through has.</summary>
    public const int MostParts = 5;

    // A line catches up with what a hiccup cost it, and no faster: after a burst of a whole minute's texts everybody would wait.
    private const double CatchUp = 1.03;

    // A little more tickets than slots: else a text that is late for its ticket leaves a hole in the line.
    private const double Surplus = 1.02;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HalfRateFor = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A slot not used this long after its time has gone by. A text counts as so late, and as long on the way, until its
    /// sender has told when the carrier had it.
    /// </summary>
    public static TimeSpan GoodFor { get; } = TimeSpan.FromSeconds(3);

    /// <summary>The longest way to the carrier of a text that nobody has told of.</summary>
    public static TimeSpan OnTheWay { get; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// No text of a campaign takes a slot further ahead than this, so nobody who writes to a patient waits longer for what
    /// campaigns send; at the times that tickets give there is room, unless people use the line.
    /// </summary>
    public static TimeSpan MostAhead { get; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Parts a minute: "toll-free 200 messages a minute a number, short code 6,000, alphanumeric 600 a resource; above it
    /// 429" (azure-docs service-limits.md). Whether a text of two parts counts once or twice is not said: here every part
    /// counts, the stricter reading. For ten-digit lines there is no published figure (it depends on the campaign's
    /// registration), so one a second.
    /// </summary>
#pragma warning disable CS8524 // A kind without a name is a bug; the exception stops the send.
    public static int RatePerMinute(LineKind line) => line switch
    {
        LineKind.TollFree => 200,
        LineKind.ShortCode => 6_000,
        LineKind.Alphanumeric => 600,
        LineKind.TenDigit => 60,
    };
#pragma warning restore CS8524

    /// <summary>Takes the next slot on the line.</summary>
    /// <param name="state">The line's row.</param>
    /// <param name="now">The present; a slot is never before it.</param>
    /// <param name="parts">1 to <see cref="MostParts"/>.</param>
    /// <param name="line">Gives the rate.</param>
    /// <returns>The row to store and the time to send at. In no minute, wherever it starts, more parts than the rate.</returns>
    public static (SlotState State, DateTimeOffset Slot) Take(SlotState state, DateTimeOffset now, int parts, LineKind line)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, MostParts);
        now = now.ToUniversalTime();
        var slot = state.NextFree > now ? state.NextFree : now;
        var minute = state.Minute ?? LineMinute.Empty;
        slot = minute.RoomFor(slot, parts, RatePerMinute(line));
        var gap = slot < state.SlowUntil ? 2 * Evenly(line) : Evenly(line) / CatchUp;
        return (state with { NextFree = slot + (parts * gap), Minute = minute.With(slot, parts) }, slot);
    }

    /// <summary>The carrier had the text of a slot at <paramref name="at"/> at the latest.</summary>
    public static SlotState Arrived(SlotState state, DateTimeOffset slot, DateTimeOffset at) =>
        state with { Minute = state.Minute?.Arrived(slot, at) };

    /// <summary>Takes the next slot if it is no more than <see cref="MostAhead"/> away; else the line stays as it is.</summary>
    /// <returns>The row to store, the slot, and whether it was taken.</returns>
    public static (SlotState State, DateTimeOffset Slot, bool Taken) TakeSoon(
        SlotState state, DateTimeOffset now, int parts, LineKind line)
    {
        var (after, slot) = Take(state, now, parts, line);
        return slot - now <= MostAhead ? (after, slot, true) : (state, slot, false);
    }

    /// <summary>
    /// Takes the next ticket: the time at which a text of a campaign may ask for a slot. A row of its own, hardly faster than
    /// the line, so that the slots of those whose time has come do not pile up behind each other.
    /// </summary>
    public static (SlotState State, DateTimeOffset Ticket) TakeTicket(
        SlotState state, DateTimeOffset now, int parts, LineKind line)
    {
        now = now.ToUniversalTime();
        var ticket = state.NextFree > now ? state.NextFree : now;
        var gap = ticket < state.SlowUntil ? 2 * Evenly(line) : Evenly(line) / Surplus;
        return (state with { NextFree = ticket + (parts * gap) }, ticket);
    }

    /// <summary>The line after the carriers have refused a text for its rate: a pause, then half the rate for a while.</summary>
    /// <param name="state">The line's row.</param>
    /// <param name="now">The present.</param>
    /// <param name="pause">As long as the carrier asked for; the longer of it and ours counts.</param>
    public static SlotState Slow(SlotState state, DateTimeOffset now, TimeSpan pause = default)
    {
        now = now.ToUniversalTime();
        var free = now + (pause > Pause ? pause : Pause);
        var slow = free + HalfRateFor;
        return state with
        {
            NextFree = state.NextFree > free ? state.NextFree : free,
            SlowUntil = state.SlowUntil > slow ? state.SlowUntil : slow,
        };
    }

    private static TimeSpan Evenly(LineKind line) => TimeSpan.FromMinutes(1) / RatePerMinute(line);
}
