namespace SecureText.Audit;

public class JournalCursorTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AA")]
    [InlineData("!!!!")]
    [InlineData("AQAAAAAC")]
    [InlineData("AQAAAAAAAAAA")]
    public void Cursor_that_is_none_is_refused(string? text) => Assert.False(JournalCursor.TryParse(text, out _));

    [Fact]
    public void Cursor_reads_what_it_wrote()
    {
        var cursor = new JournalCursor(new DateOnly(2026, 11, 22), new Dictionary<ulong, long> { [7] = 9, [ulong.MaxValue] = long.MaxValue });
        Assert.True(JournalCursor.TryParse(cursor.Format(), out var read));
        Assert.Equal((cursor.Day, 9, long.MaxValue), (read.Day, read.Left![7], read.Left[ulong.MaxValue]));
        Assert.True(JournalCursor.TryParse(new JournalCursor(cursor.Day, null).Format(), out read));
        Assert.Null(read.Left);
    }
}
