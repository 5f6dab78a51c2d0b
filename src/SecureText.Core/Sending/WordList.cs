using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>
/// Reads the lists beside this file: entries apart by commas or lines, <c>#</c> begins a comment. The last word of an entry
/// also counts in its plain plural and, in Spanish, in both genders; <c>+diagnose</c> in all forms of the verb; <c>=AIDS</c>
/// in this very spelling only.
/// </summary>
internal static class WordList
{
    private const string Vowels = "aeiou";

    private static readonly string[] Hisses = ["s", "x", "z", "ch", "sh"];

    /// <summary>The entries of one list, as they are written.</summary>
    internal static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(WordList).Assembly.GetManifestResourceStream("Sending/" + name)
            ?? throw new InvalidOperationException($"The word list {name} is not in the program.");
        using var reader = new StreamReader(stream);
        var entries = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            entries.AddRange(line.Split('#')[0].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        return entries;
    }

    /// <summary>Each entry of one list in each of its forms.</summary>
    internal static IEnumerable<GateEntry> Read(string name, WordForms forms, GateRule? rule, bool isSymptom = false)
    {
        foreach (var line in Lines(name))
        {
            var exact = line[0] == '=' ? line[1..] : null;
            var words = Fold(line);
            var lasts = exact is not null ? [words[^1]] : line[0] == '+' ? Verb(words[^1]) : FormsOf(words[^1], forms);
            foreach (var last in lasts.Prepend(words[^1]).Distinct())
                yield return new GateEntry(rule, [.. words[..^1], last], exact, isSymptom);
        }
    }

    /// <summary>The endings of endings.txt: a line of the file is a rule and its endings, <c>Drug -olol, -sartan</c>.</summary>
    internal static IEnumerable<KeyValuePair<string, GateRule>> Endings()
    {
        var rule = default(GateRule);
        foreach (var entry in Lines("endings.txt"))
        {
            var dash = entry.IndexOf('-', StringComparison.Ordinal);
            if (dash > 0) rule = Enum.Parse<GateRule>(entry[..dash]);
            var ending = Fold(entry[dash..])[0];
            // Not "-oses" of "-osis": roses, closes.
            foreach (var form in Spanish(ending).Append(ending + "s").Prepend(ending).Distinct(StringComparer.Ordinal))
                yield return KeyValuePair.Create(form, rule);
        }
    }

    internal static string[] Fold(string entry) => [.. TextFolding.Words(entry).Select(word => word.Folded)];

    private static IEnumerable<string> FormsOf(string word, WordForms forms) => forms switch
    {
        WordForms.English => English(word),
        WordForms.Spanish => Spanish(word),
        WordForms.Generic => English(word).Append(SpanishGeneric.Of(word)),
        _ => [],
    };

    // "pregnancy, pregnancies", "biopsy, biopsies", "abscess, abscesses", "clinic's" (the apostrophe is dropped).
    private static IEnumerable<string> English(string word) => word switch
    {
        _ when word.EndsWith('y') => [word[..^1] + "ies", word + "s"],
        _ when word.EndsWith("sis", StringComparison.Ordinal) => [word[..^2] + "es"],
        _ when Hisses.Any(end => word.EndsWith(end, StringComparison.Ordinal)) => [word + "es"],
        _ when word.EndsWith('o') => [word + "s", word + "es"],
        _ => [word + "s"],
    };

    private static IEnumerable<string> Spanish(string word) => word switch
    {
        _ when word.EndsWith('o') => [word + "s", word[..^1] + "a", word[..^1] + "as"],
        _ when word.EndsWith('z') => [word[..^1] + "ces"],
        _ when Vowels.Contains(word[^1]) => [word + "s"],
        _ => [word + "es"],
    };

    private static IEnumerable<string> Verb(string word)
    {
        var stem = word.EndsWith('e') ? word[..^1] : word;
        var past = word.EndsWith('y') ? word[..^1] + "ied" : stem + "ed";
        return English(word).Concat([past, stem + "ing", word + "d"]);
    }
}

/// <summary>In which forms the entries of a list count.</summary>
internal enum WordForms
{
    /// <summary>As they stand.</summary>
    None,

    /// <summary>English plurals.</summary>
    English,

    /// <summary>Spanish plurals and genders.</summary>
    Spanish,

    /// <summary>Generic names of medicines: English plurals and the Spanish name.</summary>
    Generic,
}

/// <summary>One form of one entry. No rule: it is passed over. Exact: only in this very spelling, as <c>AIDS</c>.</summary>
internal sealed record GateEntry(GateRule? Rule, string[] Words, string? Exact, bool IsSymptom);
