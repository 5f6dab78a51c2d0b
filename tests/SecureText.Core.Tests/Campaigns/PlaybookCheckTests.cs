using SecureText.Clinic;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Campaigns;

public class PlaybookCheckTests
{
    private static readonly ClinicName Clinic = ClinicName.Parse("Lakeside Clinic");
    private static readonly Playbook Good = Playbooks.Of("follow-up");

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "title", "empty", "title.en" },
        { "no-touches", "at least one", "touches" },
        { "about", "may be started", "about" },
        { "closes", "stays open", "closes" },
        { "order", "order of time", "touches[1].offset" },
        { "far", "a year", "touches[2].offset" },
        { "before-start", "nothing before", "touches[0].offset" },
        { "reserved", "used for replies", "touches[0].id" },
        { "twice", "twice", "touches[1].id" },
        { "late", "14 days", "touches[0].lateBy" },
        { "asks", "no such question", "touches[0].asks" },
        { "form", "no such form", "touches[0].form" },
        { "no-link", "{link}", "touches[0].text.en" },
        { "link-of-nothing", "It may hold", "touches[0].text.en" },
        { "amount", "It may hold", "touches[0].text.en" },
        { "behind", "It may hold", "touches[0].behind.es" },
        { "no-name", "{clinic}: ", "touches[0].text.es" },
        { "long", "characters long", "touches[0].text.en" },
        { "gate", "diabetes", "touches[0].text.en" },
        { "reply-gate", "HIV", "questions[0].rules[0].reply.en" },
        { "uncovered", "the answer 9, 10", "questions[0].rules" },
        { "unreached", "No answer comes", "questions[0].rules[4].when" },
        { "nothing-asks", "Nothing asks", "questions[1]" },
        { "no-emergency", "911", "questions[0].rules[3].reply" },
        { "settled-asks", "asks nothing more", "questions[0].rules[0].ask" },
        { "no-words", "no words of its own", "questions[0].rules[0].ask" },
        { "ring", "ring", "questions" },
        { "room", "come to 15", "mostSends" },
        { "too-many", "60 is the most", "mostSends" },
        { "outcome", "small letters", "questions[0].rules[0].outcome" },
        { "large", "too much for one campaign", "touches" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_finds_the_fault_where_it_is(string fault, string says, string field)
    {
        var findings = PlaybookCheck.Check("p", With(fault), ClinicDefaults.Forms, Clinic);
        Assert.Contains(findings, finding => finding.Field == $"p.{field}" && finding.Problem.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_passes_what_the_clinic_begins_with_and_what_chance_makes()
    {
        Assert.All(Playbooks.Default, playbook => Assert.Equal([], PlaybookCheck.Check("p", playbook, ClinicDefaults.Forms, Clinic)));
        for (var seed = 1UL; seed <= 300; seed++)
        {
            var playbook = RandomPlaybooks.Next(new Dice(seed));
            Assert.All(PlaybookCheck.Check("p", playbook, [], Clinic), finding => Assert.Equal("Nothing asks it.", finding.Problem));
        }
    }

    [Fact]
    public void Check_keeps_room_for_how_to_stop()
    {
        var text = "{clinic}: " + new string('a', SendDecision.LongestText - Clinic.Value.Length - 2 - TouchText.HowToStop(Language.English).Length);
        Assert.DoesNotContain(Check(text), finding => finding.Field == "p.touches[0].text.en");
        Assert.Contains(Check(text + "a"), finding => finding.Field == "p.touches[0].text.en");

        static IReadOnlyList<SettingsFinding> Check(string words) => PlaybookCheck.Check(
            "p", First(touch => touch with { Text = touch.Text with { En = words } }), ClinicDefaults.Forms, Clinic);
    }

    private static Playbook With(string fault) => fault switch
    {
        "title" => Good with { Title = new Bilingual("", "x") },
        "no-touches" => Good with { Touches = [] },
        "about" => Good with { About = [OccasionKind.Visit, OccasionKind.Visit] },
        "closes" => Good with { Closes = TimeSpan.FromDays(7) },
        "order" => Good with { Touches = [Good.Touches[1], Good.Touches[0], Good.Touches[2]] },
        "far" => Good with { Touches = [Good.Touches[0], Good.Touches[1], Good.Touches[2] with { Offset = TimeSpan.FromDays(400) }] },
        "before-start" => First(touch => touch with { Offset = -TimeSpan.FromDays(1) }) with { Anchor = PlaybookAnchor.LaterOfOccasionAndStart },
        "reserved" => First(touch => touch with { Id = "day-m2" }),
        "twice" => First(touch => touch with { Id = Good.Touches[1].Id }),
        "late" => First(touch => touch with { LateBy = TimeSpan.FromDays(15) }),
        "asks" => First(touch => touch with { Asks = "other" }),
        "form" => First(touch => touch with { Form = "other" }),
        "no-link" => First(touch => touch with { Form = "survey" }),
        "link-of-nothing" => First(touch => touch with { Text = touch.Text with { En = "{clinic}: See {link}" } }),
        "amount" => First(touch => touch with { Text = touch.Text with { En = "{clinic}: Balance {amount}" } }),
        "behind" => First(touch => touch with { Behind = new Bilingual("Your balance is {amount}.", "Su saldo: {saldo}") }),
        "no-name" => First(touch => touch with { Text = touch.Text with { Es = "Hola de {clinic}: llame" } }),
        "long" => First(touch => touch with { Text = touch.Text with { En = "{clinic}: " + new string('a', 300) } }),
        "gate" => First(touch => touch with { Text = touch.Text with { En = "{clinic}: How is your diabetes?" } }),
        "reply-gate" => Rule(0, rule => rule with { Reply = new Bilingual("{clinic}: Your HIV is well.", "{clinic}: Bien.") }),
        "uncovered" => Question(question => question with { Rules = [.. question.Rules.Take(3)] }),
        "unreached" => Question(question => question with { Rules = [.. question.Rules, new AnswerRule("5")] }),
        "nothing-asks" => Question(question => question with { Rules = [.. question.Rules.Select(rule => rule with { Ask = null })] }) with
        {
            Touches = [Good.Touches[0]],
        },
        "no-emergency" => Rule(3, rule => rule with { Reply = rule.Reply! with { Es = "{clinic}: Le contactaremos." } }),
        "settled-asks" => Rule(0, rule => rule with { Settles = true, Ask = "talk" }),
        "no-words" => Rule(0, rule => rule with { Ask = "progress" }),
        "ring" => Rule(0, rule => rule with { Ask = "feeling" }),
        "room" => Good with { MostSends = 14 },
        "too-many" => Good with { MostSends = 61 },
        "large" => Good with
        {
            Touches = [.. Enumerable.Range(1, 10).Select(day => Good.Touches[^1] with
            {
                Id = $"day-{day}",
                Offset = TimeSpan.FromDays(day),
                Behind = new Bilingual(new string('n', 2000), new string('ñ', 2000)),
            })],
        },
        "outcome" => Rule(0, rule => rule with { Outcome = "Very well" }),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private static Playbook First(Func<Touch, Touch> change) => Good with { Touches = [change(Good.Touches[0]), .. Good.Touches.Skip(1)] };

    private static Playbook Question(Func<Question, Question> change) =>
        Good with { Questions = [change(Good.Questions[0]), .. Good.Questions.Skip(1)] };

    private static Playbook Rule(int i, Func<AnswerRule, AnswerRule> change) => Question(question => question with
    {
        Rules = [.. question.Rules.Select((rule, n) => n == i ? change(rule) : rule)],
    });
}
