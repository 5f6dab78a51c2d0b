using SecureText.Consent;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Clinic;

/// <summary>What every wording of an SMS must hold to, once its places are filled.</summary>
internal static class TextRules
{
    /// <summary>The longest link that is foreseen: host, path and the token of 22 characters.</summary>
    private static readonly string LongestLink = "https://" + new string('x', 60) + "/p/#" + new string('A', 22);

    internal static Dictionary<string, string> Samples(ClinicName clinic) => new(StringComparer.Ordinal)
    {
        [Places.Clinic] = clinic.Value,
        [Places.Link] = LongestLink,
        [Places.Code] = "123456",
        [Places.Patient] = "Maria",
        [Places.Me] = "Olivia",
    };

    /// <summary>What is wrong with words in which <paramref name="places"/> may and <paramref name="needed"/> must stand.</summary>
    internal static IEnumerable<SettingsFinding> Check(
        string field, string words, ClinicName clinic, string[] places, string[] needed, int mostParts)
    {
        var samples = Samples(clinic).Where(pair => places.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);
        var filled = new MessageText(Places.Fill(words, samples));
        foreach (var problem in Problems()) yield return new SettingsFinding(field, problem);

        IEnumerable<string> Problems()
        {
            if (new MessageText(words).IsBlank) return ["It is empty."];
            if (filled.HasLoneSurrogate || words.Any(c => char.IsControl(c) && c != '\n'))
                return ["It holds a damaged character: type it anew."];
            return Missing().Concat(Form()).Concat(Gate.Check(filled).Findings.Select(found => $"\"{found.What}\": {found.Why}"));
        }

        IEnumerable<string> Missing() => needed
            .Where(place => !filled.Value.Contains(samples[place], StringComparison.Ordinal))
            .Select(place => place == Places.Clinic
                ? "It must name the clinic: write {clinic} where the name goes."
                : $"It must hold {{{place}}}: it is of no use without.");

        IEnumerable<string> Form()
        {
            if (filled.Value.AsSpan().ContainsAny('{', '}'))
                yield return $"It may hold {string.Join(", ", places.Select(place => $"{{{place}}}"))} and no other braces.";
            if (filled.Value.Length > SendDecision.LongestText)
                yield return $"With the places filled it is {filled.Value.Length} characters long; {SendDecision.LongestText} is the most.";
            var count = SegmentCount.Of(filled, LineKind.TollFree);
            if (count.Parts <= mostParts) yield break;
            yield return count.Encoding == SmsEncoding.Ucs2
                ? $"It would travel in {count.Parts} parts, since plain texts lack \"{filled.Value.First(c => Gsm7.Septets(c) == 0)}\": write it without."
                : $"It would travel in {count.Parts} parts; {mostParts} is the most: shorten it.";
        }
    }

    /// <summary>True when a word in capitals stands in the text that brings <paramref name="keyword"/> about when it is sent back.</summary>
    internal static bool Offers(string text, Keyword keyword) => TextFolding.Words(text)
        .Select(word => text[word.Start..word.End])
        .Any(word => word.Length > 1 && word.All(char.IsAsciiLetterUpper) && Keywords.Classify(new MessageText(word)) == keyword);
}
