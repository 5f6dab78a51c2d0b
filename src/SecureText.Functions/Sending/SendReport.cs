using SecureText.Conversations;

namespace SecureText.Sending;

/// <summary>Where a text stands after the sender looked at it.</summary>
/// <param name="Status">Null when there is no such text.</param>
/// <param name="DeferredUntil">When it will be tried, if it waits.</param>
public sealed record SendReport(MessageStatus? Status, DateTimeOffset? DeferredUntil)
{
    internal static SendReport Of(Message message) =>
        new(message.Status, message.Status == MessageStatus.Queued ? message.DueAt : null);
}
