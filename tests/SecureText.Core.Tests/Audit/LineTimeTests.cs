using System.Globalization;
using System.Text;

namespace SecureText.Audit;

public class LineTimeTests
{
    [Theory]
    [InlineData("0001-01-01T00:00:00.0000000Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("2024-02-29T12:34:56.7890123Z")]
    public void Time_is_read_as_the_formatter_writes_it(string text)
    {
        Assert.True(LineTime.TryRead(Encoding.ASCII.GetBytes(text), out var at));
        Assert.Equal(text, at.UtcDateTime.ToString(JournalLine.TimeFormat, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("0000-01-01T00:00:00.0000000Z")]
    [InlineData("2026-00-01T00:00:00.0000000Z")]
    [InlineData("2026-13-01T00:00:00.0000000Z")]
    [InlineData("2026-01-00T00:00:00.0000000Z")]
    [InlineData("2026-02-29T00:00:00.0000000Z")]
    [InlineData("2100-02-29T00:00:00.0000000Z")]
    [InlineData("2026-11-31T00:00:00.0000000Z")]
    [InlineData("2026-01-01T24:00:00.0000000Z")]
    [InlineData("2026-01-01T00:60:00.0000000Z")]
    [InlineData("2026-01-01T00:00:60.0000000Z")]
    [InlineData("2026-01-01T00:00:00.000000 Z")]
    [InlineData("2026-01-01T00:00:00.0000000z")]
    [InlineData("2026-01-01t00:00:00.0000000Z")]
    [InlineData("2026-01-01T00:00:00.+000000Z")]
    [InlineData("-026-01-01T00:00:00.0000000Z")]
    [InlineData("2026-01-01T00:00:00.0000000")]
    public void Time_that_is_none_or_is_written_otherwise_is_refused(string text) =>
        Assert.False(LineTime.TryRead(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Times_are_taken_and_refused_as_the_platform_does()
    {
        int[] years = [0, 1, 4, 1900, 2000, 2023, 2024, 2100, 9999], sixties = [0, 1, 59, 60, 61, 99];
        foreach (var year in years)
            for (var month = 0; month < 14; month++)
                for (var day = 0; day < 33; day++) Compare($"{year:D4}-{month:D2}-{day:D2}T09:08:07.6543210Z");
        for (var hour = 0; hour < 26; hour++)
            foreach (var minute in sixties)
                foreach (var second in sixties) Compare($"2026-11-22T{hour:D2}:{minute:D2}:{second:D2}.0000001Z");
    }

    private static void Compare(string text)
    {
        var isTime = DateTimeOffset.TryParseExact(
            text, JournalLine.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var expected);
        Assert.Equal((isTime, expected), (LineTime.TryRead(Encoding.ASCII.GetBytes(text), out var at), at));
    }
}
