using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>Numbers that tell of health by their form: a dose (20 mg, 20mg), a blood pressure (162/98, 162 over 98).</summary>
internal static class Measures
{
    private static readonly string[] Units =
        ["mg", "mgs", "mcg", "ml", "iu", "milligrams", "micrograms", "miligramos", "microgramos", "mililitros", "milliliters"];

    /// <summary>The rule and over how many words, or nothing.</summary>
    internal static (GateRule? Rule, int Words)? Find(List<TextFolding.Word> words, int at, string text)
    {
        var word = words[at].Folded;
        if (!char.IsAsciiDigit(word[0])) return null;
        if (Units.Contains(word.TrimStart("0123456789".ToCharArray()))) return (GateRule.Drug, 1);
        if (at + 1 == words.Count || !word.All(char.IsAsciiDigit)) return null;
        if (Units.Contains(words[at + 1].Folded)) return (GateRule.Drug, 2);
        var over = words[at + 1].Folded is "over" or "sobre" ? 2 : PlainNames.Gap(words, at + 1, text) == "/" ? 1 : 0;
        return over > 0 && at + over < words.Count && IsPressure(word, words[at + over].Folded) ? (GateRule.Result, over + 1) : null;
    }

    private static bool IsPressure(string upper, string lower) =>
        upper.Length == 3 && lower.Length is 2 or 3 && int.TryParse(lower, out var low) && low is >= 40 and <= 150
        && int.TryParse(upper, out var high) && high is >= 100 and <= 260 && high > low;
}
