namespace SecureText.Clinic;

public class OpeningHoursTests
{
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    [Theory]
    [InlineData("2026-11-18T13:59:59.9999999Z", false)]
    [InlineData("2026-11-18T14:00:00Z", true)]
    [InlineData("2026-11-18T22:59:59.9999999Z", true)]
    [InlineData("2026-11-18T23:00:00Z", false)]
    [InlineData("2026-11-19T18:00:00Z", false)]
    public void IsOpen_span_is_half_open_and_other_days_are_closed(string now, bool open) =>
        Assert.Equal(open, Hours(("Wednesday", "08:00-17:00")).IsOpen(At(now), Chicago));

    // 08:00 local is 14:00 UTC in winter and 13:00 UTC in summer.
    [Theory]
    [InlineData("2026-03-06T13:30:00Z", false)]
    [InlineData("2026-03-09T13:30:00Z", true)]
    [InlineData("2026-10-30T13:30:00Z", true)]
    [InlineData("2026-11-02T13:30:00Z", false)]
    public void IsOpen_hours_follow_the_clocks_of_the_clinic(string now, bool open) =>
        Assert.Equal(open, Hours(("Monday", "08:00-17:00"), ("Friday", "08:00-17:00")).IsOpen(At(now), Chicago));

    [Theory]
    // Spring: 02:00 to 03:00 does not exist, so a span inside it is never open.
    [InlineData("02:00-03:00", "2026-03-08T07:59:59Z", false)]
    [InlineData("02:00-03:00", "2026-03-08T08:00:00Z", false)]
    // Fall: 01:00 to 02:00 comes twice, so it is open for two hours.
    [InlineData("01:00-02:00", "2026-11-01T06:30:00Z", true)]
    [InlineData("01:00-02:00", "2026-11-01T07:30:00Z", true)]
    [InlineData("01:00-02:00", "2026-11-01T08:00:00Z", false)]
    public void IsOpen_at_the_change_of_clocks_counts_what_the_clock_shows(string span, string now, bool open) =>
        Assert.Equal(open, Hours(("Sunday", span)).IsOpen(At(now), Chicago));

    [Fact]
    public void IsOpen_weekday_is_the_local_one() =>
        Assert.True(Hours(("Tuesday", "18:00-23:00")).IsOpen(At("2026-11-18T03:00:00Z"), Chicago));

    [Fact]
    public void IsOpen_without_any_span_is_never() =>
        Assert.False(Hours(("Monday", ""), ("Tuesday", null)).IsOpen(At("2026-11-16T18:00:00Z"), Chicago));

    [Theory]
    [InlineData("Mo", "08:00-17:00", "Mo")]
    [InlineData("1", "08:00-17:00", "1")]
    [InlineData("Sunday,Monday", "08:00-17:00", "Sunday,Monday")]
    [InlineData("Monday", "8-17", "8-17")]
    [InlineData("Monday", "17:00-08:00", "17:00-08:00")]
    [InlineData("Monday", "08:00-08:00", "08:00-08:00")]
    [InlineData("Monday", "08:00-24:00", "08:00-24:00")]
    [InlineData("Monday", "08:00-12:00-17:00", "08:00-12:00-17:00")]
    [InlineData("Monday", "closed", "closed")]
    public void Parse_wrong_setting_is_refused_and_named(string day, string span, string named)
    {
        var fault = Assert.Throws<FormatException>(() => Hours((day, span)));
        Assert.Contains($"'{named}'", fault.Message, StringComparison.Ordinal);
    }

    private static OpeningHours Hours(params (string Day, string? Span)[] days) =>
        OpeningHours.Parse(days.Select(day => KeyValuePair.Create(day.Day, day.Span)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
