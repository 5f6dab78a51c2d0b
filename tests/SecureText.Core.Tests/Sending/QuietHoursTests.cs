using System.Globalization;
using SecureText.Texting;

namespace SecureText.Sending;

public class QuietHoursTests
{
    private const string Seattle = "America/Los_Angeles";
    private const string NewYork = "America/New_York";
    private const string Chicago = "America/Chicago";
    private const string Phoenix = "America/Phoenix";

    [Theory]
    [InlineData("2026-03-03 07:59:59.9999999", "2026-03-03 08:00")]
    [InlineData("2026-03-03 08:00", "2026-03-03 08:00")]
    [InlineData("2026-03-03 20:59:59.9999999", "2026-03-03 20:59:59.9999999")]
    [InlineData("2026-03-03 21:00", "2026-03-04 08:00")]
    [InlineData("2026-03-03 23:30", "2026-03-04 08:00")]
    [InlineData("2026-03-03 00:00", "2026-03-03 08:00")]
    [InlineData("2026-12-31 22:00", "2027-01-01 08:00")]
    public void NextAllowed_federal_hours_are_half_open(string local, string allowed) => Expect(Seattle, null, local, allowed);

    [Theory]
    [InlineData("FL", NewYork, "2026-03-03 19:59", "2026-03-03 19:59")]
    [InlineData("FL", NewYork, "2026-03-03 20:00", "2026-03-04 08:00")]
    [InlineData("OK", Chicago, "2026-03-03 20:00", "2026-03-04 08:00")]
    [InlineData("MD", NewYork, "2026-03-03 20:30", "2026-03-04 08:00")]
    [InlineData("CT", NewYork, "2026-03-03 08:30", "2026-03-03 09:00")]
    [InlineData("CT", NewYork, "2026-03-03 20:00", "2026-03-04 09:00")]
    [InlineData("TX", Chicago, "2026-03-01 08:30", "2026-03-01 12:00")] // a Sunday
    [InlineData("TX", Chicago, "2026-03-01 20:59", "2026-03-01 20:59")]
    [InlineData("TX", Chicago, "2026-02-28 21:00", "2026-03-01 12:00")] // Saturday night
    [InlineData("TX", Chicago, "2026-03-01 21:00", "2026-03-02 08:00")]
    [InlineData("WA", Seattle, "2026-03-03 20:30", "2026-03-03 20:30")]
    public void NextAllowed_states_with_shorter_hours_keep_them(string state, string zone, string local, string allowed) =>
        Expect(zone, state, local, allowed);

    [Fact]
    public void NextAllowed_the_night_the_clock_goes_forward_is_an_hour_shorter()
    {
        // 2026-03-08, 2:00 becomes 3:00 in the United States.
        var evening = new DateTimeOffset(2026, 3, 7, 21, 0, 0, TimeSpan.FromHours(-8));
        Assert.Equal(TimeSpan.FromHours(10), QuietHours.NextAllowed(evening, Zone(Seattle)) - evening);
        Assert.Equal(TimeSpan.FromHours(11), QuietHours.NextAllowed(evening.AddHours(-1), Zone(Phoenix)) - evening.AddHours(-1));
    }

    [Fact]
    public void NextAllowed_the_night_the_clock_goes_back_is_an_hour_longer()
    {
        var evening = new DateTimeOffset(2026, 10, 31, 21, 0, 0, TimeSpan.FromHours(-7));
        Assert.Equal(TimeSpan.FromHours(12), QuietHours.NextAllowed(evening, Zone(Seattle)) - evening);
    }

    [Fact]
    public void NextAllowed_opening_that_does_not_exist_is_the_end_of_the_gap()
    {
        // 7:30 becomes 8:30 on 2026-03-08: 8:00 does not exist there.
        var zone = Jumps(new TimeOnly(7, 30), new TimeOnly(23, 0));
        var before = new DateTimeOffset(2026, 3, 8, 7, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateTimeOffset(2026, 3, 8, 7, 30, 0, TimeSpan.Zero), QuietHours.NextAllowed(before, zone));
    }

    [Fact]
    public void NextAllowed_closing_that_exists_twice_is_the_first_and_opening_the_second()
    {
        // 21:30 becomes 20:30 on 2026-11-01: 21:00 exists twice; the evening ends at the first.
        var zone = Jumps(new TimeOnly(2, 0), new TimeOnly(21, 30));
        var first = new DateTimeOffset(2026, 11, 1, 21, 0, 0, TimeSpan.FromHours(1));
        Assert.True(Allows(first.AddTicks(-1), zone));
        Assert.False(Allows(first, zone));
        Assert.False(Allows(first.AddMinutes(45), zone)); // 20:45 again, still night

        // 8:30 becomes 7:30: the day begins at the second 8:00.
        var morning = Jumps(new TimeOnly(2, 0), new TimeOnly(8, 30));
        var again = new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
        Assert.False(Allows(again.AddMinutes(-45), morning));
        Assert.Equal(again, QuietHours.NextAllowed(again.AddMinutes(-45), morning));
    }

    [Theory]
    [InlineData("2026-07-02 21:30", "2026-07-05 08:00")]
    [InlineData("2026-07-03 00:00", "2026-07-05 08:00")]
    [InlineData("2026-07-04 12:00", "2026-07-05 08:00")]
    [InlineData("2026-07-02 20:00", "2026-07-02 20:00")]
    [InlineData("2026-07-05 12:00", "2026-07-05 12:00")]
    public void NextAllowed_holidays_are_passed_over(string local, string allowed) => Assert.Equal(
        Instant(allowed, NewYork),
        QuietHours.NextAllowed(
            Instant(local, NewYork), Zone(NewYork), UsState.Parse("NY"), [new DateOnly(2026, 7, 3), new DateOnly(2026, 7, 4)]));

    [Fact]
    public void NextAllowed_any_moment_is_answered_with_an_allowed_one_and_none_before_it()
    {
        var dice = new Dice(4);
        for (var i = 0; i < 2_000; i++)
        {
            var zone = Zone(dice.Of(Seattle, NewYork, Chicago, Phoenix, "Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam"));
            UsState? state = dice.Below(2) == 0 ? null : UsState.Parse(dice.Of("FL", "OK", "MD", "CT", "TX", "WA"));
            var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(dice.Below(2 * 365 * 86_400));
            var allowed = QuietHours.NextAllowed(now, zone, state);

            Assert.InRange(allowed - now, TimeSpan.Zero, TimeSpan.FromHours(16));
            Assert.True(Allows(allowed, zone, state));
            var local = TimeZoneInfo.ConvertTime(allowed, zone);
            Assert.InRange(local.Hour, 8, 20);
            if (allowed == now) continue;
            Assert.False(Allows(allowed.AddTicks(-1), zone, state));
            Assert.True((local.Minute, local.Second) == (0, 0));
            Assert.False(Allows(now + ((allowed - now) / 2), zone, state));
        }
    }

    [Theory]
    [InlineData("wa", "WA")]
    [InlineData("PR", "PR")]
    public void UsState_either_case_is_read(string text, string code) => Assert.Equal(code, UsState.Parse(text).Code);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("XX")]
    [InlineData("Washington")]
    public void UsState_no_state_is_refused(string? text) => Assert.False(UsState.TryParse(text, out _));

    private static bool Allows(DateTimeOffset now, TimeZoneInfo zone, UsState? state = null) => QuietHours.NextAllowed(now, zone, state) == now;

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    private static void Expect(string zone, string? state, string local, string allowed)
    {
        UsState? of = state is null ? null : UsState.Parse(state);
        Assert.Equal(Instant(allowed, zone), QuietHours.NextAllowed(Instant(local, zone), Zone(zone), of));
    }

    private static DateTimeOffset Instant(string local, string zone)
    {
        var time = DateTime.Parse(local, CultureInfo.InvariantCulture);
        return new DateTimeOffset(time, Zone(zone).GetUtcOffset(time));
    }

    // A made-up zone: UTC+0, an hour ahead from 2026-03-08 to 2026-11-01, at odd times of day.
    private static TimeZoneInfo Jumps(TimeOnly forward, TimeOnly back) => TimeZoneInfo.CreateCustomTimeZone(
        "Test/Jumps", TimeSpan.Zero, "Jumps", "Jumps", "Jumps ahead",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                new DateTime(2026, 1, 1), new DateTime(2026, 12, 31), TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1).Add(forward.ToTimeSpan()), 3, 8),
                TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1).Add(back.ToTimeSpan()), 11, 1)),
        ]);
}
