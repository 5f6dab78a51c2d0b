using SecureText.Consent;

namespace SecureText.Conversations;

/// <summary>Every change of a conversation's head, as pure functions. Each raises the version by one.</summary>
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
            Unread = head.Unread + 1,
            UnansweredSince = needsAnswer ? Earlier(head.UnansweredSince, at) : head.UnansweredSince,
            Urgent = head.Urgent || urgent,
            Status = ConversationStatus.Open,
        };

    /// <summary>Staff wrote to the patient: that is the answer.</summary>
    public static ConversationHead Answered(this ConversationHead head, DateTimeOffset at) =>
        head.Next() with
        {
            LastActivityAt = Later(head.LastActivityAt, at),
            UnansweredSince = null,
            Status = ConversationStatus.Open,
        };

    /// <summary>Staff opened the thread.</summary>
    public static ConversationHead MarkedRead(this ConversationHead head) => head.Next() with { Unread = 0 };

    /// <summary>The patient's sealed name beside the head has changed.</summary>
    public static ConversationHead Named(this ConversationHead head) => head.Next();

    /// <summary>Given to somebody, or to nobody.</summary>
    public static ConversationHead Assigned(this ConversationHead head, string? staffId) =>
        head.Next() with { AssignedTo = staffId };

    /// <summary>Put away: nothing waits and nothing presses any more.</summary>
    public static ConversationHead Closed(this ConversationHead head) =>
        head.Next() with { Status = ConversationStatus.Closed, UnansweredSince = null, Urgent = false, Unread = 0 };

    /// <summary>Taken up again.</summary>
    public static ConversationHead Reopened(this ConversationHead head) =>
        head.Next() with { Status = ConversationStatus.Open };

    /// <summary>Consent was given or withdrawn. A later withdrawal may be confirmed again.</summary>
    public static ConversationHead Consented(this ConversationHead head, ConsentState consent) =>
        head.Next() with { Consent = consent };

    private static ConversationHead Next(this ConversationHead head) => head with { Version = head.Version + 1 };

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset? a, DateTimeOffset b) => a is { } known && known < b ? known : b;
}
