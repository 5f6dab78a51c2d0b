namespace SecureText.Simulator;

/// <summary>
/// At most so many recipients a line in any sixty seconds (azure-docs, service-limits); above it 429. Whether a text of two
/// parts counts once or twice is not published: here each part counts, so that a program that keeps to this keeps to either.
/// </summary>
internal sealed class RateLimit(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> sent = [];

    /// <summary>The most places of a line that were taken in one minute so far.</summary>
    internal int Most { get; private set; }

    /// <summary>Takes <paramref name="count"/> places, or none and says when to come again.</summary>
    internal TimeSpan? TryTake(string line, int count, int mostPerMinute)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (!sent.TryGetValue(line, out var queue)) sent[line] = queue = new Queue<DateTimeOffset>();
            while (queue.TryPeek(out var oldest) && now - oldest >= Window) queue.Dequeue();
            if (queue.Count + count > mostPerMinute)
                return queue.TryPeek(out var first) ? Window - (now - first) : Window;
            for (var i = 0; i < count; i++) queue.Enqueue(now);
            Most = Math.Max(Most, queue.Count);
            return null;
        }
    }
}
