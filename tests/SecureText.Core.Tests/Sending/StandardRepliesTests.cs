using SecureText.Consent;
using SecureText.Texting;

namespace SecureText.Sending;

public class StandardRepliesTests
{
    private static readonly ClinicName Longest = ClinicName.Parse(new string('W', ClinicName.Longest));

    public static TheoryData<StandardReply, Language> All
    {
        get
        {
            var all = new TheoryData<StandardReply, Language>();
            foreach (var reply in Enum.GetValues<StandardReply>())
            {
                foreach (var language in Enum.GetValues<Language>()) all.Add(reply, language);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void For_longest_name_passes_the_gate_and_fits_two_parts_on_every_line(StandardReply reply, Language language)
    {
        var text = StandardReplies.For(reply, language, Longest);
        Assert.Equal([], Gate.Check(text).Findings);
        Assert.True(text.Value.Length <= SendDecision.LongestText);
        foreach (var line in Enum.GetValues<LineKind>())
        {
            var count = SegmentCount.Of(text, line);
            Assert.Equal(SmsEncoding.Gsm7, count.Encoding);
            Assert.InRange(count.Parts, 1, 2);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void For_every_reply_begins_with_the_clinic_and_says_what_it_must(StandardReply reply, Language language)
    {
        var text = StandardReplies.For(reply, language, ClinicName.Parse("Lakeside Clinic")).Value;
        Assert.StartsWith("Lakeside Clinic: ", text, StringComparison.Ordinal);
        Assert.Contains(reply == StandardReply.Stopped ? "START" : "STOP", text, StringComparison.Ordinal);
        if (reply is StandardReply.AfterHours or StandardReply.Help or StandardReply.FirstContact)
        {
            Assert.Contains("911", text, StringComparison.Ordinal);
        }

        if (reply == StandardReply.FirstContact)
        {
            Assert.Contains(language == Language.Spanish ? "no son privados ni seguros" : "not private or secure", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void For_every_keyword_that_a_reply_names_is_one(StandardReply reply, Language language)
    {
        var words = StandardReplies.For(reply, language, ClinicName.Parse("Lakeside Clinic")).Value.Split(' ', '.', ',', ':');
        var keywords = words.Where(word => word.Length > 2 && word.All(char.IsAsciiLetterUpper)).ToList();
        Assert.NotEmpty(keywords);
        Assert.All(keywords, word => Assert.NotEqual(Keyword.None, Keywords.Classify(new MessageText(word))));
    }

    [Theory]
    [InlineData("Lakeside Clinic", "Lakeside Clinic")]
    [InlineData("  Clínica San José ", "Clinica San José")]
    [InlineData("O’Brien Family Practice", "O'Brien Family Practice")]
    public void ClinicName_good_name_is_written_for_plain_phones(string text, string name) =>
        Assert.Equal(name, ClinicName.Parse(text).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("A name that is far too long to sign with")]
    [InlineData("Lakeside Oncology")]
    [InlineData("Клиника")]
    [InlineData("Lakeside 👍")]
    [InlineData("Lake\nside")]
    [InlineData("Lake[side]")]
    public void ClinicName_other_name_is_refused(string? text)
    {
        Assert.False(ClinicName.TryParse(text, out _));
        Assert.Throws<FormatException>(() => ClinicName.Parse(text));
    }
}
