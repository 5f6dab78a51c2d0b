using SecureText.Sealing;

namespace SecureText.Portal;

public class SecretsTests
{
    [Fact]
    public void Token_is_22_characters_of_a_url_and_never_shows()
    {
        var token = LinkToken.Create(new CountingRandom());
        Assert.Matches("^[A-Za-z0-9_-]{22}$", token.Value);
        Assert.DoesNotContain(token.Value, $"{token} {token.Id}", StringComparison.Ordinal);
        Assert.True(LinkId.TryParse(token.Id.Value, out var id));
        Assert.Equal(token.Id, id);
    }

    [Fact]
    public void Code_is_six_digits_and_never_shows()
    {
        var random = new CountingRandom();
        for (var n = 0; n < 1000; n++)
        {
            var code = OneTimeCode.Create(random);
            Assert.Matches("^[0-9]{6}$", code.Value);
            Assert.Equal("(code)", $"{code}");
            Assert.True(OneTimeCode.TryParse(code.Value.Insert(3, " "), out var read));
            Assert.Equal(code, read);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("１２３４５６")]
    [InlineData("-12345")]
    public void Code_that_is_not_six_digits_is_refused(string? text) => Assert.False(OneTimeCode.TryParse(text, out _));

    [Fact]
    public void Code_above_the_last_whole_million_is_drawn_again()
    {
        var random = new Queued([0xff, 0xff, 0xff, 0xff], [7, 0, 0, 0]);
        Assert.Equal("000007", OneTimeCode.Create(random).Value);
    }

    [Fact]
    public void Session_names_its_link_and_never_shows()
    {
        var random = new CountingRandom();
        var link = LinkToken.Create(random).Id;
        var session = SessionSecret.Create(link, random);
        Assert.Equal((43, "(session)"), (session.Value.Length, $"{session}"));
        Assert.True(SessionSecret.TryParse(session.Value, out var read));
        Assert.Equal((link, session), (read.Link, read));
        Assert.NotEqual(session.Value, SessionSecret.Create(link, random).Value);
        Assert.False(SessionSecret.TryParse(session.Value[..^1], out _));
        Assert.False(SessionSecret.TryParse(session.Value[..^1] + "B", out _));
        Assert.False(SessionSecret.TryParse(session.Value[..^1] + "=", out _));
        Assert.False(SessionSecret.TryParse(null, out _));
    }

    private sealed class Queued(params byte[][] values) : IRandomSource
    {
        private int next;

        public void Fill(Span<byte> destination) => values[next++].CopyTo(destination);
    }
}
