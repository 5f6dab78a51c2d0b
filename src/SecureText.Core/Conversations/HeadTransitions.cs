using SecureText.Campaigns;
using SecureText.Consent;

namespace SecureText.Conversations;

/// <summary>Every change of a conversation's head, as pure functions. Each that the inbox may show raises the version by one.</summary>
public static class HeadTransitions
{
    /// <summary>The head before anything has happened.</summary>
    public static ConversationHead Begin(string lineId) =>
        new() { Version = 0, LineId = lineId, LastActivityAt = DateTimeOffset.UnixEpoch };

    /// <summary>A text came from the patient. A keyword needs no answer from staff.</summary>
    public static ConversationHead Received(this ConversationHead head, DateTimeOffset at, bool needsAnswer, bool urgent) =>
        head.Next() with
        {
            LastActivityAt = Later(head.LastActivityAt, at),
            LastReceivedAt = Later(head.LastReceivedAt ?? at, at),
            Unread = head.Unread + 1,
            UnansweredSince = needsAnswer ? Earlier(head.UnansweredSince, at) : head.UnansweredSince,
            Urgent = head.Urgent || urgent,
            Status = ConversationStatus.Open,
        };

    /// <summary>
    /// Staff wrote to the patient: that is the answer, but not to a text that came after <paramref name="seen"/>, which
    /// the writer did not know.
    /// </summary>
    /// <param name="head">The head as it is now.</param>
    /// <param name="at">When it was written.</param>
    /// <param name="seen">Place of the newest message that the writer saw; null when the writer saw all.</param>
    public static ConversationHead Answered(this ConversationHead head, DateTimeOffset at, DateTimeOffset? seen = null) =>
        head.Next() with
        {
            LastActivityAt = Later(head.LastActivityAt, at),
            UnansweredSince = head.HasNewerThan(seen) ? Earlier(head.UnansweredSince, head.LastReceivedAt!.Value) : null,
            Status = ConversationStatus.Open,

            // What the patient writes next is an answer to a person.
            Asked = null,
        };

    /// <summary>Staff opened the thread.</summary>
    public static ConversationHead MarkedRead(this ConversationHead head) => head.Next() with { Unread = 0 };

    /// <summary>The patient's sealed name beside the head has changed.</summary>
    public static ConversationHead Named(this ConversationHead head) => head.Next();

    /// <summary>Given to somebody, or to nobody.</summary>
    public static ConversationHead Assigned(this ConversationHead head, string? staffId) =>
        head.Next() with { AssignedTo = staffId };

    /// <summary>True when the patient wrote after <paramref name="seen"/>; false when that is null.</summary>
    public static bool HasNewerThan(this ConversationHead head, DateTimeOffset? seen) =>
        seen is { } place && head.LastReceivedAt > place;

    /// <summary>A text of staff did not go out, or nobody can say: the patient still waits, and somebody must know.</summary>
    public static ConversationHead NotSent(this ConversationHead head, DateTimeOffset at) =>
        head.Next() with
        {
            Urgent = true,
            UnansweredSince = head.UnansweredSince ?? at,
            Status = ConversationStatus.Open,
        };

    /// <summary>
    /// A text of staff was called back before it went: who waited for it since <paramref name="waiting"/> waits again. What was
    /// put away meanwhile stays away.
    /// </summary>
    public static ConversationHead CalledBack(this ConversationHead head, DateTimeOffset? waiting) =>
        head.Next() with
        {
            UnansweredSince = waiting is { } since && head.Status == ConversationStatus.Open
                ? Earlier(head.UnansweredSince, since)
                : head.UnansweredSince,
        };

    /// <summary>Put away: nothing waits and nothing presses any more.</summary>
    public static ConversationHead Closed(this ConversationHead head) =>
        head.Next() with { Status = ConversationStatus.Closed, UnansweredSince = null, Urgent = false, Unread = 0 };

    /// <summary>Taken up again.</summary>
    public static ConversationHead Reopened(this ConversationHead head) =>
        head.Next() with { Status = ConversationStatus.Open };

    /// <summary>Consent was given or withdrawn. Once a withdrawal is lifted, by whatever, the next one may be confirmed again.</summary>
    public static ConversationHead Consented(this ConversationHead head, ConsentState consent) =>
        head.Next() with { Consent = consent, StopConfirmedAt = consent.IsWithdrawn ? head.StopConfirmedAt : null };

    /// <summary>
    /// A journey took a step. The inbox shows nothing of it, so the version, which orders what the inbox shows, stays.
    /// </summary>
    /// <param name="head">The head as it is now.</param>
    /// <param name="journeys">What runs afterwards.</param>
    /// <param name="asked">The question that is open afterwards.</param>
    public static ConversationHead Stepped(this ConversationHead head, JourneySet journeys, OpenQuestion? asked) =>
        head with { Journeys = journeys, Asked = asked };

    /// <summary>A journey took what the patient had written: staff need not answer that.</summary>
    /// <param name="head">The head as it is now.</param>
    /// <param name="since">Time of the oldest text that still waits; null when none does.</param>
    public static ConversationHead Understood(this ConversationHead head, DateTimeOffset? since) =>
        head.Next() with { UnansweredSince = since };

    /// <summary>A journey calls a person.</summary>
    public static ConversationHead PersonCalled(this ConversationHead head, DateTimeOffset at, bool urgent) =>
        head.Next() with
        {
            LastActivityAt = Later(head.LastActivityAt, at),
            UnansweredSince = head.UnansweredSince ?? at,
            Urgent = head.Urgent || urgent,
            Status = ConversationStatus.Open,
        };

    private static ConversationHead Next(this ConversationHead head) => head with { Version = head.Version + 1 };

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset? a, DateTimeOffset b) => a is { } known && known < b ? known : b;
}
