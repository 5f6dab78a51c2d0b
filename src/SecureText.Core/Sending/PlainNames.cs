using System.Collections.Frozen;
using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>
/// Dr. Burns, Sra. Dolores, "Hi Angel," and Bone Street are names: there a word of the lists is not read as one. They must
/// be written as names: "dr cancer" is none.
/// </summary>
internal static class PlainNames
{
    private static readonly FrozenSet<string> Titles = FrozenSet.Create(
        StringComparer.Ordinal,
        "dr", "dra", "doctor", "doctora", "mr", "mrs", "ms", "miss", "mx", "sr", "sra", "srta", "senor", "senora", "senorita", "don", "dona");

    private static readonly FrozenSet<string> Greetings = FrozenSet.Create(
        StringComparer.Ordinal, "hi", "hello", "hey", "dear", "hola", "estimado", "estimada", "querido", "querida");

    private static readonly FrozenSet<string> AfterStreet = FrozenSet.Create(
        StringComparer.Ordinal, "street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "lane", "ln", "parkway", "pkwy");

    private static readonly FrozenSet<string> BeforeStreet = FrozenSet.Create(
        StringComparer.Ordinal, "calle", "avenida", "camino", "paseo", "plaza");

    internal static FrozenSet<string> First { get; } =
        WordList.Lines("first-names.txt").SelectMany(WordList.Fold).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True when the words at this place stand as somebody's name or a street's.</summary>
    internal static bool Stands(List<TextFolding.Word> words, int at, int length, string text)
    {
        if (!IsCapitalised(words[at], text)) return false;
        var before = at > 0 ? words[at - 1] : default;
        if (at > 0 && IsTitle(before) && Gap(words, at, text) is " " or ". " or ".") return true;
        if (at > 1 && IsTitle(words[at - 2]) && First.Contains(before.Folded) && Gap(words, at, text) == " ") return true;
        if (length > 1) return false;
        if (at > 0 && Greetings.Contains(before.Folded) && Gap(words, at, text) == " ") return EndsThere(words[at].End, text);
        return (at > 0 && BeforeStreet.Contains(before.Folded))
            || (at + 1 < words.Count && AfterStreet.Contains(words[at + 1].Folded) && Gap(words, at + 1, text) == " ");
    }

    internal static bool IsTitle(TextFolding.Word word) => Titles.Contains(word.Folded);

    internal static bool IsGreeting(TextFolding.Word word) => Greetings.Contains(word.Folded);

    internal static bool IsStreet(TextFolding.Word word) => AfterStreet.Contains(word.Folded);

    internal static bool IsCapitalised(TextFolding.Word word, string text) => char.IsUpper(text[word.Start])
        && text.AsSpan(word.Start + 1, word.End - word.Start - 1).ToString().Any(char.IsLower);

    internal static string Gap(List<TextFolding.Word> words, int at, string text) => text[words[at - 1].End..words[at].Start];

    private static bool EndsThere(int end, string text) => end == text.Length || text[end] is ',' or '!' or '.' or ':' or ';';
}
