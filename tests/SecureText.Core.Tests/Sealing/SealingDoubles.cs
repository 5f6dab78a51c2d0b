using System.Security.Cryptography;

namespace SecureText.Sealing;

/// <summary>The same bytes in each run, never the same bytes twice in one run.</summary>
internal sealed class CountingRandom(string seed = "test") : IRandomSource
{
    private readonly Lock gate = new();
    private long counter;

    public void Fill(Span<byte> destination)
    {
        lock (gate)
        {
            Span<byte> block = stackalloc byte[32];
            while (!destination.IsEmpty)
            {
                SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{seed}/{counter++}"), block);
                var count = Math.Min(block.Length, destination.Length);
                block[..count].CopyTo(destination);
                destination = destination[count..];
            }
        }
    }
}

/// <summary>A clock that a test moves; timers fire when it passes them.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public void Advance(TimeSpan by)
    {
        now += by;
        foreach (var timer in timers.ToList()) timer.FireIfDue(now);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        timers.Add(timer);
        return timer;
    }

    private sealed class ManualTimer(ManualTime owner, Action fire) : ITimer
    {
        private DateTimeOffset next;
        private TimeSpan every;

        public void FireIfDue(DateTimeOffset now)
        {
            if (next > now) return;
            next = After(every);
            fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            (next, every) = (After(dueTime), period);
            return true;
        }

        private DateTimeOffset After(TimeSpan span) =>
            span == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : owner.now + span;

        public void Dispose() => owner.timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Wraps by masking under a named key; counts, waits and fails when told.</summary>
internal sealed class MaskingWrapper : IKeyWrapper
{
    private int unwraps;

    public string CurrentKeyId { get; set; } = "kek/1";

    public int Wraps { get; private set; }

    public int Unwraps => unwraps;

    public Func<Task> BeforeUnwrap { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs inside <see cref="Wrap"/>, as a rotation in its middle would.</summary>
    public Action DuringWrap { get; set; } = () => { };

    public List<byte[]> HandedOut { get; } = [];

    public byte[] Wrap(ReadOnlySpan<byte> dataKey)
    {
        Wraps++;
        var wrapped = Mask(CurrentKeyId, dataKey);
        DuringWrap();
        return wrapped;
    }

    public async Task<byte[]> UnwrapAsync(string keyId, byte[] wrapped, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref unwraps);
        await BeforeUnwrap();
        var plain = Mask(keyId, wrapped);
        lock (HandedOut) HandedOut.Add(plain);
        return plain;
    }

    private static byte[] Mask(string keyId, ReadOnlySpan<byte> bytes)
    {
        var mask = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(keyId));
        var result = bytes.ToArray();
        for (var i = 0; i < result.Length; i++) result[i] ^= mask[i % mask.Length];
        return result;
    }
}
