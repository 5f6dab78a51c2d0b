using System.Buffers;

namespace SecureText.Audit;

/// <summary>
/// What may stand in the journal. A journal can never be mended, so nothing enters it that could be free text: fields
/// are ids and codes of letters, digits and <c>: . _ | = / -</c>, without a space, and short.
/// </summary>
public static class Opaque
{
    /// <summary>Longest actor, correlation and detail.</summary>
    public const int MaxLength = 128;

    /// <summary>Longest action, subject, outcome, emergency and writer.</summary>
    public const int MaxShortLength = 64;

    /// <summary>Most subjects of one entry.</summary>
    public const int MaxSubjects = 256;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:._|=/-");

    /// <summary>The same characters as they stand in a line.</summary>
    internal static readonly SearchValues<byte> Bytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:._|=/-"u8);

    /// <summary>What a hashed address begins with.</summary>
    public const string SourcePrefix = "addr:";

    private const int SourceLength = 5 + 32;

    private static readonly SearchValues<char> Base32Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz234567");

    private static readonly SearchValues<byte> Base32Bytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz234567"u8);

    /// <summary>Whether a text could stand in a field of an entry.</summary>
    public static bool Fits(string? text, int maxLength = MaxLength) =>
        text is { Length: > 0 } && text.Length <= maxLength && !text.AsSpan().ContainsAnyExcept(Characters);

    /// <summary>Refuses an entry that could hold free text.</summary>
    /// <exception cref="ArgumentException">Names the field; never repeats its value.</exception>
    public static void Check(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Require(Fits(entry.Actor), nameof(entry.Actor));
        Require(Fits(entry.Action, MaxShortLength), nameof(entry.Action));
        Require(
            entry.Subjects is { Count: <= MaxSubjects } && entry.Subjects.All(id => Fits(id, MaxShortLength)),
            nameof(entry.Subjects));
        Require(Fits(entry.Outcome, MaxShortLength), nameof(entry.Outcome));
        Require(Fits(entry.Correlation), nameof(entry.Correlation));
        Require(entry.Detail is null || Fits(entry.Detail), nameof(entry.Detail));
        Require(entry.Source is null || IsSource(entry.Source), nameof(entry.Source));
        Require(entry.Emergency is null || Fits(entry.Emergency, MaxShortLength), nameof(entry.Emergency));
    }

    /// <summary>
    /// Whether a text is <c>addr:</c> and a hash. Stricter than the rest: <c>addr:203.0.113.7</c> has no character that
    /// is forbidden, and would be an address in clear for ever.
    /// </summary>
    public static bool IsSource(string? text) =>
        text is { Length: SourceLength } && text.StartsWith(SourcePrefix, StringComparison.Ordinal)
        && !text.AsSpan(SourcePrefix.Length).ContainsAnyExcept(Base32Characters);

    /// <summary>The same of a field as it stands in a line.</summary>
    internal static bool IsSource(ReadOnlySpan<byte> text) =>
        text.Length == SourceLength && text.StartsWith("addr:"u8) && !text[SourcePrefix.Length..].ContainsAnyExcept(Base32Bytes);

    private static void Require(bool good, string field)
    {
        if (!good) throw new ArgumentException($"{field} of an audit entry is not an opaque id or code.", nameof(field));
    }
}
