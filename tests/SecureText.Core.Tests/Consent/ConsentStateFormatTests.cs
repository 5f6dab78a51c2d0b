using SecureText.Texting;
using static SecureText.Consent.ConsentCases;

namespace SecureText.Consent;

public class ConsentStateFormatTests
{
    [Fact]
    public void Format_is_stable()
    {
        Assert.Equal("1|,,,|,,|,,|,,|,,|,,", ConsentState.Empty.Format());
        var state = ConsentState.Of([Granted(0, ConsentSource.Form, MessageClass.Appointments), Stop(1)]);
        Assert.Equal("1|,8de783a396bee00,,|,,|8de783a15a8a800,,|,,|,,|,,", state.Format());
    }

    [Fact]
    public void Parse_any_state_comes_back_as_itself()
    {
        for (ulong seed = 0; seed < 2_000; seed++)
        {
            var dice = new Dice(seed);
            var state = ConsentState.Of(Enumerable.Range(0, dice.Below(8)).Select(_ => Any(dice)));
            var stored = state.Format();
            Assert.Equal(state, ConsentState.Parse(stored));
            Assert.Equal(stored, ConsentState.Parse(stored).Format());

            // A stored state goes on exactly as the one in memory would.
            var next = Any(dice);
            Assert.Equal(state.Apply(next), ConsentState.Parse(stored).Apply(next));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("2|,,,|,,|,,|,,|,,|,,")]
    [InlineData("1|,,,|,,|,,|,,|,,")]
    [InlineData("1|,,,|,,|,,|,,|,,|,,|,,")]
    [InlineData("1|,,|,,|,,|,,|,,|,,")]
    [InlineData("1|,,,|,,,|,,|,,|,,|,,")]
    [InlineData(" 1|,,,|,,|,,|,,|,,|,,")]
    [InlineData("1|,,,|,,|,,|,,|,,|,,\n")]
    [InlineData("1|,,,|x,,|,,|,,|,,|,,")]
    [InlineData("1|,,,|-1,,|,,|,,|,,|,,")]
    [InlineData("1|,,,|0a,,|,,|,,|,,|,,")]
    [InlineData("1|,,,|A,,|,,|,,|,,|,,")]
    [InlineData("1|,,,| a,,|,,|,,|,,|,,")]
    [InlineData("1|,,,|ffffffffffffffff,,|,,|,,|,,|,,")]
    [InlineData("1|,,,|7fffffffffffffff,,|,,|,,|,,|,,")]
    [InlineData("1|,,,|fffffffffffffffff,,|,,|,,|,,|,,")]
    public void Parse_what_was_not_written_here_is_an_error(string? text)
    {
        Assert.False(ConsentState.TryParse(text, out var state));
        Assert.Null(state);
        Assert.Throws<FormatException>(() => ConsentState.Parse(text));
    }
}
