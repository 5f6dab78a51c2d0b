using SecureText.Consent;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Clinic;

/// <summary>
/// What the automatic answers must keep, whatever the owner makes of them: "the confirmation of a STOP names how to come
/// back; the first message of a relationship names the clinic and how to stop" (47 CFR 64.1200(a)(12), CTIA 5.1), and 911
/// where nobody reads.
/// </summary>
internal static class AnswerRules
{
    private const int MostParts = 2;

    /// <summary>
    /// The words of an answer as they go out. Words that do not keep the rules, since these or the gate's lists have
    /// changed, are replaced by our own: a STOP must not stay without its confirmation.
    /// </summary>
    public static MessageText WordsOf(ClinicSettings settings, StandardReply reply, Language language, ClinicName clinic)
    {
        var words = settings.AutomaticAnswers[reply].In(language);
        return Check("", reply, words, language, clinic).Any()
            ? StandardReplies.For(reply, language, clinic)
            : new MessageText(Places.Fill(words, TextRules.Samples(clinic)));
    }

    internal static IEnumerable<SettingsFinding> Check(AutomaticAnswers answers, ClinicName clinic) =>
        from reply in Enum.GetValues<StandardReply>()
        let name = char.ToLowerInvariant(reply.ToString()[0]) + reply.ToString()[1..]
        from finding in Check($"automaticAnswers.{name}.en", reply, answers[reply].En, Language.English, clinic)
            .Concat(Check($"automaticAnswers.{name}.es", reply, answers[reply].Es, Language.Spanish, clinic))
        select finding;

    private static IEnumerable<SettingsFinding> Check(
        string field, StandardReply reply, string words, Language language, ClinicName clinic) =>
        TextRules.Check(field, words, clinic, [Places.Clinic], [Places.Clinic], MostParts)
            .Concat(Legal(reply, words, language).Select(problem => new SettingsFinding(field, problem)));

    private static IEnumerable<string> Legal(StandardReply reply, string words, Language language)
    {
        if (reply == StandardReply.Stopped)
        {
            if (!TextRules.Offers(words, Keyword.Start)) yield return "It must say how to come back: name START.";
        }
        else if (!TextRules.Offers(words, Keyword.Stop))
        {
            yield return "It must say how to end texts: name STOP.";
        }

        if (reply is StandardReply.Help or StandardReply.FirstContact or StandardReply.AfterHours
            && !TextFolding.Words(words).Any(word => word.Folded == "911"))
        {
            yield return "It must say what to do in an emergency: name 911.";
        }

        var (secret, notSecret) = language == Language.Spanish ? ("privad", "segur") : ("private", "secure");
        if (reply == StandardReply.FirstContact
            && !TextFolding.Words(words).Any(word => word.Folded.StartsWith(secret, StringComparison.Ordinal)
                || word.Folded.StartsWith(notSecret, StringComparison.Ordinal)))
        {
            yield return "It must say that texting is not private.";
        }
    }
}
