using System.Text;

namespace SecureText.Sending;

/// <summary>
/// The Spanish form of a medicine's generic name. The names of both languages are made from the same stem by fixed rules of
/// spelling: metformin, metformina; azithromycin, azitromicina; hydrochlorothiazide, hidroclorotiazida.
/// </summary>
internal static class SpanishGeneric
{
    private const string Vowels = "aeiou";

    private static readonly (string English, string Spanish)[] Spellings =
    [
        ("ph", "f"), ("th", "t"), ("rh", "r"), ("ch", "c"), ("y", "i"), ("ll", "l"), ("mm", "m"), ("ss", "s"), ("tt", "t"),
        ("pp", "p"), ("ff", "f"), ("nn", "n"), ("qu", "cu"), ("k", "c"),
    ];

    private static readonly (string English, string Spanish)[] Endings =
    [
        ("ole", "ol"), ("one", "ona"), ("ine", "ina"), ("ide", "ida"), ("ene", "eno"), ("ane", "ano"), ("ate", "ato"),
        ("ose", "osa"), ("ile", "ilo"), ("ite", "ita"), ("in", "ina"), ("en", "eno"), ("ac", "aco"), ("ium", "io"),
        ("um", "o"), ("il", "ilo"), ("on", "ona"), ("id", "ida"), ("ic", "ico"), ("im", "ima"),
    ];

    /// <summary>Folded, as words are compared.</summary>
    internal static string Of(string generic)
    {
        var word = new StringBuilder(generic);
        foreach (var (english, spanish) in Spellings) word.Replace(english, spanish);
        if (word.Length > 1 && word[0] == 's' && !Vowels.Contains(word[1])) word.Insert(0, 'e');
        var spelled = word.ToString();
        foreach (var (english, spanish) in Endings)
        {
            if (spelled.EndsWith(english, StringComparison.Ordinal)) return spelled[..^english.Length] + spanish;
        }

        return spelled;
    }
}
