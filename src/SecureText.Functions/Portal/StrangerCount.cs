namespace SecureText.Portal;

/// <summary>
/// Counts what anybody on the internet can do without end (links that do not exist, unsigned calls): the first is told at once,
/// what follows within a minute as one number with the next. Each process counts for itself.
/// </summary>
public sealed class StrangerCount(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private DateTimeOffset? toldAt;
    private int waiting;

    /// <summary>Counts one.</summary>
    /// <returns>How many there were since the last time that a number was given; null when that is too short a time ago.</returns>
    public int? Count()
    {
        lock (gate)
        {
            waiting++;
            var now = time.GetUtcNow();
            if (now - toldAt < Pause) return null;
            (var count, waiting, toldAt) = (waiting, 0, now);
            return count;
        }
    }
}
