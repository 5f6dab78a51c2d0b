using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Sending;

/// <summary>The id by which the carrier knows a repeated try: derived from the outbox row, so no crash can lose it.</summary>
public static class Repeatability
{
    /// <summary>The same attempt at the same text always gives the same id; to the carrier another attempt is another text.</summary>
    public static Guid IdFor(ConversationId conversation, MessageId message, int attempt = 0)
    {
        var again = attempt == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"|{attempt}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"securetext/repeatability/v1|{conversation.Value}|{message.Value}{again}"), hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
