using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>
/// Reads a word list: one entry a line, <c>#</c> begins a comment, <c>=AIDS</c> counts in capitals only. The last word of an
/// entry also counts in its plain plural and, in Spanish, in both genders.
/// </summary>
internal static class WordList
{
    internal static IEnumerable<GateWords.Entry> Read(string name, Language language, GateRule rule)
    {
        using var stream = typeof(WordList).Assembly.GetManifestResourceStream("Sending/" + name)
            ?? throw new InvalidOperationException($"The word list {name} is not in the program.");
        using var reader = new StreamReader(stream);
        var entries = new List<GateWords.Entry>();
        while (reader.ReadLine() is { } line)
        {
            var entry = line.Split('#')[0].Trim();
            if (entry.Length == 0) continue;
            var exact = entry[0] == '=' ? entry[1..] : null;
            var words = TextFolding.Words(exact ?? entry).Select(word => word.Folded).ToArray();
            var lasts = exact is null && rule != GateRule.Shortener ? Forms(words[^1], language) : [words[^1]];
            entries.AddRange(lasts.Select(last => new GateWords.Entry(rule, [.. words[..^1], last], exact)));
        }

        return entries;
    }

    private static IEnumerable<string> Forms(string word, Language language) =>
        (language == Language.Spanish ? Spanish(word) : English(word)).Prepend(word).Distinct();

    // "pregnancy, pregnancies", "biopsy, biopsies", "abscess, abscesses", "clinic's" (the apostrophe is dropped).
    private static IEnumerable<string> English(string word) => word switch
    {
        _ when word.EndsWith('y') => [word[..^1] + "ies", word + "s"],
        _ when word.EndsWith("sis", StringComparison.Ordinal) => [word[..^2] + "es"],
        _ when word.EndsWith('s') || word.EndsWith('x') => [word + "es"],
        _ => [word + "s", word + "es"],
    };

    private static IEnumerable<string> Spanish(string word) => word switch
    {
        _ when word.EndsWith('o') => [word + "s", word[..^1] + "a", word[..^1] + "as"],
        _ when word.EndsWith('z') => [word[..^1] + "ces"],
        _ => [word + "s", word + "es"],
    };
}
