using SecureText.Consent;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Conversations;

/// <summary>A message about to be written, still in clear. Lives in memory only.</summary>
/// <param name="Id">Its name within the conversation.</param>
/// <param name="At">The time shown to people.</param>
/// <param name="Status"><see cref="MessageStatus.Received"/> for a patient's text, else <see cref="MessageStatus.Queued"/>.</param>
/// <param name="Text">The words.</param>
/// <param name="Author">Opaque id of who wrote it: <c>patient</c>, <c>staff:&lt;id&gt;</c> or <c>system</c>.</param>
/// <param name="Purpose">Why it is sent; null for a patient's text.</param>
/// <param name="Class">Which consent it needs.</param>
/// <param name="Replies">Automatic answers written together with it.</param>
public sealed record MessageDraft(
    MessageId Id,
    DateTimeOffset At,
    MessageStatus Status,
    MessageText Text,
    string Author,
    SendPurpose? Purpose,
    MessageClass Class,
    IReadOnlyList<MessageId> Replies);
