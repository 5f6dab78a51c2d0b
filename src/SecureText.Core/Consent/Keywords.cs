using System.Collections.Frozen;
using SecureText.Texting;

namespace SecureText.Consent;

/// <summary>
/// Keywords, in English and Spanish. "A keyword withdraws only when it is the whole message after trimming case, space
/// and punctuation" (Spoke #1016; 47 CFR 64.1200(a)(10): stop, quit, end, revoke, opt out, cancel, unsubscribe).
/// </summary>
public static class Keywords
{
    private static readonly FrozenDictionary<string, KeywordReading> Known = Read(
        (Keyword.Stop, Language.English,
            "stop stopall end cancel unsubscribe quit revoke optout optmeout remove removeme unsubscribeme"),
        (Keyword.Help, Language.English, "help info helpme"),
        (Keyword.Start, Language.English, "start unstop restart resume optin subscribe resubscribe"),
        (Keyword.Stop, Language.Spanish,
            "alto parar pare paren detener cancelar terminar fin baja dardebaja darmedebaja salir eliminar remover basta nomas"),
        (Keyword.Help, Language.Spanish, "ayuda informacion"),
        (Keyword.Start, Language.Spanish, "iniciar inicio empezar comenzar reanudar activar suscribir"));

    private static readonly int Longest = Known.Keys.Max(word => word.Length);

    /// <summary>The keyword that the whole message is.</summary>
    public static Keyword Classify(MessageText text) => Read(text).Keyword;

    /// <summary>As <see cref="Classify"/>, with the language it was written in, for the answer.</summary>
    public static KeywordReading Read(MessageText text) => Whole(TextFolding.Words(text.Value));

    private static KeywordReading Whole(List<TextFolding.Word> words)
    {
        // "OPT OUT", "opt-out" and "S.T.O.P." are one word to the writer.
        if (words.Sum(word => word.Folded.Length) <= Longest
            && Known.TryGetValue(string.Concat(words.Select(word => word.Folded)), out var joined))
        {
            return joined;
        }

        // "STOP STOP STOP!!": each word says the same.
        var each = words.Select(word => Known.GetValueOrDefault(word.Folded)).Distinct().Take(2).ToList();
        return each.Count == 1 ? each[0] : default;
    }

    private static FrozenDictionary<string, KeywordReading> Read(params (Keyword, Language, string Words)[] lists) => lists
        .SelectMany(list => list.Words.Split(' '), (list, word) => (word, reading: new KeywordReading(list.Item1, list.Item2)))
        .ToFrozenDictionary(pair => pair.word, pair => pair.reading, StringComparer.Ordinal);
}
