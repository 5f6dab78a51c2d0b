using System.Text;

namespace SecureText.Inbound;

public sealed class DeadLetterReaderTests
{
    [Fact]
    public void Blob_with_several_events_gives_each_as_it_stands() => Assert.Equal(
        ["{\"a\":1, \"deadLetterReason\":\"TimeToLiveExceeded\"}", "{\"b\":\"\\u00e9\"}"],
        Read("[ {\"a\":1, \"deadLetterReason\":\"TimeToLiveExceeded\"} ,{\"b\":\"\\u00e9\"}]"));

    [Theory]
    [InlineData("{\"a\":1}")]
    [InlineData("not json")]
    [InlineData("[{\"a\":1}")]
    [InlineData("[{\"a\":1}]x")]
    [InlineData("\"text\"")]
    [InlineData(" ")]
    public void What_is_no_list_is_one_event_as_it_stands(string text) => Assert.Equal([text], Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[ ]")]
    public void Nothing_is_nothing(string text) => Assert.Empty(Read(text));

    [Fact]
    public void Mark_at_the_beginning_is_no_part_of_it() =>
        Assert.Equal(["{}"], DeadLetterReader.Read([.. Encoding.UTF8.Preamble, .. "[{}]"u8]));

    [Fact]
    public void Bytes_that_are_no_text_are_kept_whole() =>
        Assert.Equal(["base64:W/97fV0="], DeadLetterReader.Read([(byte)'[', 0xff, (byte)'{', (byte)'}', (byte)']']));

    [Fact]
    public void What_is_in_a_list_and_no_event_is_kept_too() => Assert.Equal(["1", "null", "[2]"], Read("[1,null,[2]]"));

    private static IReadOnlyList<string> Read(string text) => DeadLetterReader.Read(Encoding.UTF8.GetBytes(text));
}
