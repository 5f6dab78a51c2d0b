using System.Collections.Frozen;
using SecureText.Texting;
using static SecureText.Sending.Gate;

namespace SecureText.Sending;

/// <summary>Finds the words of the lists beside this file: whole words and phrases, without case and accents.</summary>
internal static class GateWords
{
    private const string HealthWhy = "It tells something about the patient's health; it goes behind the link.";
    private const string PaymentWhy = "Carriers do not carry debt collection; say \"balance\" or \"statement\".";
    private const string ShortenerWhy = "Carriers block public link shorteners; use the clinic's own address.";

    private static readonly FrozenDictionary<string, List<Entry>> ByFirstWord =
        WordList.Read("health-english.txt", Language.English, GateRule.HealthWord)
            .Concat(WordList.Read("health-spanish.txt", Language.Spanish, GateRule.HealthWord))
            .Concat(WordList.Read("payment-english.txt", Language.English, GateRule.PaymentWord))
            .Concat(WordList.Read("payment-spanish.txt", Language.Spanish, GateRule.PaymentWord))
            .Concat(WordList.Read("shorteners.txt", Language.English, GateRule.Shortener))
            .GroupBy(entry => entry.Words[0])
            .ToFrozenDictionary(
                group => group.Key, group => group.OrderByDescending(entry => entry.Words.Length).ToList(), StringComparer.Ordinal);

    internal static IEnumerable<Found> Find(string text)
    {
        var words = TextFolding.Words(text);
        for (var i = 0; i < words.Count; i++)
        {
            if (!ByFirstWord.TryGetValue(words[i].Folded, out var entries)) continue;
            if (entries.FirstOrDefault(entry => Stands(entry, words, i, text)) is not { } entry) continue;
            var (start, end) = (words[i].Start, words[i + entry.Words.Length - 1].End);
            yield return new Found(start, new GateFinding(entry.Rule, text[start..end], Why(entry.Rule)));
            i += entry.Words.Length - 1;
        }
    }

    private static bool Stands(Entry entry, List<TextFolding.Word> words, int at, string text)
    {
        if (at + entry.Words.Length > words.Count) return false;
        for (var i = 1; i < entry.Words.Length; i++)
        {
            if (words[at + i].Folded != entry.Words[i]) return false;
        }

        var (start, end) = (words[at].Start, words[at + entry.Words.Length - 1].End);
        return entry.Rule switch
        {
            GateRule.Shortener => IsHost(entry, words, at, text),
            _ when entry.Exact is { } exact => text[start..end] == exact,
            _ => !IsSurname(words, at, text),
        };
    }

    // "bit.ly" and "https://www.bit.ly/x", not "bit. Ly" nor "rabbit.ly": the words stand with single dots between.
    private static bool IsHost(Entry entry, List<TextFolding.Word> words, int at, string text)
    {
        for (var i = 1; i < entry.Words.Length; i++)
        {
            if (text[words[at + i - 1].End..words[at + i].Start] != ".") return false;
        }

        var last = words[at + entry.Words.Length - 1];
        var goesOn = last.End + 1 < text.Length && text[last.End] is '.' or '-' && char.IsLetterOrDigit(text[last.End + 1]);
        return !goesOn && (words[at].Start == 0 || text[words[at].Start - 1] != '-');
    }

    // Dr. Burns and Dra. Rojas are names: one capitalised word after the title is not read as a health word.
    private static bool IsSurname(List<TextFolding.Word> words, int at, string text)
    {
        if (at == 0 || words[at - 1].Folded is not ("dr" or "dra" or "doctor" or "doctora")) return false;
        var (title, name) = (words[at - 1], words[at]);
        var between = text[title.End..name.Start];
        return between is " " or ". " or "." && char.IsUpper(text[name.Start])
            && text[(name.Start + 1)..name.End].Any(char.IsLower);
    }

    private static string Why(GateRule rule) => rule switch
    {
        GateRule.PaymentWord => PaymentWhy,
        GateRule.Shortener => ShortenerWhy,
        _ => HealthWhy,
    };

    /// <summary>One form of one line of a list. <paramref name="Exact"/>: only in this very spelling, as <c>AIDS</c>.</summary>
    internal sealed record Entry(GateRule Rule, string[] Words, string? Exact);
}
