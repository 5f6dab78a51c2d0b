using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SecureText.Clinic;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>Says what is wrong with a playbook. Nothing that it passes can say too much, go round in circles or leave an answer without a rule.</summary>
public static partial class PlaybookCheck
{
    private const int MostTouches = 12;
    private const int MostQuestions = 12;
    private const int MostRules = 20;
    private const int MostTexts = 60;
    private const int LongestTitle = 80;
    private const int LongestBehind = 2000;
    private const int MostBytes = 60_000; // a campaign keeps its playbook in one property of 64 KiB
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);
    private static readonly TimeSpan Latest = TimeSpan.FromDays(14);

    /// <summary>What is wrong; nothing means that a campaign may be started with it.</summary>
    /// <param name="at">Names the playbook in the findings, as <c>playbooks[0]</c>.</param>
    /// <param name="playbook">The playbook.</param>
    /// <param name="forms">The clinic's forms.</param>
    /// <param name="clinic">Stands in the texts.</param>
    public static IReadOnlyList<SettingsFinding> Check(
        string at, Playbook playbook, IReadOnlyList<FormTemplate> forms, ClinicName clinic)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        ArgumentNullException.ThrowIfNull(forms);
        var shape = Shape(at, playbook)
            .Concat(playbook.Touches.SelectMany((touch, i) => Touches(at, playbook, i, forms)))
            .Concat(playbook.Questions.SelectMany((question, i) => Questions($"{at}.questions[{i}]", playbook, question)))
            .ToList();

        // Lengths of talks are counted only where every talk ends.
        var room = shape.Count == 0 ? Room(at, playbook) : [];
        return [.. shape, .. room, .. PlaybookTexts.Of(playbook).SelectMany(text => PlaybookTexts.Check(at, text, clinic))];
    }

    private static IEnumerable<SettingsFinding> Shape(string at, Playbook playbook)
    {
        var last = playbook.Touches.Count == 0 ? TimeSpan.Zero : playbook.Touches.Max(touch => touch.Offset + touch.LateBy);
        return Wordings.Check($"{at}.title", playbook.Title, LongestTitle)
            .Concat(Wordings.Ids($"{at}.touches", playbook.Touches.Select(touch => touch.Id)))
            .Concat(Wordings.Ids($"{at}.questions", playbook.Questions.Select(question => question.Id)))
            .Concat(Wordings.AtMost($"{at}.touches", playbook.Touches.Count, MostTouches))
            .Concat(Wordings.AtMost($"{at}.questions", playbook.Questions.Count, MostQuestions))
            .Concat(If(!Enum.IsDefined(playbook.Class), "class", "There is no such class."))
            .Concat(If(!Enum.IsDefined(playbook.Anchor), "anchor", "There is no such anchor."))
            .Concat(If(
                playbook.About.Count == 0 || playbook.About.Distinct().Count() < playbook.About.Count || !playbook.About.All(Enum.IsDefined),
                "about", "It says for what the playbook may be started, each once."))
            .Concat(If(playbook.Touches.Count == 0, "touches", "A playbook sends at least one text."))
            .Concat(If(
                playbook.Closes <= TimeSpan.Zero || playbook.Closes < last || playbook.Closes > Furthest, "closes",
                "It stays open until after its last text, and at most a year."))
            .Concat(If(
                Encoding.UTF8.GetByteCount(PlaybookJson.Write(playbook)) > MostBytes, "touches",
                "All its words together are too much for one campaign: shorten what stands behind links."))
            .Concat(If(PlaybookRoom.IsRing(playbook), "questions", "Questions ask each other in a ring: the talk would never end."));

        IEnumerable<SettingsFinding> If(bool isWrong, string field, string problem) =>
            isWrong ? [new SettingsFinding($"{at}.{field}", problem)] : [];
    }

    private static IEnumerable<SettingsFinding> Touches(string at, Playbook playbook, int i, IReadOnlyList<FormTemplate> forms)
    {
        var touch = playbook.Touches[i];
        var field = $"{at}.touches[{i}]";
        if (Reserved().IsMatch(touch.Id)) yield return new SettingsFinding($"{field}.id", "Ids such as this one are used for replies and moved visits.");
        if (i > 0 && playbook.Touches[i - 1].Offset >= touch.Offset) yield return new SettingsFinding($"{field}.offset", "Texts stand in order of time.");
        if (touch.Offset.Duration() > Furthest) yield return new SettingsFinding($"{field}.offset", "It is more than a year away.");
        if (touch.Offset < TimeSpan.Zero && playbook.Anchor != PlaybookAnchor.Occasion)
            yield return new SettingsFinding($"{field}.offset", "Counted from the start there is nothing before it.");
        if (touch.LateBy <= TimeSpan.Zero || touch.LateBy > Latest) yield return new SettingsFinding($"{field}.lateBy", "It is between a minute and 14 days.");
        if (touch.Asks is { } asks && JourneyAnswers.Find(playbook, asks) is null) yield return new SettingsFinding($"{field}.asks", "There is no such question.");
        if (touch.Form is { } form && forms.All(one => one.Id != form))
            yield return new SettingsFinding($"{field}.form", "There is no such form: add it to the forms first.");
        if (touch.Behind is null) yield break;
        foreach (var finding in PlaybookTexts.CheckBehind($"{field}.behind", touch.Behind, LongestBehind)) yield return finding;
    }

    private static IEnumerable<SettingsFinding> Questions(string at, Playbook playbook, Question question)
    {
        var isAsked = playbook.Touches.Any(touch => touch.Asks == question.Id)
            || playbook.Questions.Any(other => other.Rules.Any(rule => rule.Ask == question.Id));
        if (!isAsked) yield return new SettingsFinding(at, "Nothing asks it.");
        if (question.Rules.Count > MostRules) yield return new SettingsFinding($"{at}.rules", $"There are {question.Rules.Count}; {MostRules} is the most.");

        var without = question.Form.Values.Where(value => !question.Rules.Any(rule => JourneyAnswers.Fits(rule.When, value))).ToList();
        if (without.Count > 0) yield return new SettingsFinding($"{at}.rules", $"Nothing is said of the answer {string.Join(", ", without)}.");
        foreach (var (rule, i) in question.Rules.Select((rule, i) => (rule, i)))
        {
            var before = question.Rules.Take(i).ToList();
            var reaches = question.Form.Values.Any(value =>
                JourneyAnswers.Fits(rule.When, value) && !before.Any(earlier => JourneyAnswers.Fits(earlier.When, value)));
            if (!reaches) yield return new SettingsFinding($"{at}.rules[{i}].when", "No answer comes to this rule.");
            foreach (var problem in Rule(playbook, rule)) yield return new SettingsFinding($"{at}.rules[{i}].{problem.Field}", problem.Problem);
        }
    }

    private static IEnumerable<SettingsFinding> Rule(Playbook playbook, AnswerRule rule)
    {
        if (rule.Outcome is { } outcome && !Name().IsMatch(outcome)) yield return new SettingsFinding("outcome", "It has 1 to 40 small letters, digits and hyphens.");
        if (rule.Urgent && !(rule.Reply is { } reply && NamesEmergency(reply.En) && NamesEmergency(reply.Es)))
            yield return new SettingsFinding("reply", "To a red flag it must say what to do in an emergency: name 911.");
        if (rule.Ask is not { } ask) yield break;
        if (rule.Settles) yield return new SettingsFinding("ask", "What is settled asks nothing more.");
        if (JourneyAnswers.Find(playbook, ask) is not { } next) yield return new SettingsFinding("ask", "There is no such question.");
        else if (next.Text is null) yield return new SettingsFinding("ask", "That question has no words of its own.");
    }

    private static IEnumerable<SettingsFinding> Room(string at, Playbook playbook)
    {
        var needed = PlaybookRoom.Needed(playbook);
        if (playbook.MostSends < needed)
        {
            yield return new SettingsFinding($"{at}.mostSends", string.Create(
                CultureInfo.InvariantCulture, $"Its texts and replies may come to {needed}: allow that many, so that none is missing."));
        }

        if (playbook.MostSends > MostTexts) yield return new SettingsFinding($"{at}.mostSends", $"{MostTexts} is the most.");
    }

    private static bool NamesEmergency(string words) => TextFolding.Words(words).Any(word => word.Folded == "911");

    [GeneratedRegex("^(reply|again)-|-m[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
