namespace SecureText.Conversations;

public class AttachmentTests
{
    [Theory]
    [InlineData("a1_-Z", "image/jpeg", 0)]
    [InlineData("x", "application/pdf", 10_485_760)]
    public void Parse_of_what_was_written_is_the_same(string id, string type, long bytes)
    {
        var file = new Attachment(id, type, bytes);
        Assert.Equal(file, Attachment.Parse(file.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x image/jpeg")]
    [InlineData("x image/jpeg -1")]
    [InlineData("x text/html 1")]
    [InlineData("a/b image/png 1")]
    [InlineData("x image/png 1 1")]
    public void Parse_of_anything_else_is_refused(string text) => Assert.Throws<FormatException>(() => Attachment.Parse(text));

    [Fact]
    public void Draft_shows_no_name() =>
        Assert.DoesNotContain("rash", new AttachmentDraft(new Attachment("x", "image/png", 1), "rash.png").ToString(), StringComparison.Ordinal);
}
