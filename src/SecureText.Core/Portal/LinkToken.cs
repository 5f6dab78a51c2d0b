using System.Buffers.Text;
using System.Security.Cryptography;
using SecureText.Sealing;

namespace SecureText.Portal;

/// <summary>
/// What stands behind the <c>#</c> of a link: 128 random bits as 22 base64url characters. Whoever has it may try to prove
/// who he is, and no more. Stored nowhere but in the sealed text that carries it; rows know it by <see cref="Id"/>.
/// </summary>
public readonly record struct LinkToken
{
    /// <summary>Characters in a token.</summary>
    public const int Length = 22;

    private const int Bytes = 16;
    private readonly string? value;

    private LinkToken(string value) => this.value = value;

    /// <summary>The token as it stands in the link.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty token.");

    /// <summary>The link that it opens.</summary>
    public LinkId Id => LinkId.Of(Value);

    /// <summary>A new token.</summary>
    public static LinkToken Create(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[Bytes];
        random.Fill(bytes);
        var token = new LinkToken(Base64Url.EncodeToString(bytes));
        CryptographicOperations.ZeroMemory(bytes);
        return token;
    }

    /// <summary>Never shows the token.</summary>
    public override string ToString() => "(token)";
}
