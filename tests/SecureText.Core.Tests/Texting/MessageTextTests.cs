namespace SecureText.Texting;

public class MessageTextTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData(" \t\r\n", true)]
    [InlineData("\u200B\u2060\uFEFF\u00A0", true)]
    [InlineData("\0", true)]
    [InlineData(".", false)]
    [InlineData("👍", false)]
    public void IsBlank_text_without_anything_to_see_is_blank(string text, bool blank) =>
        Assert.Equal(blank, new MessageText(text).IsBlank);

    // Not as InlineData: an attribute is stored as UTF-8 and would mend what is broken here.
    [Fact]
    public void HasLoneSurrogate_half_a_pair_is_found()
    {
        Assert.All(["hello", "👍🏽", ""], text => Assert.False(new MessageText(text).HasLoneSurrogate));
        Assert.All(
            ["\uD83D", "\uDC4D", "\uDC4D\uD83D", "a\uD83Db", "👍\uD83D👍"],
            text => Assert.True(new MessageText(text).HasLoneSurrogate));
    }

    [Fact]
    public void IsBlank_half_a_pair_is_not_blank() => Assert.False(new MessageText("\uD83D").IsBlank);

    [Fact]
    public void Default_has_no_words()
    {
        Assert.Equal("", default(MessageText).Value);
        Assert.True(default(MessageText).IsBlank);
    }

    [Fact]
    public void ToString_never_shows_the_words() => Assert.Equal("(text)", new MessageText("canary").ToString());
}
