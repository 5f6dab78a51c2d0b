using System.Diagnostics.CodeAnalysis;

namespace SecureText.Sealing;

/// <summary>
/// Names a conversation between one line and one number without telling either: 32 characters of lower-case base32
/// (160 bits of <see cref="BlindIndex"/>). Opaque, so it may stand in keys, logs and URLs.
/// </summary>
public readonly record struct ConversationId
{
    /// <summary>Characters in an id.</summary>
    public const int Length = 32;

    private readonly string? value;

    private ConversationId(string value) => this.value = value;

    /// <summary>The id as it stands in storage.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty conversation id.");

    /// <summary>Reads exactly what <see cref="Value"/> writes; no other case, padding or length.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ConversationId id)
    {
        var good = text is { Length: Length } && Base32.IsValid(text);
        id = good ? new ConversationId(text!) : default;
        return good;
    }

    /// <summary>Reads an id that must be good.</summary>
    /// <exception cref="FormatException">It is not an id. The text is not repeated.</exception>
    public static ConversationId Parse(string? text) =>
        TryParse(text, out var id) ? id : throw new FormatException("Not a conversation id.");

    /// <summary>The id; it is opaque.</summary>
    public override string ToString() => Value;
}
