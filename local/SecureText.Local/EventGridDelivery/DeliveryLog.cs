namespace SecureText.EventGridDelivery;

/// <summary>
/// What became of the events: counts, dead letters, and a call for each that arrived or was given up.
/// </summary>
internal sealed class DeliveryLog
{
    private readonly Lock gate = new();
    private readonly List<DeadLetter> deadLetters = [];
    private DeliveryCounts counts;
    private TimeSpan longest;

    /// <summary>Told the event's id and whether it was delivered.</summary>
    internal Action<string, bool>? Settled { get; set; }

    internal DeliveryCounts Counts
    {
        get { lock (gate) return counts; }
    }

    /// <summary>How long the function has taken at most for an answer, or has been given for none.</summary>
    internal TimeSpan Longest
    {
        get { lock (gate) return longest; }
    }

    internal IReadOnlyList<DeadLetter> DeadLetters
    {
        get { lock (gate) return [.. deadLetters]; }
    }

    internal void Published() => Count(c => c with { Published = c.Published + 1 });

    internal void Took(TimeSpan time)
    {
        lock (gate) longest = time > longest ? time : longest;
    }

    internal void Failed() => Count(c => c with { FailedAttempts = c.FailedAttempts + 1 });

    internal void HandshakeFailed() => Count(c => c with { FailedHandshakes = c.FailedHandshakes + 1 });

    internal void Delivered(IReadOnlyList<SmsEvent> events)
    {
        Count(c => c with { Deliveries = c.Deliveries + events.Count });
        foreach (var one in events) Settled?.Invoke(one.Id, true);
    }

    internal void GaveUp(DeadLetter letter)
    {
        lock (gate) deadLetters.Add(letter);
        Settled?.Invoke(letter.Event.Id, false);
    }

    private void Count(Func<DeliveryCounts, DeliveryCounts> change)
    {
        lock (gate) counts = change(counts);
    }
}

/// <summary>Counts since the start; a duplicate counts as a delivery of its own.</summary>
internal readonly record struct DeliveryCounts(int Published, int Deliveries, int FailedAttempts, int FailedHandshakes);
