using System.Collections.Frozen;
using SecureText.Texting;
using static SecureText.Sending.Gate;

namespace SecureText.Sending;

/// <summary>
/// Finds the words of the lists beside this file: whole words and phrases, the longest first, without case and accents; then
/// words with a medical ending, doses and blood pressures. Each word is looked up once; a name or street is no health word.
/// </summary>
internal static class GateWords
{
    private const int LeastBeforeEnding = 2;

    private static readonly FrozenDictionary<string, GateEntry[]> ByFirstWord = Lists()
        .GroupBy(entry => entry.Words[0])
        .ToFrozenDictionary(
            group => group.Key,
            group => group.OrderByDescending(entry => entry.Words.Length).ThenBy(entry => entry.Rule is not null)
                .ThenByDescending(entry => entry.IsSymptom).ToArray(),
            StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, GateRule> Endings = WordList.Endings()
        .DistinctBy(ending => ending.Key).ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly int[] EndingLengths = [.. Endings.Keys.Select(ending => ending.Length).Distinct().OrderDescending()];

    /// <summary>How many words and phrases are known, each of their forms counted.</summary>
    internal static int Entries => ByFirstWord.Values.Sum(entries => entries.Length);

    internal static IEnumerable<Found> Find(List<TextFolding.Word> words, string text)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var entry = Listed(words, i, text);
            var (broken, length) = entry is not null ? (entry.Rule, entry.Words.Length)
                : Measures.Find(words, i, text) ?? (Ending(words[i].Folded), 1);
            if (broken is { } rule && !IsExcused(entry, words, i, text))
            {
                var start = words[i].Start;
                yield return new Found(start, new GateFinding(rule, text[start..words[i + length - 1].End]));
            }

            i += length - 1;
        }
    }

    private static IEnumerable<GateEntry> Lists()
    {
        foreach (var rule in (GateRule[])[GateRule.Diagnosis, GateRule.Drug, GateRule.Procedure, GateRule.Result, GateRule.Specialty, GateRule.PaymentWord])
        {
            var name = rule == GateRule.PaymentWord ? "payment" : rule.ToString().ToLowerInvariant();
            foreach (var entry in WordList.Read(name + "-english.txt", WordForms.English, rule)) yield return entry;
            foreach (var entry in WordList.Read(name + "-spanish.txt", WordForms.Spanish, rule)) yield return entry;
            if (rule is GateRule.Result or GateRule.PaymentWord) continue;
            foreach (var entry in WordList.Read($"wordnet-{name}.txt", WordForms.English, rule)) yield return entry;
        }

        foreach (var entry in WordList.Read("symptoms-english.txt", WordForms.English, GateRule.Diagnosis, true)
            .Concat(WordList.Read("symptoms-spanish.txt", WordForms.Spanish, GateRule.Diagnosis, true))
            .Concat(WordList.Read("drug-generic.txt", WordForms.Generic, GateRule.Drug))
            .Concat(WordList.Read("drug-brand.txt", WordForms.English, GateRule.Drug))
            .Concat(WordList.Read("shorteners.txt", WordForms.None, GateRule.Shortener))
            .Concat(WordList.Read("allowed-english.txt", WordForms.English, null))
            .Concat(WordList.Read("allowed-spanish.txt", WordForms.Spanish, null)))
            yield return entry;
    }

    private static GateEntry? Listed(List<TextFolding.Word> words, int at, string text) =>
        ByFirstWord.TryGetValue(words[at].Folded, out var entries) ? Array.Find(entries, entry => Stands(entry, words, at, text)) : null;

    private static bool Stands(GateEntry entry, List<TextFolding.Word> words, int at, string text)
    {
        if (at + entry.Words.Length > words.Count) return false;
        for (var i = 1; i < entry.Words.Length; i++)
        {
            if (words[at + i].Folded != entry.Words[i]) return false;
        }

        return entry switch
        {
            { Rule: GateRule.Shortener } => IsHost(entry, words, at, text),
            { Exact: { } exact } => text[words[at].Start..words[at + entry.Words.Length - 1].End] == exact,
            _ => true,
        };
    }

    private static GateRule? Ending(string word)
    {
        foreach (var length in EndingLengths)
        {
            if (word.Length >= length + LeastBeforeEnding && Endings.TryGetValue(word[^length..], out var rule)) return rule;
        }

        return null;
    }

    private static bool IsExcused(GateEntry? entry, List<TextFolding.Word> words, int at, string text) =>
        entry?.Rule != GateRule.Shortener
        && (PlainNames.Stands(words, at, entry?.Words.Length ?? 1, text) || (entry?.IsSymptom == true && Conditions.Holds(words, at, text)));

    // "bit.ly" and "https://www.bit.ly/x", not "bit. Ly" nor "rabbit.ly": the words stand with single dots between.
    private static bool IsHost(GateEntry entry, List<TextFolding.Word> words, int at, string text)
    {
        for (var i = 1; i < entry.Words.Length; i++)
        {
            if (text[words[at + i - 1].End..words[at + i].Start] != ".") return false;
        }

        var last = words[at + entry.Words.Length - 1];
        var goesOn = last.End + 1 < text.Length && text[last.End] is '.' or '-' && char.IsLetterOrDigit(text[last.End + 1]);
        return !goesOn && (words[at].Start == 0 || text[words[at].Start - 1] != '-');
    }
}
