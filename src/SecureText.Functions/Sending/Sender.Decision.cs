using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Sending;

/// <content>What is asked of every text.</content>
public sealed partial class Sender
{
    /// <summary>
    /// A ticket for a text of a campaign that is about to be written, so that it is written once. Null when it has more to wait
    /// for than its turn, or is not to go: <see cref="SendAsync"/> finds that out, and asks everything again of those with one.
    /// </summary>
    internal async Task<DateTimeOffset?> TicketAsync(HeadRow head, MessageDraft draft, CancellationToken cancellationToken)
    {
        if (draft is not { Status: MessageStatus.Queued, Purpose: SendPurpose.Campaign }
            || clinic.LineById(head.Head.LineId) is not { } line) return null;
        var now = time.GetUtcNow();
        var verdict = await DecideAsync(head, draft.Facts(), line, draft.Text, now, cancellationToken);
        if (verdict is not SendVerdict.Defer(_, var reason) || reason != SendReason.NoSlot) return null;
        var ticket = await slots.TakeTicketAsync(line, SegmentCount.Of(draft.Text, line.Kind).Parts, now, cancellationToken);
        return ticket > draft.NotAfter ? null : ticket;
    }

    private async ValueTask<SendVerdict> DecideAsync(
        HeadRow head, Message message, ClinicLine line, MessageText text, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<Holiday> holidays = message.Purpose == SendPurpose.Campaign
            ? (await settings.CurrentAsync(cancellationToken)).Holidays
            : [];
        return SendDecision.Decide(new SendRequest
        {
            Purpose = message.Purpose ?? throw new InvalidDataException("An outgoing message has no purpose."),
            Class = message.Class,
            Consent = head.Head.Consent,
            Text = text,
            Gate = Gate.Check(text),
            Line = line.Kind,
            Now = now,
            ClinicTimeZone = clinic.TimeZone,
            PatientTimeZone = message.Zone is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : null,
            RecipientState = message.State ?? clinic.State,
            Holidays = [.. holidays.Select(holiday => holiday.Date)],
            NotAfter = message.NotAfter,
            Slot = message.SlotAt,
            PatientWroteAt = message.Purpose == SendPurpose.CampaignReply ? head.Head.LastReceivedAt
                : message.Author == "system" ? message.Id.PlacedAt
                : null,
        });
    }
}
