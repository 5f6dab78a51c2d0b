using SecureText.Texting;

namespace SecureText.Clinic;

/// <summary>Rules for words that are shown on a page, and for lists of things with ids.</summary>
internal static class Wordings
{
    private const int LongestId = 40;

    internal static IEnumerable<SettingsFinding> Check(string field, string words, int longest)
    {
        if (new MessageText(words).IsBlank)
            yield return new SettingsFinding(field, "It is empty.");
        else if (words.Length > longest)
            yield return new SettingsFinding(field, $"It is {words.Length} characters long; {longest} is the most.");
        else if (new MessageText(words).HasLoneSurrogate || words.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            yield return new SettingsFinding(field, "It holds a damaged character: type it anew.");
    }

    internal static IEnumerable<SettingsFinding> Check(string field, Bilingual words, int longest) =>
        Check($"{field}.en", words.En, longest).Concat(Check($"{field}.es", words.Es, longest));

    internal static IEnumerable<SettingsFinding> AtMost(string field, int count, int most)
    {
        if (count > most) yield return new SettingsFinding(field, $"There are {count}; {most} is the most.");
    }

    /// <summary>Ids stand in links, answers and attestations: short, plain and each once.</summary>
    internal static IEnumerable<SettingsFinding> Ids(string field, IEnumerable<string> ids)
    {
        var all = ids.ToList();
        return all
            .Select((id, i) => (id, i))
            .Where(one => !IsId(one.id))
            .Select(one => new SettingsFinding(
                $"{field}[{one.i}].id", $"An id has 1 to {LongestId} small letters, digits and hyphens; leave it empty to get one."))
            .Concat(Unique(field, "id", all));
    }

    internal static IEnumerable<SettingsFinding> Unique(string field, string property, IEnumerable<string> values)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return values
            .Select((value, i) => (value, i))
            .Where(one => !seen.Add(one.value))
            .Select(one => new SettingsFinding($"{field}[{one.i}].{property}", "It stands here twice."));
    }

    private static bool IsId(string id) =>
        id.Length is > 0 and <= LongestId && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
