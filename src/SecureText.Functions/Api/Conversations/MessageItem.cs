using SecureText.Conversations;

namespace SecureText.Api.Conversations;

/// <summary>A message as staff see it.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="Channel"><c>sms</c>.</param>
/// <param name="Text">The words; null when they do not open.</param>
/// <param name="At">When it was written.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Code that explains the status; null when there is nothing to explain.</param>
/// <param name="DeferredUntil">When a waiting text will be tried.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Damaged">The stored words were changed, moved or cannot be opened: a gap in the thread.</param>
public sealed record MessageItem(
    string Id,
    string Direction,
    string Channel,
    string? Text,
    DateTimeOffset At,
    MessageStatus Status,
    string? Reason,
    DateTimeOffset? DeferredUntil,
    string Author,
    bool Damaged)
{
    internal static MessageItem Of(Message message, string? text) => new(
        message.Id.Value,
        message.Status == MessageStatus.Received ? "in" : "out",
        "sms",
        text,
        message.At,
        message.Status,
        message.Reason,
        message.Status == MessageStatus.Queued ? message.DueAt : null,
        message.Author,
        text is null);
}
