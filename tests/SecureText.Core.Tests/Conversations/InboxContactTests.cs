namespace SecureText.Conversations;

public class InboxContactTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \r\n\t ", "")]
    [InlineData(" May I\r\n\r\ncome at  four? ", "May I come at four?")]
    [InlineData("שלום\u2029שוב", "שלום שוב")]
    public void PreviewOf_is_one_line_without_needless_space(string text, string preview) =>
        Assert.Equal(preview, InboxContact.PreviewOf(text));

    [Fact]
    public void PreviewOf_a_text_that_just_fits_is_whole() =>
        Assert.Equal(new string('a', 100), InboxContact.PreviewOf(new string('a', 100)));

    [Fact]
    public void PreviewOf_a_longer_text_ends_in_an_ellipsis_within_the_limit() =>
        Assert.Equal(new string('a', 99) + "…", InboxContact.PreviewOf(new string('a', 101)));

    [Theory]
    [InlineData(97)]
    [InlineData(98)]
    [InlineData(99)]
    public void PreviewOf_never_cuts_a_surrogate_pair(int before)
    {
        var preview = InboxContact.PreviewOf(new string('a', before) + string.Concat(Enumerable.Repeat("😀", 20)));
        Assert.InRange(preview.Length, 98, InboxContact.LongestPreview);
        Assert.False(new Texting.MessageText(preview).HasLoneSurrogate);
    }

    [Fact]
    public void PreviewOf_a_secure_link_has_no_token() => Assert.Equal(
        "Read it: https://portal.example/p/#…",
        InboxContact.PreviewOf("Read it: https://portal.example/p/#AbCdEfGhIjKlMnOpQrStUv"));

    [Fact]
    public void PreviewOf_a_megabyte_is_short() =>
        Assert.Equal(InboxContact.LongestPreview, InboxContact.PreviewOf(new string('a', 1 << 20)).Length);

    [Fact]
    public void ToString_shows_neither_number_nor_words()
    {
        Assert.Equal("(contact)", new InboxContact("+12065550123", "hello").ToString());
        Assert.Equal("p1", new InboxName("p1", "Ada Sample").ToString());
    }
}
