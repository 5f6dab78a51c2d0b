using E = SecureText.Conversations.MessageEvent;
using S = SecureText.Conversations.MessageStatus;

namespace SecureText.Conversations;

/// <summary>The only way in which a message's status changes.</summary>
public static class MessageTransitions
{
    /// <summary>
    /// The status after <paramref name="happened"/>; the same status when it changes nothing. Reports may overtake the
    /// carrier's own answer and may come twice, so what a report said is never undone by something older.
    /// </summary>
    public static MessageStatus Next(this MessageStatus status, MessageEvent happened) => (status, happened) switch
    {
        (S.Queued or S.Sending, E.Claim) => S.Sending,
        (S.Queued or S.Sending, E.Requeue) => S.Queued,
        (S.Queued or S.Sending or S.Unknown, E.Accept) => S.Sent,
        (S.Queued or S.Sending, E.Reject) => S.Failed,
        (S.Queued or S.Posted, E.Suppress) => S.Suppressed,
        (S.Sending, E.GiveUp) => S.Unknown,
        (S.Queued or S.Sending or S.Sent or S.Unknown or S.Failed, E.ReportDelivered) => S.Delivered,
        (S.Queued or S.Sending or S.Sent or S.Unknown, E.ReportFailed) => S.Failed,
        (S.Sending or S.Sent or S.Unknown, E.TryAgain) => S.Queued,
        (S.Posted, E.Open) => S.Opened,
        _ => status,
    };

    /// <summary>True when no sender has anything left to do.</summary>
    public static bool IsSettled(this MessageStatus status) => status is not (S.Queued or S.Sending);
}
