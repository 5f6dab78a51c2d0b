using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Sending;

/// <summary>
/// Names a text to the carrier and comes back in its delivery report: <c>conversation.message</c>, both opaque.
/// </summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Message">The message in it.</param>
public readonly record struct OutboxTag(ConversationId Conversation, MessageId Message)
{
    /// <summary>Reads a tag; false for anything that is not ours.</summary>
    public static bool TryParse(string? text, out OutboxTag tag)
    {
        tag = default;
        var parts = (text ?? "").Split('.');
        if (parts.Length != 2
            || !ConversationId.TryParse(parts[0], out var conversation)
            || !MessageId.TryParse(parts[1], out var message)) return false;
        tag = new OutboxTag(conversation, message);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Conversation.Value}.{Message.Value}";
}
