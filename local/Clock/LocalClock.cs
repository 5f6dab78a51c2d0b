using System.IO.MemoryMappedFiles;

namespace SecureText.Clock;

/// <summary>
/// A clock that the processes of a local run share through a file, and that whoever plays weeks in minutes may set: it
/// runs at a factor of real time and jumps. Never runs backwards. Timers look at it every few milliseconds, so they
/// ring when it has been moved.
/// </summary>
internal sealed class LocalClock : TimeProvider, IDisposable
{
    private const int Length = 4 * sizeof(long);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly Lock gate = new();
    private readonly PriorityQueue<(ClockTimer Timer, int Setting), DateTimeOffset> waiting = new();
    private readonly Timer pump;

    private LocalClock(string path)
    {
        Path = path;
        file = MemoryMappedFile.CreateFromFile(
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), null, Length,
            MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        view = file.CreateViewAccessor(0, Length);
        pump = new Timer(_ => Ring(), null, Look, Look);
    }

    /// <summary>The file; another process opens the clock by it.</summary>
    internal string Path { get; }

    /// <summary>Makes the file; the clock begins at <paramref name="start"/> and runs as real time does.</summary>
    internal static LocalClock Create(string path, DateTimeOffset start)
    {
        File.WriteAllBytes(path, new byte[Length]);
        var clock = new LocalClock(path);
        clock.Write(start, 1);
        return clock;
    }

    /// <summary>The clock that another process has made.</summary>
    internal static LocalClock Open(string path) => new(path);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        while (true)
        {
            var before = view.ReadInt64(0);
            var (real, begun, factor) = (view.ReadInt64(8), view.ReadInt64(16), view.ReadDouble(24));
            Thread.MemoryBarrier();
            if (before % 2 != 0 || view.ReadInt64(0) != before) continue;
            var passed = System.GetUtcNow().UtcTicks - real;
            return new DateTimeOffset(begun + (long)(Math.Max(0, passed) * factor), TimeSpan.Zero);
        }
    }

    /// <summary>Moves the clock forward to <paramref name="to"/>; a time gone by changes nothing.</summary>
    internal void Jump(DateTimeOffset to) => Write(to > GetUtcNow() ? to : GetUtcNow(), view.ReadDouble(24));

    /// <summary>From now on <paramref name="factor"/> seconds of the clock pass in one.</summary>
    internal void Run(double factor) => Write(GetUtcNow(), factor);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ClockTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Dispose()
    {
        pump.Dispose();
        view.Dispose();
        file.Dispose();
    }

    // An odd count says that the values are being written.
    private void Write(DateTimeOffset now, double factor)
    {
        lock (gate)
        {
            var count = view.ReadInt64(0);
            view.Write(0, count + 1);
            Thread.MemoryBarrier();
            view.Write(8, System.GetUtcNow().UtcTicks);
            view.Write(16, now.UtcTicks);
            view.Write(24, factor);
            Thread.MemoryBarrier();
            view.Write(0, count + 2);
        }
    }

    private void Wait(ClockTimer timer, int setting, DateTimeOffset until)
    {
        lock (gate) waiting.Enqueue((timer, setting), until);
    }

    private void Ring()
    {
        var now = GetUtcNow();
        while (true)
        {
            (ClockTimer Timer, int Setting) next;
            lock (gate)
            {
                if (!waiting.TryPeek(out next, out var at) || at > now) return;
                waiting.Dequeue();
            }

            next.Timer.Ring(next.Setting);
        }
    }

    private sealed class ClockTimer(LocalClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly Lock gate = new();
        private readonly ExecutionContext? context = ExecutionContext.Capture();
        private int setting;
        private TimeSpan period;

        public bool Change(TimeSpan dueTime, TimeSpan every)
        {
            lock (gate)
            {
                setting++;
                period = every;
                if (dueTime != Timeout.InfiniteTimeSpan) clock.Wait(this, setting, clock.GetUtcNow() + dueTime);
            }

            return true;
        }

        public void Ring(int of)
        {
            lock (gate)
            {
                if (of != setting) return;
                if (period > TimeSpan.Zero) clock.Wait(this, setting, clock.GetUtcNow() + period);
            }

            // Not on the pump's thread: a callback that takes its time must not hold the others up.
            ThreadPool.UnsafeQueueUserWorkItem(
                static timer =>
                {
                    if (timer.context is null) timer.Call();
                    else ExecutionContext.Run(timer.context, static one => ((ClockTimer)one!).Call(), timer);
                },
                this, preferLocal: false);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Call() => callback(state);
    }
}
