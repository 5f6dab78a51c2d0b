using System.Globalization;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Sending;

/// <summary>
/// Names a text to the carrier and comes back in its delivery report: <c>conversation.message</c>, and <c>.1</c> and so on
/// for a text that is sent again; all opaque. By it a late report of an earlier attempt is known as such.
/// </summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Message">The message in it.</param>
/// <param name="Attempt">As <see cref="Conversations.Message.Attempt"/>.</param>
public readonly record struct OutboxTag(ConversationId Conversation, MessageId Message, int Attempt = 0)
{
    /// <summary>Reads a tag; false for anything that is not ours.</summary>
    public static bool TryParse(string? text, out OutboxTag tag)
    {
        tag = default;
        var parts = (text ?? "").Split('.');
        var attempt = 0;
        if (parts.Length is not (2 or 3)
            || !ConversationId.TryParse(parts[0], out var conversation)
            || !MessageId.TryParse(parts[1], out var message)
            || (parts.Length == 3
                && !(int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out attempt) && attempt > 0))) return false;
        tag = new OutboxTag(conversation, message, attempt);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Attempt == 0
        ? $"{Conversation.Value}.{Message.Value}"
        : string.Create(CultureInfo.InvariantCulture, $"{Conversation.Value}.{Message.Value}.{Attempt}");
}
