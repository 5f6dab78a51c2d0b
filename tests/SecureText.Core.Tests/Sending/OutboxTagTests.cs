using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Sending;

public class OutboxTagTests
{
    private static readonly MessageId Message = MessageId.For(Sends.Noon, "one");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12)]
    public void TryParse_what_was_written_is_read(int attempt)
    {
        var tag = new OutboxTag(Id(), Message, attempt);
        Assert.True(OutboxTag.TryParse(tag.ToString(), out var read));
        Assert.Equal(tag, read);
        Assert.Equal(attempt == 0, !tag.ToString()[..^1].Contains($"{Message.Value}.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".0")]
    [InlineData(".-1")]
    [InlineData(".x")]
    [InlineData(".1.1")]
    [InlineData(".99999999999")]
    public void TryParse_other_endings_are_not_ours(string ending) =>
        Assert.Equal(ending.Length == 0, OutboxTag.TryParse(new OutboxTag(Id(), Message) + ending, out _));

    [Fact]
    public void IdFor_each_attempt_is_another_text_to_the_carrier_and_the_same_attempt_the_same()
    {
        Assert.Equal(4, Enumerable.Range(0, 4).Select(n => Repeatability.IdFor(Id(), Message, n)).Distinct().Count());
        Assert.Equal(Repeatability.IdFor(Id(), Message, 2), Repeatability.IdFor(Id(), Message, 2));
    }

    private static ConversationId Id()
    {
        using var index = new BlindIndex(new byte[32]);
        return index.For("main", "+12065550123");
    }
}
