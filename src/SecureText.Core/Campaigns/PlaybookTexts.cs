using SecureText.Clinic;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>Every text that a playbook may send, and what each must hold to.</summary>
internal static class PlaybookTexts
{
    private const string Head = StandardReplies.ClinicPlace + ": ";

    /// <summary>One text with the name of its field; <paramref name="HasLink"/>: something waits behind a link.</summary>
    internal readonly record struct Text(string Field, Bilingual Words, bool HasLink, bool MayBeFirst);

    internal static IEnumerable<Text> Of(Playbook playbook) =>
        playbook.Touches.Select((touch, i) =>
                new Text($"touches[{i}].text", touch.Text, touch.Behind is not null || touch.Form is not null, MayBeFirst: true))
            .Concat(playbook.Questions.SelectMany((question, i) => OfQuestion(playbook, question, $"questions[{i}]")));

    internal static IEnumerable<SettingsFinding> Check(string at, Text text, ClinicName clinic) =>
        Check($"{at}.{text.Field}.en", text, Language.English, clinic).Concat(Check($"{at}.{text.Field}.es", text, Language.Spanish, clinic));

    /// <summary>What waits behind a link: longer, and it may say more.</summary>
    internal static IEnumerable<SettingsFinding> CheckBehind(string at, Bilingual behind, int longest) =>
        Wordings.Check(at, behind, longest).Concat(
            from language in new[] { Language.English, Language.Spanish }
            where TouchText.RenderBehind(behind, language, Samples(ClinicName.Parse("Clinic")) with { Link = null }).Value.AsSpan().ContainsAny("{}[]")
            select new SettingsFinding($"{at}.{language.Code()}", Braces([.. TouchText.InTexts, .. TouchText.OnlyBehind])));

    private static IEnumerable<Text> OfQuestion(Playbook playbook, Question question, string at)
    {
        yield return new Text($"{at}.again", question.Again, false, false);
        if (question.Text is { } words) yield return new Text($"{at}.text", words, false, false);
        foreach (var (rule, i) in question.Rules.Select((rule, i) => (rule, i)))
        {
            if (JourneyAnswers.Words(rule, JourneyAnswers.Find(playbook, rule.Ask)) is { } reply && rule.Reply is not null)
                yield return new Text($"{at}.rules[{i}].reply", reply, false, false);
        }
    }

    // Asked of the text as the longest occasion fills it.
    private static IEnumerable<SettingsFinding> Check(string field, Text text, Language language, ClinicName clinic)
    {
        var words = text.Words.In(language);
        if (new MessageText(words).IsBlank) return [new SettingsFinding(field, "It is empty.")];
        if (new MessageText(words).HasLoneSurrogate || words.Any(c => char.IsControl(c) && c != '\n'))
            return [new SettingsFinding(field, "It holds a damaged character: type it anew.")];
        return Problems().Select(problem => new SettingsFinding(field, problem));

        IEnumerable<string> Problems()
        {
            var places = Samples(clinic);
            var filled = TouchText.Render(text.Words, language, text.HasLink ? places : places with { Link = null }).Value;
            if (!words.StartsWith(Head, StringComparison.Ordinal)) yield return "It begins with \"{clinic}: \", so that the patient sees who writes.";
            if (text.HasLink && !filled.Contains(places.Link!, StringComparison.Ordinal))
                yield return "It must hold {link}: something waits behind it.";
            if (filled.AsSpan().ContainsAny("{}[]")) yield return Braces(text.HasLink ? [.. TouchText.InTexts, Places.Link] : TouchText.InTexts);
            var length = filled.Length + (text.MayBeFirst ? TouchText.HowToStop(language).Length : 0);
            if (length > SendDecision.LongestText)
                yield return $"With the places filled it is up to {length} characters long; {SendDecision.LongestText} is the most.";
            foreach (var found in Gate.Check(new MessageText(filled)).Findings) yield return $"\"{found.What}\": {found.Why}";
        }
    }

    private static string Braces(string[] places) =>
        $"It may hold {string.Join(", ", places.Select(place => $"{{{place}}}"))}, and square brackets around what is left out when it is unknown.";

    private static TouchPlaces Samples(ClinicName clinic) => new()
    {
        Clinic = clinic,
        At = new DateTimeOffset(2026, 9, 23, 12, 30, 0, TimeSpan.Zero),
        Zone = TimeZoneInfo.Utc,
        Doctor = "Hernandez-Villa",
        Place = "1200 Main Street",
        Phone = "(555) 555-0100",
        Link = TextRules.Samples(clinic)[Places.Link],
        Amount = "$1,200.00",
        Url = "https://pay.example.org/statement",
    };
}
