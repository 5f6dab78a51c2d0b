using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SecureText.Conversations;

/// <summary>
/// Names a message within its conversation: <c>{19 digits}-{22 base64url characters}</c>. The digits count down with
/// time, so that ordering by id is newest first; the rest is a hash of what made the message (event id or idempotency
/// key), so that a second delivery meets the first. Opaque and safe in a URL.
/// </summary>
public readonly record struct MessageId
{
    private const int HashBytes = 16;
    private const long DateTimeOffsetMaxTicks = 3155378975999999999;
    private readonly string? value;

    private MessageId(string value) => this.value = value;

    /// <summary>The id as text.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty message id.");

    /// <summary>The time that the id was made with: its place in the thread.</summary>
    public DateTimeOffset PlacedAt =>
        new(long.MaxValue - long.Parse(Value.AsSpan(0, 19), CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>The id of the message that <paramref name="source"/> makes at <paramref name="at"/>.</summary>
    public static MessageId For(DateTimeOffset at, string source)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(source), hash);
        var countdown = (long.MaxValue - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
        return new MessageId($"{countdown}-{Base64Url.EncodeToString(hash[..HashBytes])}");
    }

    /// <summary>Reads an id from a path or a tag; refuses anything that <see cref="For"/> cannot have made.</summary>
    public static bool TryParse(string? text, out MessageId id)
    {
        id = default;
        if (text is not { Length: 42 } || text[19] != '-') return false;
        if (!text.AsSpan(0, 19).ContainsOnlyDigits() || !text.AsSpan(20).IsBase64Url()) return false;

        // 16 bytes leave four bits of the last character empty.
        if (text[^1] is not ('A' or 'Q' or 'g' or 'w')) return false;
        if (!long.TryParse(text.AsSpan(0, 19), NumberStyles.None, CultureInfo.InvariantCulture, out var countdown)
            || long.MaxValue - countdown is < 0 or > DateTimeOffsetMaxTicks) return false;
        id = new MessageId(text);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => value ?? "";
}

/// <summary>Character checks for opaque ids.</summary>
internal static class IdCharacters
{
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    public static bool IsBase64Url(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
        }

        return true;
    }
}
