namespace SecureText.Azure.Tests.Carriers;

/// <summary>A clock that stands still and whose timers ring only when a test says so.</summary>
internal sealed class HandTime(DateTimeOffset now) : TimeProvider
{
    private readonly List<Bell> bells = [];

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var bell = new Bell(callback, state, dueTime);
        lock (bells) bells.Add(bell);
        return bell;
    }

    /// <summary>Rings every timer that is due within <paramref name="span"/>.</summary>
    internal void Pass(TimeSpan span)
    {
        Bell[] due;
        lock (bells) due = [.. bells.Where(b => b.DueTime <= span)];
        foreach (var bell in due) bell.Ring();
    }

    private sealed class Bell(TimerCallback callback, object? state, TimeSpan dueTime) : ITimer
    {
        private bool stopped;

        internal TimeSpan DueTime { get; } = dueTime;

        internal void Ring()
        {
            if (!stopped) callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => stopped = true;

        public ValueTask DisposeAsync()
        {
            stopped = true;
            return ValueTask.CompletedTask;
        }
    }
}
