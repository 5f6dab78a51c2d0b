using SecureText.Conversations;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>
/// Gives each text its turn on the line. What a person waits for takes a slot at once. A text of a campaign takes a ticket
/// first and its slot at the ticket's time, so three thousand reminders that are due at nine do not stand before an answer.
/// </summary>
public sealed class LineTurns(SlotLedgerStore slots)
{
    /// <summary>The turn that the row says it has; null for none.</summary>
    internal static LineTurn? Of(Message message) =>
        message.SlotAt is { } slot ? new LineTurn(slot, IsTicket: false)
        : message.TicketAt is { } ticket ? new LineTurn(ticket, IsTicket: true)
        : null;

    /// <summary>The next turn of a text that has none, whose slot has gone by, or whose ticket's time has come.</summary>
    internal async Task<LineTurn> NextAsync(
        ClinicLine line, int parts, Message message, LineTurn? turn, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (message.Purpose != SendPurpose.Campaign) return new LineTurn(await slots.TakeAsync(line, parts, now, cancellationToken), false);
        if (turn is not { IsTicket: true })
        {
            var ticket = await slots.TakeTicketAsync(line, parts, now, cancellationToken);
            if (ticket > now) return new LineTurn(ticket, true);
        }

        var (slot, taken) = await slots.TakeSoonAsync(line, parts, now, cancellationToken);
        return taken
            ? new LineTurn(slot, false)
            : new LineTurn(await slots.TakeTicketAsync(line, parts, slot - SlotLedger.MostAhead, cancellationToken), true);
    }
}

/// <summary>When a text may leave, or (a ticket) ask for the time at which it may.</summary>
internal readonly record struct LineTurn(DateTimeOffset At, bool IsTicket);
