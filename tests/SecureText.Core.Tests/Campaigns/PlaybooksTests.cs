using SecureText.Clinic;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Campaigns;

public class PlaybooksTests
{
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
    private static readonly string Link = ("https://text.lakeside.example/p/#" + new string('A', 22)).PadRight(60, 'A');

    public static TheoryData<string> All => [.. Playbooks.Default.Select(playbook => playbook.Id)];

    // The longest name, the longest day and month, a long doctor's name.
    private static TouchPlaces Places(string clinic) => new()
    {
        Clinic = ClinicName.Parse(clinic),
        At = new DateTimeOffset(2026, 9, 23, 17, 30, 0, TimeSpan.Zero),
        Zone = Chicago,
        Doctor = "Hernandez-Villanueva",
        Place = "Main Street 12",
        Phone = "(555) 555-0100",
        Link = Link,
        Amount = "$120.00",
        Url = "https://pay.lakeside.example",
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Every_text_passes_the_gate_names_the_clinic_is_plain_and_is_not_too_long(string id)
    {
        foreach (var (text, language) in Texts(Playbooks.Of(id)))
        {
            Assert.StartsWith("{clinic}: ", text.In(language), StringComparison.Ordinal);
            foreach (var clinic in new[] { "Lakeside Clinic", new string('W', ClinicName.Longest) })
            {
                var words = TouchText.Render(text, language, Places(clinic));
                Assert.Empty(Gate.Check(words).Findings);
                Assert.InRange(words.Value.Length, 20, SendDecision.LongestText);
                Assert.False(words.Value.AsSpan().ContainsAny("{}[]"), words.Value);
                Assert.Equal(SmsEncoding.Gsm7, SegmentCount.Of(words, LineKind.TollFree).Encoding);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_text_reads_well_without_what_may_be_unknown(string id)
    {
        foreach (var (text, language) in Texts(Playbooks.Of(id)))
        {
            var words = TouchText.Render(text, language, Places("Lakeside Clinic") with { Doctor = null, Place = " ", Phone = null });
            Assert.False(words.Value.AsSpan().ContainsAny("{}[]"), words.Value);
            Assert.DoesNotContain("  ", words.Value, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Playbook_is_written_as_it_is_read(string id)
    {
        var json = PlaybookJson.Write(Playbooks.Of(id));
        Assert.Equal(json, PlaybookJson.Write(PlaybookJson.Read(json)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Playbook_has_room_for_every_reply(string id) =>
        Assert.True(PlaybookRoom.Needed(Playbooks.Of(id)) <= Playbooks.Of(id).MostSends);

    private static IEnumerable<(Bilingual Text, Language Language)> Texts(Playbook playbook) =>
        playbook.Touches.Select(touch => touch.Text)
            .Concat(playbook.Questions.Select(question => question.Again))
            .Concat(playbook.Questions.SelectMany(question => question.Text is { } text ? [text] : Array.Empty<Bilingual>()))
            .Concat(playbook.Questions.SelectMany(question => question.Rules).Select(rule =>
                JourneyAnswers.Words(rule, JourneyAnswers.Find(playbook, rule.Ask))).OfType<Bilingual>())
            .SelectMany(text => new[] { (text, Language.English), (text, Language.Spanish) });
}
