namespace SecureText.Api.Limits;

/// <summary>
/// Holds many callers to one pace in memory that never grows: a fixed number of places, each with the moment at which its last
/// permit is used up (the generic cell rate algorithm). Two callers may fall on one place and then share what it has; which two,
/// nobody outside can choose, since texts are hashed under a key that is new in each process.
/// </summary>
internal sealed class PaceTable(Pace pace, int places, TimeProvider time)
{
    private readonly long[] usedUp = new long[places];
    private readonly long started = time.GetTimestamp();

    /// <summary>Takes a permit.</summary>
    /// <returns>Null when there was one; else how long until there is.</returns>
    public TimeSpan? Take(string caller)
    {
        ref var place = ref PlaceOf(caller);
        while (true)
        {
            var (now, before) = (Now(), Volatile.Read(ref place));
            var after = Math.Max(before, now) + pace.Every.Ticks;
            var wait = after - now - (pace.Burst * pace.Every.Ticks);
            if (wait > 0) return TimeSpan.FromTicks(wait);
            if (Interlocked.CompareExchange(ref place, after, before) == before) return null;
        }
    }

    /// <summary>Gives a permit back that was taken.</summary>
    public void GiveBack(string caller) => Interlocked.Add(ref PlaceOf(caller), -pace.Every.Ticks);

    // Keyed and new in each process, as .NET hashes all texts.
    private ref long PlaceOf(string caller) => ref usedUp[(uint)caller.GetHashCode(StringComparison.Ordinal) % (uint)usedUp.Length];

    private long Now() => time.GetElapsedTime(started).Ticks;
}
