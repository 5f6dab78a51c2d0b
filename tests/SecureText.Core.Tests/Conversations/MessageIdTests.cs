namespace SecureText.Conversations;

public class MessageIdTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(639_000_000_000_000_001)]
    [InlineData(3155378975999999999)]
    public void TryParse_what_For_made_is_the_same_id_with_its_time(long ticks)
    {
        var at = new DateTimeOffset(ticks, TimeSpan.Zero);
        var id = MessageId.For(at, "Incoming_1");
        Assert.True(MessageId.TryParse(id.Value, out var read));
        Assert.Equal(id, read);
        Assert.Equal(at, read.PlacedAt);
    }

    [Fact]
    public void For_the_same_instant_in_another_zone_is_the_same_id() =>
        Assert.Equal(MessageId.For(At, "a"), MessageId.For(At.ToOffset(TimeSpan.FromHours(-6)), "a"));

    [Fact]
    public void For_another_source_or_time_is_another_id()
    {
        Assert.NotEqual(MessageId.For(At, "a"), MessageId.For(At, "b"));
        Assert.NotEqual(MessageId.For(At, "a"), MessageId.For(At.AddTicks(1), "a"));
    }

    [Fact]
    public void Value_ordinal_order_is_newest_first()
    {
        var times = new[] { 0, 1, 10, 999_999_999, 10_000_000_000_000 }.Select(ticks => At.AddTicks(ticks)).ToList();
        var ids = times.Select(at => MessageId.For(at, "x").Value).Order(StringComparer.Ordinal);
        Assert.Equal(times.OrderDescending(), ids.Select(id => MessageId.TryParse(id, out var read) ? read.PlacedAt : default));
    }

    [Fact]
    public void TryParse_anything_that_For_cannot_have_made_is_refused()
    {
        var good = MessageId.For(At, "Incoming_1").Value;
        string?[] wrong =
        [
            null, "", good + "A", good[1..], " " + good[1..], good.Replace('-', '+'), good[..19] + "_" + good[20..],
            "٣" + good[1..], "-" + good[1..], good[..41] + "=", good[..41] + "\n", good[..40] + "|" + good[41..],
            good[..41] + "B",
            // Before the year 1 and after the year 9999.
            "9223372036854775808" + good[19..], "6067993060854775807" + good[19..], "0000000000000000000" + good[19..],
        ];
        Assert.All(wrong, text => Assert.False(MessageId.TryParse(text, out _), text));
    }
}
