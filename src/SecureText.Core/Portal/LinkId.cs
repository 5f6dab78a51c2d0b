using System.Security.Cryptography;
using System.Text;

namespace SecureText.Portal;

/// <summary>
/// Names a link without opening it: the first 128 bits of its token's SHA-256, in hex. Opaque, so it may stand in keys,
/// journal and URLs. A plain hash is enough, since nobody can try 2^128 tokens.
/// </summary>
public readonly record struct LinkId
{
    /// <summary>Bytes in an id.</summary>
    public const int Bytes = 16;

    private readonly string? value;

    private LinkId(string value) => this.value = value;

    /// <summary>The id: 32 hex digits.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty link id.");

    /// <summary>
    /// The id that a token has, or that a text which is none would have: who asks for the link of a malformed token is
    /// given the same work and the same answer as for an unknown one.
    /// </summary>
    public static LinkId Of(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        return Of(hash[..Bytes]);
    }

    /// <summary>Reads an id from a path or a row.</summary>
    public static bool TryParse(string? text, out LinkId id)
    {
        var good = text is { Length: Bytes * 2 } && text.All(char.IsAsciiHexDigitLower);
        id = good ? new LinkId(text!) : default;
        return good;
    }

    /// <inheritdoc />
    public override string ToString() => value ?? "";

    internal static LinkId Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(bytes));
}
