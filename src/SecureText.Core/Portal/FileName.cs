using System.Globalization;
using System.Text;

namespace SecureText.Portal;

/// <summary>
/// The name of a file as a patient's phone gives it, made harmless: no path, no control or format characters (a
/// right-to-left override turns <c>gpj.exe</c> around), not long, and with the ending of what the file really is.
/// </summary>
public static class FileName
{
    /// <summary>Longest name, in UTF-16 units, with its ending.</summary>
    public const int Longest = 100;

    private const string Reserved = "<>:\"/\\|?*";

    /// <summary>A name to show and to save under.</summary>
    /// <param name="given">What came with the upload; null or empty when nothing did.</param>
    /// <param name="kind">What the file is.</param>
    public static string For(string? given, FileKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var name = new StringBuilder();
        foreach (var rune in (given ?? "").EnumerateRunes())
        {
            var harmless = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                && rune != Rune.ReplacementChar && !(rune.IsAscii && Reserved.Contains((char)rune.Value, StringComparison.Ordinal));
            name.Append(harmless ? rune.ToString() : "_");
        }

        var text = name.ToString();
        var ending = kind.Extensions.FirstOrDefault(e => text.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        var stem = text[..^(ending?.Length ?? 0)].Trim(' ', '.', '_');
        ending ??= kind.Extensions[0];
        if (stem.Length > Longest - ending.Length)
        {
            var cut = Longest - ending.Length;
            stem = stem[..(char.IsHighSurrogate(stem[cut - 1]) ? cut - 1 : cut)];
        }

        return (stem.Length == 0 ? "file" : stem) + ending;
    }
}
