using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Roster;
using SecureText.Sealing;
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

        if (consent.IsWithdrawn || consent[campaign.Playbook.Class] == ConsentStatus.Withdrawn) yield return new JourneyEvent.Withdrawn();
        if (campaign.State == CampaignState.Cancelled) yield return new JourneyEvent.Cancelled("campaign-cancelled");
        if (Of(occasion) is { } happened) yield return happened;
        if (occasion.At != journey.OccasionAt) yield return new JourneyEvent.Moved(occasion.At);
        var held = campaign.State == CampaignState.Paused || consent.IsPausedForReview;
        if (held && !journey.State.Held) yield return new JourneyEvent.Paused();
        if (!held && journey.State.Held) yield return new JourneyEvent.Resumed();
    }

    /// <summary>
    /// The question that a text of the patient answers: the newest that was sent before it, whichever journey asked. When staff
    /// wrote in between, the text may well be for them.
    /// </summary>
    /// <param name="thread">Newest first.</param>
    /// <param name="text">A text of the patient.</param>
    /// <returns>The message that asks, and whether staff wrote after it; null when nothing was asked.</returns>
    public static (Message Question, bool StaffBetween)? AskedBefore(IEnumerable<MessageRow> thread, Message text)
    {
        var earlier = thread.Where(row => row.IsWhole).Select(row => row.Message)
            .Where(message => message.Id != text.Id && TimeOf(message) <= text.Id.PlacedAt)
            .OrderByDescending(TimeOf);
        var between = false;
        foreach (var message in earlier)
        {
            if (message is { Asks: not null, FirstSentAt: not null }) return (message, between);
            between |= message.Author.StartsWith("staff:", StringComparison.Ordinal) && message.Channel != MessageChannel.Note;
        }

        return null;
    }

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
