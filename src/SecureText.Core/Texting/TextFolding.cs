using System.Globalization;
using System.Text;

namespace SecureText.Texting;

/// <summary>
/// Reads words as a person sees them: without case, accents, width or invisible characters. Rune by rune, because
/// <see cref="string.Normalize()"/> throws on a lone surrogate, which a stranger may send.
/// </summary>
internal static class TextFolding
{
    internal readonly record struct Word(string Folded, int Start, int End);

    internal static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    /// <summary>The runs of letters and digits, with where each stands. An apostrophe inside a word is dropped.</summary>
    internal static List<Word> Words(string text)
    {
        var words = new List<Word>();
        var folded = new StringBuilder();
        var (start, end, position) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.Utf16SequenceLength;
            if (Rune.IsLetterOrDigit(rune))
            {
                if (folded.Length == 0) start = position;
                AppendFolded(folded, rune);
                end = position + length;
            }
            else if (!JoinsLetters(rune)) Finish();

            position += length;
        }

        Finish();
        return words;

        void Finish()
        {
            if (folded.Length > 0) words.Add(new Word(folded.ToString(), start, end));
            folded.Clear();
        }
    }

    /// <summary>The words in one line, a single space between them.</summary>
    internal static string Line(string text) => string.Join(' ', Words(text).Select(word => word.Folded));

    // An apostrophe ("don't"), a combining accent, or a zero-width character put inside a word to hide it.
    private static bool JoinsLetters(Rune rune) =>
        rune.Value is '\'' or '’' or '‘' or 'ʼ' or '`' or '´' or 0xFFFD
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;

    private static void AppendFolded(StringBuilder to, Rune rune)
    {
        if (rune.IsAscii)
        {
            to.Append((char)Rune.ToLowerInvariant(rune).Value);
            return;
        }

        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(part)) to.Append(Rune.ToLowerInvariant(part).ToString());
        }
    }
}
