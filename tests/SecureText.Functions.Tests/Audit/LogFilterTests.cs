using SecureText.Sealing;

namespace SecureText.Audit;

public class LogFilterTests
{
    private static readonly LogQuery Everything = new(null, null, null, null, null, null, null, null, null, null);

    [Fact]
    public void Time_at_the_beginning_of_the_calendar_leaves_room_to_reckon()
    {
        using var index = new BlindIndex(new byte[32]);
        Assert.True(LogFilter.TryRead(Everything with { From = DateTimeOffset.MinValue, Until = DateTimeOffset.MaxValue }, index, out var filter));
        Assert.True(filter.Window.From > DateTimeOffset.MinValue.AddDays(3));
    }
}
