using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Clinic;

public class SettingsCheckTests
{
    private static readonly ClinicName Clinic = ClinicName.Parse("Lakeside Clinic");
    private static readonly ClinicSettings Initial = ClinicSettings.Initial(new ClinicProfile(
        Clinic, TimeZoneInfo.Utc, [], OpeningHours.Parse([KeyValuePair.Create("Monday", (string?)"08:00-17:00")])));

    public static TheoryData<string> Sections => [.. SettingsSections.All];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Check_of_what_a_clinic_begins_with_finds_nothing_also_with_the_longest_name(string section)
    {
        Assert.Equal([], SettingsCheck.Check(section, Initial, Clinic));
        Assert.Equal([], SettingsCheck.Check(section, Initial, ClinicName.Parse(new string('W', ClinicName.Longest))));
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(6, 0)]
    [InlineData(30, 0)]
    [InlineData(31, 1)]
    [InlineData(0, 1)]
    public void Check_of_a_retention_keeps_to_the_law_and_to_sense(int years, int findings) =>
        Assert.Equal(findings, SettingsCheck.Check("retention", Initial with { Retention = new(years) }, Clinic).Count);

    [Theory]
    [InlineData(StandardReply.Stopped, "{clinic}: You get no more texts.", "START")]
    [InlineData(StandardReply.Stopped, "{clinic}: Restart by writing start.", "START")]
    [InlineData(StandardReply.Stopped, "You get no more texts. Reply START to come back.", "{clinic}")]
    [InlineData(StandardReply.Help, "{clinic}: Call us. In an emergency call 911.", "STOP")]
    [InlineData(StandardReply.Help, "{clinic}: Call us. Reply STOP to end.", "911")]
    [InlineData(StandardReply.Help, "Call us. Reply STOP to end. In an emergency call 911.", "{clinic}")]
    [InlineData(StandardReply.Started, "{clinic}: Welcome back.", "STOP")]
    [InlineData(StandardReply.FirstContact, "{clinic}: Texting is not private. Emergency: 911.", "STOP")]
    [InlineData(StandardReply.FirstContact, "Texting is not private. Emergency: 911. STOP ends it.", "{clinic}")]
    [InlineData(StandardReply.FirstContact, "{clinic}: Texting is not private. STOP ends it.", "911")]
    [InlineData(StandardReply.FirstContact, "{clinic}: Hello. Emergency: 911. STOP ends it.", "not private")]
    [InlineData(StandardReply.AfterHours, "{clinic}: We are closed. Reply STOP to end texts.", "911")]
    [InlineData(StandardReply.AfterHours, "{clinic}: We are closed. In an emergency call 9115. STOP ends it.", "911")]
    [InlineData(StandardReply.AfterHours, "{clinic}: We are closed. In an emergency call 911.", "STOP")]
    [InlineData(StandardReply.Started, "{clinic}: Welcome to our HIV texts. STOP ends them.", "HIV")]
    [InlineData(StandardReply.Started, "{clinic}: Welcome, {patient}. STOP ends it.", "braces")]
    [InlineData(StandardReply.Started, "{clinic}: Welcome { STOP ends it.", "braces")]
    public void Answer_without_what_the_law_or_the_gate_asks_is_refused_and_ours_goes_instead(
        StandardReply reply, string words, string names)
    {
        var settings = With(reply, words);
        var finding = Assert.Single(SettingsCheck.Check("automaticAnswers", settings, Clinic));
        Assert.Equal($"automaticAnswers.{char.ToLowerInvariant(reply.ToString()[0])}{reply.ToString()[1..]}.en", finding.Field);
        Assert.Contains(names, finding.Problem, StringComparison.Ordinal);
        Assert.Equal(
            StandardReplies.For(reply, Language.English, Clinic),
            AnswerRules.WordsOf(settings, reply, Language.English, Clinic));
    }

    [Fact]
    public void Answer_that_is_empty_or_damaged_is_refused()
    {
        string[] all = ["", " \n", "{clinic}: Welcome \ud800. STOP ends it.", "{clinic}: Welcome\0. STOP ends it."];
        Assert.All(all, words => Assert.NotEmpty(
            SettingsCheck.Check("automaticAnswers", With(StandardReply.Started, words), Clinic)));
    }

    [Fact]
    public void Answer_that_keeps_the_rules_goes_as_the_owner_wrote_it()
    {
        var settings = With(StandardReply.Stopped, "{clinic} here. We stop texting you now; START brings us back.");
        Assert.Equal([], SettingsCheck.Check("automaticAnswers", settings, Clinic));
        Assert.Equal(
            "Lakeside Clinic here. We stop texting you now; START brings us back.",
            AnswerRules.WordsOf(settings, StandardReply.Stopped, Language.English, Clinic).Value);
    }

    [Fact]
    public void Answer_that_costs_more_than_two_parts_is_refused_with_what_makes_it_long()
    {
        const string Accents = "{clinic}: Bienvenido, aquí seguimos para cualquier duda que tenga sobre sus citas y sus "
            + "preguntas de siempre con el equipo. STOP o ALTO para terminar.";
        Assert.Contains("í", Assert.Single(SettingsCheck.Check(
            "automaticAnswers", With(StandardReply.Started, Accents), Clinic)).Problem, StringComparison.Ordinal);
        var longer = With(StandardReply.Started, "{clinic}: STOP ends. " + new string('a', 300));
        Assert.Equal(2, SettingsCheck.Check("automaticAnswers", longer, Clinic).Count);
    }

    [Theory]
    [InlineData("{clinic}: A message for you: see our site. STOP ends it.", "{link}")]
    [InlineData("A message for you: {link} STOP ends it.", "{clinic}")]
    [InlineData("{clinic}: A message for you: {link}", "STOP")]
    [InlineData("{clinic}: Your biopsy result: {link} STOP ends it.", "biopsy")]
    public void Link_text_must_hold_the_link_and_say_who_and_how_to_stop(string words, string names)
    {
        var settings = Initial with { Templates = Initial.Templates with { SecureLink = Initial.Templates.SecureLink with { En = words } } };
        Assert.Contains(SettingsCheck.Check("templates", settings, Clinic), finding =>
            finding.Field == "templates.secureLink.en" && finding.Problem.Contains(names, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("8-17")]
    [InlineData("17:00-08:00")]
    public void Hours_that_are_no_span_are_refused(string span) => Assert.Equal(
        "hours.friday",
        Assert.Single(SettingsCheck.Check("hours", Initial with { Hours = new WeekHours { Friday = span } }, Clinic)).Field);

    [Fact]
    public void Holiday_twice_or_without_a_name_is_refused()
    {
        var day = new DateOnly(2026, 12, 25);
        var settings = Initial with { Holidays = [new Holiday(day, "Christmas"), new Holiday(day, " ")] };
        Assert.Equal(
            ["holidays[1].date", "holidays[1].name"],
            SettingsCheck.Check("holidays", settings, Clinic).Select(finding => finding.Field));
    }

    [Fact]
    public void Form_with_a_fault_is_refused_where_the_fault_is()
    {
        var ask = new Bilingual("What?", "¿Qué?");
        var form = new FormTemplate("f", ask,
        [
            new FormQuestion("a", QuestionType.Text, ask, false) { Options = [new FormOption("x", "X", "X")] },
            new FormQuestion("a", QuestionType.Choice, ask, false) { Options = [new FormOption("x", "X", "X")] },
            new FormQuestion("B!", QuestionType.YesOrNo, new Bilingual("", "¿Qué?"), true),
        ]);
        var settings = Initial with { Forms = [form, new FormTemplate("g", ask, [])] };
        Assert.Equal(
            [
                "forms[0].questions[0].options", "forms[0].questions[1].id", "forms[0].questions[1].options",
                "forms[0].questions[2].id", "forms[0].questions[2].label.en", "forms[1].questions",
            ],
            SettingsCheck.Check("forms", settings, Clinic).Select(finding => finding.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Office_number_that_is_none_is_refused() =>
        Assert.Single(SettingsCheck.Check("officeNumber", Initial with { OfficeNumber = "12" }, Clinic));

    [Theory]
    [InlineData("2026-12-25T15:00:00Z", false)]
    [InlineData("2026-12-24T15:00:00Z", true)]
    [InlineData("2026-12-26T03:00:00Z", false)] // still the 25th at the clinic
    public void IsOpen_counts_holidays_by_the_clinics_own_day(string now, bool open)
    {
        var always = new WeekHours { Thursday = "00:00-23:59", Friday = "00:00-23:59", Saturday = "00:00-23:59" };
        var settings = Initial with { Hours = always, Holidays = [new Holiday(new DateOnly(2026, 12, 25), "Christmas")] };
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
        Assert.Equal(open, settings.IsOpen(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), zone));
    }

    private static ClinicSettings With(StandardReply reply, string english)
    {
        var all = Initial.AutomaticAnswers;
        var words = all[reply] with { En = english };
        return Initial with
        {
            AutomaticAnswers = reply switch
            {
                StandardReply.Stopped => all with { Stopped = words },
                StandardReply.Help => all with { Help = words },
                StandardReply.Started => all with { Started = words },
                StandardReply.FirstContact => all with { FirstContact = words },
                _ => all with { AfterHours = words },
            },
        };
    }
}
