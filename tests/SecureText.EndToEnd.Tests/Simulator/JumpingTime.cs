namespace SecureText.EndToEnd.Tests.Simulator;

/// <summary>
/// A clock on which nobody waits: each timer moves it to the timer's moment and fires at once. Timers of the length
/// <c>held</c> stay silent. Remembers what was waited for.
/// </summary>
internal sealed class JumpingTime(TimeSpan? held = null) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> waits = [];
    private DateTimeOffset now = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    internal IReadOnlyList<TimeSpan> Waits
    {
        get { lock (gate) return [.. waits]; }
    }

    internal void Advance(TimeSpan span)
    {
        lock (gate) now += span;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SilentTimer();
        if (dueTime == Timeout.InfiniteTimeSpan || dueTime == held) return timer;
        lock (gate)
        {
            waits.Add(dueTime);
            now += dueTime;
        }

        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return timer;
    }

    private sealed class SilentTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
