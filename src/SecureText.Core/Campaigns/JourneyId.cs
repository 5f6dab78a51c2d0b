using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SecureText.Campaigns;

/// <summary>
/// One patient's way through one playbook for one occasion. The same three give the same id, so starting twice is starting
/// once. Opaque: 32 hex digits; it may stand in keys, logs, orchestrations and URLs.
/// </summary>
public readonly record struct JourneyId
{
    /// <summary>Characters in an id.</summary>
    public const int Length = 32;

    private readonly string? value;

    private JourneyId(string value) => this.value = value;

    /// <summary>The id as it stands in storage.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty journey id.");

    /// <summary>The id of a playbook's way for an occasion; the occasion's own id is a keyed hash, so this tells nothing.</summary>
    public static JourneyId For(string playbook, string occasion)
    {
        ArgumentException.ThrowIfNullOrEmpty(playbook);
        ArgumentException.ThrowIfNullOrEmpty(occasion);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"securetext/journey/v1|{playbook}|{occasion}"));
        return new JourneyId(Convert.ToHexStringLower(hash)[..Length]);
    }

    /// <summary>Reads exactly what <see cref="Value"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JourneyId id)
    {
        var good = text is { Length: Length } && text.All(char.IsAsciiHexDigitLower);
        id = good ? new JourneyId(text!) : default;
        return good;
    }

    /// <summary>The id; it is opaque.</summary>
    public override string ToString() => value ?? "";
}
