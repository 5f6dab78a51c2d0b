using SecureText.Clinic;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Campaigns;

public class TouchTextTests
{
    private static readonly TouchPlaces Places = new()
    {
        Clinic = ClinicName.Parse("Lakeside Clinic"),
        At = new DateTimeOffset(2026, 11, 21, 20, 30, 0, TimeSpan.Zero),
        Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago"),
        Doctor = "García",
        Amount = "$120.00",
    };

    [Theory]
    [InlineData(Language.English, "Lakeside Clinic: Saturday, November 21, 2:30 PM with Dr. Garcia")]
    [InlineData(Language.Spanish, "Lakeside Clinic: sabado, 21 de noviembre, 2:30 p.m. with Dr. Garcia")]
    public void Render_tells_day_and_time_at_the_clinic_in_plain_letters(Language language, string words) =>
        Assert.Equal(words, Render("{clinic}: {day}, {date}, {time}[ with Dr. {doctor}][ at {place}]", language));

    [Theory]
    [InlineData(Language.English, "At 2:30 PM. Come.")]
    [InlineData(Language.Spanish, "At 2:30 p.m. Come.")]
    public void Render_ends_a_sentence_with_one_point(Language language, string words) =>
        Assert.Equal(words, Render("At {time}. Come.", language));

    [Fact]
    public void Render_never_fills_in_what_belongs_behind_the_link()
    {
        Assert.Equal("A B", Render("A[ {amount}][ {url}] B", Language.English));
        Assert.Equal("{amount}", Render("{amount}", Language.English));
        var behind = new Bilingual("Balance: {amount}.[ Pay: {url}]", "");
        Assert.Equal("Balance: $120.00.", TouchText.RenderBehind(behind, Language.English, Places).Value);
    }

    [Fact]
    public void Render_does_not_read_again_what_was_filled_in() => Assert.Equal(
        "{clinic} [x]",
        TouchText.Render(new Bilingual("{doctor}", ""), Language.English, Places with { Doctor = "{clinic} [x]" }).Value);

    [Fact]
    public void Lacks_names_what_a_video_visit_needs_and_what_no_other_playbook_does()
    {
        Assert.Equal(["url"], TouchText.Lacks(Playbooks.Of("telehealth"), Places));
        Assert.Empty(TouchText.Lacks(Playbooks.Of("telehealth"), Places with { Url = "https://video.example" }));
        foreach (var playbook in Playbooks.Default.Where(playbook => playbook.Id != "telehealth"))
            Assert.Empty(TouchText.Lacks(playbook, Places with { Doctor = null }));
    }

    private static string Render(string words, Language language) =>
        TouchText.Render(new Bilingual(words, words), language, Places).Value;
}
