using System.Globalization;
using Microsoft.Azure.Functions.Worker.Hosting;

namespace SecureText.Packages.Tests.Worker.LocalHost;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-01-01T00:00:00", "2026-01-01T00:05:00")]
    [InlineData("0 */5 * * * *", "2026-01-01T00:04:59.9", "2026-01-01T00:05:00")]
    [InlineData("*/15 * * * * *", "2026-01-01T00:00:14.5", "2026-01-01T00:00:15")]
    [InlineData("0 30 9 * * 1-5", "2026-01-02T10:00:00", "2026-01-05T09:30:00")]
    [InlineData("0 30 9 * * Mon-Fri", "2026-01-02T10:00:00", "2026-01-05T09:30:00")]
    [InlineData("0 0 9-17/4 * * *", "2026-01-01T09:00:00", "2026-01-01T13:00:00")]
    [InlineData("0 10,20,50 * * * *", "2026-01-01T00:20:00", "2026-01-01T00:50:00")]
    [InlineData("0 40/10 * * * *", "2026-01-01T00:00:00", "2026-01-01T00:40:00")]
    [InlineData("0 40/10 * * * *", "2026-01-01T00:40:00", "2026-01-01T00:50:00")]
    [InlineData("0 0 0 1 Jan,July *", "2026-01-01T00:00:00", "2026-07-01T00:00:00")]
    [InlineData("0 0 0 29 2 *", "2026-01-01T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 0 13 * 5", "2026-01-01T00:00:00", "2026-02-13T00:00:00")]
    [InlineData("59 59 23 31 12 *", "2026-12-31T23:59:59", "2027-12-31T23:59:59")]
    [InlineData("00:00:30", "2026-01-01T00:00:00", "2026-01-01T00:00:30")]
    [InlineData("1.00:00:00", "2026-01-01T00:00:00", "2026-01-02T00:00:00")]
    public void Schedule_gives_the_next_occurrence(string schedule, string now, string expected)
        => Assert.Equal(Time(expected), Schedule.Parse(schedule).After(Time(now)));

    [Theory]
    [InlineData("* * * * *")]
    [InlineData("0 60 * * * *")]
    [InlineData("0 0 24 * * *")]
    [InlineData("0 0 0 0 * *")]
    [InlineData("0 0 0 * 13 *")]
    [InlineData("0 0 0 * * 7")]
    [InlineData("0 0 5-2 * * *")]
    [InlineData("0 */0 * * * *")]
    [InlineData("0 1/2/3 * * * *")]
    [InlineData("0 a * * * *")]
    [InlineData("0 , * * * *")]
    [InlineData("0 -1 * * * *")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    [InlineData("soon")]
    [InlineData("")]
    public void Malformed_schedule_is_refused(string schedule)
        => Assert.Throws<FormatException>(() => Schedule.Parse(schedule));

    [Fact]
    public void Schedule_without_any_day_has_no_next_occurrence()
        => Assert.Null(Schedule.Parse("0 0 0 30 2 *").After(Time("2026-01-01T00:00:00")));

    private static DateTime Time(string text)
        => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
