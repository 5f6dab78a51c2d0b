using SecureText.Conversations;
using SecureText.Sending;

namespace SecureText.Api.Conversations;

/// <summary>A message as staff see it.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Direction"><c>in</c>, <c>out</c> or <c>note</c>.</param>
/// <param name="Channel"><c>sms</c>, <c>portal</c> or <c>note</c>.</param>
/// <param name="Text">The words; null for a form, for what is hidden, and when they do not open.</param>
/// <param name="Hidden">A one-time code: only the patient may know it.</param>
/// <param name="At">When it was written.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Code that explains the status; null when there is nothing to explain.</param>
/// <param name="DeferredUntil">When a waiting text will be tried.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="AuthorName">The name of the member of staff who wrote it; null when it is not known here.</param>
/// <param name="PatientId">Whose text it is; null when nobody has said so.</param>
/// <param name="Mentions">Staff that a note is addressed to.</param>
/// <param name="Attachments">Its files.</param>
/// <param name="Form">A filled-in form; null for words.</param>
/// <param name="Damaged">The stored words were changed, moved or cannot be opened: a gap in the thread.</param>
public sealed record MessageItem(
    string Id,
    string Direction,
    MessageChannel Channel,
    string? Text,
    bool Hidden,
    DateTimeOffset At,
    MessageStatus Status,
    string? Reason,
    DateTimeOffset? DeferredUntil,
    string Author,
    string? AuthorName,
    string? PatientId,
    IReadOnlyList<string> Mentions,
    IReadOnlyList<AttachmentItem> Attachments,
    FormItem? Form,
    bool Damaged)
{
    /// <summary>A one-time code is not even opened.</summary>
    internal static bool IsHidden(Message message) => message.Purpose == SendPurpose.OneTimeCode;

    internal static MessageItem Of(Message message, OpenedMessage? opened, string? authorName)
    {
        var form = message.Kind == MessageKind.Form && opened is not null ? FormAnswers.Read(opened.Text) : null;
        var hidden = IsHidden(message);
        return new MessageItem(
            message.Id.Value,
            DirectionOf(message),
            message.Channel,
            message.Kind == MessageKind.Form || hidden || opened is null ? null : SecretLink.Hide(opened.Text.Value),
            hidden,
            message.At,
            message.Status,
            message.Reason,
            message.Status == MessageStatus.Queued ? message.DueAt : null,
            message.Author,
            authorName,
            message.PatientId,
            message.Mentions,
            [.. message.Attachments.Select((file, i) => new AttachmentItem(file.Id, file.ContentType, file.Bytes, opened?.FileNames[i]))],
            form is null ? null : new FormItem(form.Id, form.Title, [.. form.Answers.Select(a => new AnswerItem(a.Label, a.Value))]),
            !hidden && (opened is null || (message.Kind == MessageKind.Form && form is null)));
    }

    private static string DirectionOf(Message message) => message switch
    {
        { Channel: MessageChannel.Note } => "note",
        { Status: MessageStatus.Received } => "in",
        _ => "out",
    };
}

/// <summary>A file of a message.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Type">Media type.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Name">As the patient's phone called it; null when it does not open.</param>
public sealed record AttachmentItem(string Id, string Type, long Bytes, string? Name);

/// <summary>A filled-in form.</summary>
public sealed record FormItem(string Id, string Title, IReadOnlyList<AnswerItem> Answers);

/// <summary>A question and its answer.</summary>
public sealed record AnswerItem(string Label, string Value);
