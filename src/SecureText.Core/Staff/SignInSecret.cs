using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using SecureText.Sealing;

namespace SecureText.Staff;

/// <summary>
/// What ties a request to its sign-in. The platform carries no more from sign-in to request than roles, so the secret
/// travels as one: <c>s_</c> and 23 of <c>a-z 0-9</c>, as long as a role's name may be, 118 random bits. Stored is a hash
/// only, which no key is needed for: nobody can try so many.
/// </summary>
public sealed class SignInSecret
{
    private const string Prefix = "s_";
    private const int Length = 23;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    private SignInSecret(string role) => RoleName = role;

    /// <summary>The role to hand to the platform. Secret.</summary>
    public string RoleName { get; }

    /// <summary>The name of its row.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(RoleName)));

    /// <summary>A new one.</summary>
    public static SignInSecret New(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var text = new StringBuilder(Prefix, Prefix.Length + Length);
        Span<byte> one = stackalloc byte[1];
        while (text.Length < Prefix.Length + Length)
        {
            random.Fill(one);

            // 252 is the largest multiple of 36 in a byte: beyond it, some characters would come more often.
            if (one[0] < 252) text.Append(Alphabet[one[0] % Alphabet.Length]);
        }

        return new SignInSecret(text.ToString());
    }

    /// <summary>The one secret among the roles of a request; null when there is none, or more than one.</summary>
    public static SignInSecret? Among(IEnumerable<string> roles)
    {
        var secrets = roles.Where(IsSecret).Take(2).ToList();
        return secrets.Count == 1 ? new SignInSecret(secrets[0]) : null;
    }

    /// <summary>Shows nothing.</summary>
    public override string ToString() => "a sign-in secret";

    private static bool IsSecret(string role) =>
        role.Length == Prefix.Length + Length
        && role.StartsWith(Prefix, StringComparison.Ordinal)
        && !role.AsSpan(Prefix.Length).ContainsAnyExcept(Characters);
}
