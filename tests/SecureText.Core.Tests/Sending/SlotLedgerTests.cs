using SecureText.Texting;

namespace SecureText.Sending;

public class SlotLedgerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Take_line_that_was_never_used_sends_at_once()
    {
        var (state, slot) = SlotLedger.Take(default, Noon, 1, LineKind.TollFree);
        Assert.Equal(Noon, slot);
        Assert.True(state.NextFree > Noon);
    }

    [Fact]
    public void Take_busy_line_sends_when_it_is_free()
    {
        var (first, _) = SlotLedger.Take(default, Noon, 2, LineKind.TollFree);
        var (_, slot) = SlotLedger.Take(first, Noon, 1, LineKind.TollFree);
        Assert.Equal(first.NextFree, slot);
    }

    [Fact]
    public void Take_idle_time_is_not_saved_up()
    {
        var (state, _) = SlotLedger.Take(new SlotState(Noon.AddHours(-5)), Noon, 1, LineKind.TenDigit);
        var (_, second) = SlotLedger.Take(state, Noon, 1, LineKind.TenDigit);
        Assert.True(second - Noon >= TimeSpan.FromSeconds(0.97));
    }

    [Fact]
    public void Take_clock_that_goes_back_gives_no_slot_twice()
    {
        var (state, first) = SlotLedger.Take(default, Noon, 1, LineKind.TollFree);
        var (_, second) = SlotLedger.Take(state, Noon.AddMinutes(-1), 1, LineKind.TollFree);
        Assert.True(second > first);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(SlotLedger.MostParts + 1)]
    public void Take_impossible_number_of_parts_is_refused(int parts) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SlotLedger.Take(default, Noon, parts, LineKind.TollFree));

    [Fact]
    public void MostParts_is_enough_for_the_longest_text_that_may_be_sent()
    {
        foreach (var line in Enum.GetValues<LineKind>())
        {
            foreach (var c in "a€я")
            {
                var longest = SegmentCount.Of(new MessageText(new string(c, SendDecision.LongestText)), line);
                Assert.InRange(longest.Parts, 1, SlotLedger.MostParts);
            }

            var emoji = string.Concat(Enumerable.Repeat("👍", SendDecision.LongestText / 2));
            Assert.InRange(SegmentCount.Of(new MessageText(emoji), line).Parts, 1, SlotLedger.MostParts);
        }
    }

    [Theory]
    [InlineData(LineKind.TollFree, 200)]
    [InlineData(LineKind.ShortCode, 6_000)]
    [InlineData(LineKind.Alphanumeric, 600)]
    [InlineData(LineKind.TenDigit, 60)]
    public void Take_in_no_sliding_minute_more_parts_than_the_rate(LineKind line, int rate)
    {
        Assert.Equal(rate, SlotLedger.RatePerMinute(line));
        for (ulong seed = 0; seed < (rate > 1_000 ? 2ul : 10ul); seed++)
        {
            var dice = new Dice(seed);
            var (state, now, mostly) = (default(SlotState), Noon, dice.Of(1, SlotLedger.MostParts, 0));
            var sent = new Queue<(DateTimeOffset Slot, int Parts)>();
            var (inWindow, last, peak) = (0, DateTimeOffset.MinValue, 0);
            for (var i = 0; i < rate * 4; i++)
            {
                var parts = mostly > 0 && dice.Below(20) > 0 ? mostly : 1 + dice.Below(SlotLedger.MostParts);
                if (dice.Below(rate) == 0) now = now.AddSeconds(dice.Below(40));
                (state, var slot) = SlotLedger.Take(state, now, parts, line);
                Assert.True(slot > last && slot >= now, $"seed {seed}");
                last = slot;
                sent.Enqueue((slot, parts));
                inWindow += parts;
                while (slot - sent.Peek().Slot >= TimeSpan.FromMinutes(1)) inWindow -= sent.Dequeue().Parts;
                peak = Math.Max(peak, inWindow);
                Assert.True(inWindow <= rate, $"seed {seed}: {inWindow} parts in a minute");
            }

            Assert.True(peak >= rate / 2, "The line is used, not only kept from bursting.");
        }
    }
}
