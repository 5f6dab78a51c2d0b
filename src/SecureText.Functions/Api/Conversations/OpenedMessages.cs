using Microsoft.Extensions.Logging;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Api.Conversations;

/// <summary>What is sealed in a message.</summary>
/// <param name="Text">The words.</param>
/// <param name="FileNames">Names of its files, in the order of its attachments.</param>
internal sealed record OpenedMessage(MessageText Text, IReadOnlyList<string> FileNames);

/// <summary>Opens messages of a thread. A damaged one is shown as a gap; the page does not fail for it (S9).</summary>
public sealed partial class OpenedMessages(SealedTexts texts, StaffNames names, ILogger<OpenedMessages> logger)
{
    /// <summary>Opens one message, as staff see it.</summary>
    public async Task<MessageItem> OpenAsync(
        ConversationId conversation, MessageRow row, WrappedKeys keys, CancellationToken cancellationToken)
    {
        var message = row.Message;
        var author = StaffId.OfActor(message.Author) is { } staff ? await names.FindAsync(staff, cancellationToken) : null;
        if (row.IsWhole && MessageItem.IsHidden(message)) return MessageItem.Of(message, null, author);
        try
        {
            if (!row.IsWhole) throw new SealBrokenException(SealBreak.Altered);
            var opened = new OpenedMessage(
                await texts.OpenAsync(conversation, row, keys, cancellationToken),
                await texts.OpenFilesAsync(conversation, row, keys, cancellationToken));
            return MessageItem.Of(message, opened, author);
        }
        catch (SealBrokenException e)
        {
            LogDamaged(message.Id.Value, conversation.Value, e.Reason);
            return MessageItem.Of(message, null, author);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Message {MessageId} of conversation {Conversation} does not open ({Reason}).")]
    private partial void LogDamaged(string messageId, string conversation, SealBreak reason);
}
