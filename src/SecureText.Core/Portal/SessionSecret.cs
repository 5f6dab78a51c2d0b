using System.Buffers.Text;
using System.Security.Cryptography;
using SecureText.Sealing;

namespace SecureText.Portal;

/// <summary>
/// What the patient's cookie holds: the link's id and 128 random bits, 43 base64url characters. The id says where to
/// look; the rest is the secret, stored as its hash. Made by the server only when somebody has just proven who he is,
/// so a cookie that was planted before is never taken over.
/// </summary>
public readonly record struct SessionSecret
{
    private const int Length = 43;
    private const int Bytes = 32;
    private readonly string? value;

    private SessionSecret(string value, LinkId link) => (this.value, Link) = (value, link);

    /// <summary>The link that was opened.</summary>
    public LinkId Link { get; }

    /// <summary>The cookie's value.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty session.");

    /// <summary>What is stored of it: SHA-256 over the whole.</summary>
    public byte[] Hash => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Value));

    /// <summary>A new session of a link.</summary>
    public static SessionSecret Create(LinkId link, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[Bytes];
        Convert.FromHexString(link.Value).CopyTo(bytes);
        random.Fill(bytes[LinkId.Bytes..]);
        var secret = new SessionSecret(Base64Url.EncodeToString(bytes), link);
        CryptographicOperations.ZeroMemory(bytes);
        return secret;
    }

    /// <summary>Reads a cookie.</summary>
    public static bool TryParse(string? text, out SessionSecret secret)
    {
        secret = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text is not { Length: Length }
            || !Base64Url.IsValid(text, out var length) || length != Bytes
            || Base64Url.DecodeFromChars(text, bytes) != Bytes
            || Base64Url.EncodeToString(bytes) != text) return false;
        secret = new SessionSecret(text, LinkId.Of(bytes[..LinkId.Bytes]));
        return true;
    }

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => "(session)";
}
