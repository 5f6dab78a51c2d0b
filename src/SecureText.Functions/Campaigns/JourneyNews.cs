using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Roster;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Campaigns;

/// <summary>What stands in storage, said as events. Pure.</summary>
internal static class JourneyNews
{
    /// <summary>
    /// What holds or ends a journey, before anything else is asked. Says again what it said before; to a journey that knows it
    /// already that changes nothing.
    /// </summary>
    public static IEnumerable<JourneyEvent> Standing(
        ConversationId conversation, StoredJourney journey, Campaign campaign, ConsentState consent, Occasion occasion)
    {
        // The number is somebody else's now, as the clinic's systems say.
        if (occasion.Conversation != conversation || occasion.PatientId != journey.PatientId)
        {
            yield return new JourneyEvent.Cancelled("moved-number");
            yield break;
        }

        // Before what ends it: who has withdrawn meanwhile hears nothing of it.
        var standsAgain = journey.State.EndedBy == "cancelled" && Of(occasion) is null;
        if (standsAgain) yield return new JourneyEvent.Reinstated(occasion.At);
        if (consent.IsWithdrawn || consent[campaign.Playbook.Class] == ConsentStatus.Withdrawn) yield return new JourneyEvent.Withdrawn();
        if (campaign.State == CampaignState.Cancelled) yield return new JourneyEvent.Cancelled("campaign-cancelled");
        if (Of(occasion) is { } happened) yield return happened;
        if (occasion.At != journey.OccasionAt && !standsAgain) yield return new JourneyEvent.Moved(occasion.At);
        var held = campaign.State == CampaignState.Paused || consent.IsPausedForReview;
        if (held && !journey.State.Held) yield return new JourneyEvent.Paused();
        if (!held && journey.State.Held) yield return new JourneyEvent.Resumed();
    }

    /// <summary>
    /// The questions that a text of the patient may answer, whichever journey asked, newest first. What comes after staff wrote
    /// is for staff.
    /// </summary>
    /// <param name="thread">Newest first.</param>
    /// <param name="text">A text of the patient.</param>
    public static List<Message> AskedBefore(IEnumerable<MessageRow> thread, Message text)
    {
        var asked = new List<Message>();
        var earlier = thread.Where(row => row.IsWhole).Select(row => row.Message)
            .Where(message => message.Id != text.Id && TimeOf(message) <= text.Id.PlacedAt)
            .OrderByDescending(TimeOf);
        foreach (var message in earlier)
        {
            if (StaffId.IsActor(message.Author) && message.Channel != MessageChannel.Note) break;
            if (message is { Asks: not null, Journey: not null, FirstSentAt: not null } && MayHaveArrived(message.Status)) asked.Add(message);
        }

        return asked;
    }

    /// <summary>Since when the patient waits for staff, once a journey has taken some texts.</summary>
    /// <param name="head">The head as it was read.</param>
    /// <param name="thread">The newest messages, read with it.</param>
    /// <param name="taken">What was taken.</param>
    public static DateTimeOffset? WaitingAfter(
        ConversationHead head, IReadOnlyCollection<MessageRow> thread, IReadOnlyCollection<MessageId> taken)
    {
        if (head.UnansweredSince is not { } since || taken.Count == 0 || thread.Any(row => !row.IsWhole)) return head.UnansweredSince;
        var written = thread.Select(row => row.Message).Where(message => message.Status == MessageStatus.Received)
            .Select(message => (message.Id, At: KnownAt(head, message)))
            .Where(message => message.At >= since)
            .ToList();

        // An older text, or a person who was called, waits as before.
        if (!written.Any(message => message.At == since && taken.Contains(message.Id))) return since;
        return written.Where(message => !taken.Contains(message.Id)).Select(message => (DateTimeOffset?)message.At).Min();
    }

    // A carrier's clock that is ahead is not believed (InboundPlan), so neither is it here.
    private static DateTimeOffset KnownAt(ConversationHead head, Message message) =>
        head.LastReceivedAt is { } last && last < message.At ? last : message.At;

    private static bool MayHaveArrived(MessageStatus status) =>
        status is MessageStatus.Sending or MessageStatus.Sent or MessageStatus.Delivered or MessageStatus.Unknown;

    /// <summary>What a change of the occasion means to its journey; null while it is expected.</summary>
    public static JourneyEvent? Of(Occasion occasion) => (occasion.Status, occasion.Kind) switch
    {
        (OccasionStatus.Cancelled, _) => new JourneyEvent.Cancelled("cancelled"),
        (OccasionStatus.Kept, OccasionKind.Appointment) => new JourneyEvent.Settled("kept"),
        (OccasionStatus.Missed, OccasionKind.Appointment) => new JourneyEvent.Settled("missed"),

        // Nobody is asked how he is after a visit that was not.
        (OccasionStatus.Missed, OccasionKind.Visit) => new JourneyEvent.Cancelled("cancelled"),
        (OccasionStatus.Settled, OccasionKind.Statement) => new JourneyEvent.Settled("paid"),
        (OccasionStatus.Settled, OccasionKind.Refill) => new JourneyEvent.Settled("filled"),
        (OccasionStatus.Settled, OccasionKind.Recall) => new JourneyEvent.Settled("booked"),
        (OccasionStatus.Settled, _) => new JourneyEvent.Settled("settled"),
        _ => null,
    };

    // What was not sent has asked nobody anything; what was, asked when it left.
    private static DateTimeOffset TimeOf(Message message) => message.FirstSentAt ?? message.Id.PlacedAt;
}
