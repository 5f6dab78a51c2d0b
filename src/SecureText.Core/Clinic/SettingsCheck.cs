using System.Globalization;
using SecureText.Archive;
using SecureText.Campaigns;
using SecureText.Evidence;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Clinic;

/// <summary>Holds settings about to be stored to their rules, section by section. Pure.</summary>
public static class SettingsCheck
{
    private const int MostHolidays = 100;
    private const int MostReplies = 50;
    private const int MostForms = 20;
    private const int MostPolicies = 20;
    private const int MostPlaybooks = 30;
    private const int LongestTitle = 80;
    private const int LongestConsent = 2000;
    private const int LongestPolicy = 20_000;

    private static readonly string[] ReplyPlaces = [Places.Patient, Places.Clinic, Places.Me];

    /// <summary>What is wrong with one section; nothing means that it may be stored.</summary>
    public static IReadOnlyList<SettingsFinding> Check(string section, ClinicSettings settings, ClinicName clinic) =>
    [
        .. section switch
        {
            "officeNumber" => OfficeNumber(settings.OfficeNumber),
            "hours" => Hours(settings.Hours),
            "holidays" => Holidays(settings.Holidays),
            "automaticAnswers" => AnswerRules.Check(settings.AutomaticAnswers, clinic),
            "consentWording" => Wordings.Check("consentWording", settings.ConsentWording, LongestConsent),
            "templates" => Templates(settings.Templates, clinic),
            "cannedReplies" => Replies(settings.CannedReplies, clinic),
            "forms" => Forms(settings.Forms),
            "policies" => Policies(settings.Policies),
            "playbooks" => Playbooks(settings, clinic),
            "retention" => Keeping(settings.Retention),
            "agreements" => AgreementCheck.Check(settings.Agreements),
            _ => throw new ArgumentOutOfRangeException(nameof(section)),
        },
    ];

    private static IEnumerable<SettingsFinding> OfficeNumber(string? number)
    {
        if (number is not null && !PhoneNumber.TryParse(number, out _))
            yield return new SettingsFinding("officeNumber", "It is not a North American phone number.");
    }

    private static IEnumerable<SettingsFinding> Keeping(Retention retention)
    {
        if (retention.Years is < Retention.Least or > Retention.Most)
            yield return new SettingsFinding("retention.years", "Keep records 6 to 30 years. Six is the least that the law allows.");
    }

    private static IEnumerable<SettingsFinding> Hours(WeekHours hours)
    {
        foreach (var day in hours.Days())
        {
            var problem = Problem(day);
            if (problem is not null) yield return new SettingsFinding($"hours.{day.Key.ToLowerInvariant()}", problem);
        }

        static string? Problem(KeyValuePair<string, string?> day)
        {
            try
            {
                OpeningHours.Parse([day]);
                return null;
            }
            catch (FormatException)
            {
                return "Write it as 08:00-17:00, or leave it empty when the clinic is closed.";
            }
        }
    }

    private static IEnumerable<SettingsFinding> Holidays(IReadOnlyList<Holiday> holidays) =>
        Wordings.AtMost("holidays", holidays.Count, MostHolidays)
            .Concat(Wordings.Unique("holidays", "date", holidays.Select(holiday => holiday.Date.ToString("O", CultureInfo.InvariantCulture))))
            .Concat(holidays.SelectMany((holiday, i) => Wordings.Check($"holidays[{i}].name", holiday.Name, LongestTitle)));

    private static IEnumerable<SettingsFinding> Templates(MessageTemplates templates, ClinicName clinic) =>
        LinkText("templates.secureLink", templates.SecureLink, clinic)
            .Concat(LinkText("templates.formLink", templates.FormLink, clinic))
            .Concat(Both("templates.oneTimeCode", templates.OneTimeCode, (field, words) =>
                TextRules.Check(field, words, clinic, [Places.Clinic, Places.Code], [Places.Clinic, Places.Code], 2)));

    // It may be the first text of a relationship, which "names the clinic and how to stop".
    private static IEnumerable<SettingsFinding> LinkText(string at, Bilingual words, ClinicName clinic) =>
        Both(at, words, (field, text) =>
            TextRules.Check(field, text, clinic, [Places.Clinic, Places.Link], [Places.Clinic, Places.Link], 2)
                .Concat(TextRules.Offers(text, Consent.Keyword.Stop)
                    ? []
                    : [new SettingsFinding(field, "It must say how to end texts: name STOP.")]));

    private static IEnumerable<SettingsFinding> Replies(IReadOnlyList<CannedReply> replies, ClinicName clinic) =>
        Wordings.AtMost("cannedReplies", replies.Count, MostReplies)
            .Concat(Wordings.Ids("cannedReplies", replies.Select(reply => reply.Id)))
            .Concat(replies.SelectMany((reply, i) => Wordings.Check($"cannedReplies[{i}].title", reply.Title, LongestTitle)
                .Concat(Both($"cannedReplies[{i}]", new Bilingual(reply.En, reply.Es), (field, words) =>
                    TextRules.Check(field, words, clinic, ReplyPlaces, [], int.MaxValue)))));

    private static IEnumerable<SettingsFinding> Forms(IReadOnlyList<FormTemplate> forms) =>
        Wordings.AtMost("forms", forms.Count, MostForms)
            .Concat(Wordings.Ids("forms", forms.Select(form => form.Id)))
            .Concat(forms.SelectMany((form, i) => FormRules.Check($"forms[{i}]", form)));

    private static IEnumerable<SettingsFinding> Playbooks(ClinicSettings settings, ClinicName clinic) =>
        Wordings.AtMost("playbooks", settings.Playbooks.Count, MostPlaybooks)
            .Concat(Wordings.Ids("playbooks", settings.Playbooks.Select(playbook => playbook.Id)))
            .Concat(settings.Playbooks.SelectMany((playbook, i) => PlaybookCheck.Check($"playbooks[{i}]", playbook, settings.Forms, clinic)));

    private static IEnumerable<SettingsFinding> Policies(IReadOnlyList<StaffPolicy> policies) =>
        Wordings.AtMost("policies", policies.Count, MostPolicies)
            .Concat(Wordings.Ids("policies", policies.Select(policy => policy.Id)))
            .Concat(policies.SelectMany((policy, i) => Wordings.Check($"policies[{i}].title", policy.Title, LongestTitle)
                .Concat(Wordings.Check($"policies[{i}].text", policy.Text, LongestPolicy))));

    private static IEnumerable<SettingsFinding> Both(
        string at, Bilingual words, Func<string, string, IEnumerable<SettingsFinding>> check) =>
        check($"{at}.en", words.En).Concat(check($"{at}.es", words.Es));
}
