using System.Collections.Frozen;
using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>
/// "If you have chest pain, call 911" is said to everybody and tells nothing of the reader; "if your chest pain comes back"
/// does. So a symptom is excused only after "if" with somebody and a verb, in the same sentence.
/// </summary>
internal static class Conditions
{
    private const int Farthest = 12;

    private static readonly FrozenSet<string> Somebody =
        FrozenSet.Create(StringComparer.Ordinal, "you", "anyone", "anybody", "someone", "usted", "alguien");

    private static readonly FrozenSet<string> Verbs = FrozenSet.Create(
        StringComparer.Ordinal, "have", "has", "feel", "feels", "get", "gets", "notice", "develop", "are", "is", "tiene", "siente", "nota", "presenta");

    internal static bool Holds(List<TextFolding.Word> words, int at, string text)
    {
        for (var i = at - 1; i >= 0 && i >= at - Farthest; i--)
        {
            if (text.AsSpan(words[i].End, words[i + 1].Start - words[i].End).ContainsAny('.', '!', '?')) return false;
            if (words[i].Folded == "if") return i + 2 < at && Somebody.Contains(words[i + 1].Folded) && Verbs.Contains(words[i + 2].Folded);

            // "sí" is yes.
            if (words[i].Folded != "si" || text[words[i].End - 1] is 'í' or 'Í') continue;
            var verb = Somebody.Contains(words[i + 1].Folded) ? i + 2 : i + 1;
            return verb < at && Verbs.Contains(words[verb].Folded);
        }

        return false;
    }
}
