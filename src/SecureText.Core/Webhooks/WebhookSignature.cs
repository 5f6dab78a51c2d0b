using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SecureText.Webhooks;

/// <summary>
/// The header <c>t=&lt;unix seconds&gt;,v1=&lt;hex&gt;</c>: HMAC-SHA256 of time, kind and body, with dots between, under a shared secret.
/// Time and kind are in what is signed, so that nobody can send an old body as a new one, or what was said of one thing as another.
/// </summary>
public sealed record WebhookSignature
{
    /// <summary>The header's name.</summary>
    public const string Header = "X-SecureText-Signature";

    /// <summary>How far clocks may be apart, and how long a body may be on its way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const int LongestHeader = 512;
    private const int MostTags = 4;

    private WebhookSignature(long time, IReadOnlyList<byte[]> tags) => (Time, Tags) = (time, tags);

    /// <summary>Unix seconds.</summary>
    public long Time { get; }

    private IReadOnlyList<byte[]> Tags { get; }

    /// <summary>Reads the header strictly; null when it is none. Unknown versions are passed over.</summary>
    public static WebhookSignature? Parse(string? header)
    {
        if (header is not { Length: > 0 and <= LongestHeader }) return null;
        long? time = null;
        var tags = new List<byte[]>();
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2) is not [var name, var value]) return null;
            if (name == "t")
            {
                if (time is not null || !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return null;
                time = seconds;
            }
            else if (name == "v1")
            {
                if (value.Length != 2 * SHA256.HashSizeInBytes || !value.All(char.IsAsciiHexDigit) || tags.Count == MostTags) return null;
                tags.Add(Convert.FromHexString(value));
            }
        }

        return time is { } at && tags.Count > 0 ? new WebhookSignature(at, tags) : null;
    }

    /// <summary>Whether it is of this moment.</summary>
    public bool IsFresh(DateTimeOffset now) => Math.Abs(now.ToUnixTimeSeconds() - Time) <= Tolerance.TotalSeconds;

    /// <summary>
    /// Whether one of the secrets signed the body as of that kind. Compares in constant time, and all of them, so that the time that it takes tells
    /// neither how much of a guess was right nor which secret it was.
    /// </summary>
    public bool IsOf(IEnumerable<string> secrets, string kind, ReadOnlySpan<byte> body)
    {
        var prefix = Prefix(kind);
        var signed = new byte[Encoding.UTF8.GetByteCount(prefix) + body.Length];
        var at = Encoding.UTF8.GetBytes(prefix, signed);
        body.CopyTo(signed.AsSpan(at));
        var isOne = false;
        foreach (var secret in secrets)
        {
            var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
            foreach (var tag in Tags) isOne |= CryptographicOperations.FixedTimeEquals(expected, tag);
        }

        return isOne;
    }

    /// <summary>The header for a body, as a sender makes it.</summary>
    public static string Of(string secret, DateTimeOffset now, string kind, string body)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var tag = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{kind}.{body}"));
        return $"t={time},v1={Convert.ToHexStringLower(tag)}";
    }

    private string Prefix(string kind) => string.Create(CultureInfo.InvariantCulture, $"{Time}.{kind}.");
}
