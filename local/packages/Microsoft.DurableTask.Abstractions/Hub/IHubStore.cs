namespace Microsoft.DurableTask.Hub;

/// <summary>
/// Messages that were written together and are taken together. Without a row they were never written, since the history
/// gives them again.
/// </summary>
internal sealed record MessageRow(string? Row, IReadOnlyList<HubMessage> Messages);

/// <summary>An instance as the worker holds it between turns.</summary>
internal sealed class InstanceState
{
    internal required InstanceRecord Record { get; set; }

    /// <summary>Counts executions; rows of earlier ones are dead.</summary>
    internal required int Generation { get; set; }

    internal List<HistoryEvent> History { get; set; } = [];

    internal List<MessageRow> Inbox { get; set; } = [];

    /// <summary>Committed, but perhaps not delivered to the other instances yet.</summary>
    internal List<MessageRow> Outbox { get; set; } = [];

    /// <summary>The store's own mark of what it read last.</summary>
    internal object? Tag { get; set; }
}

/// <summary>The outcome of a turn. It is stored whole or not at all.</summary>
internal sealed record Checkpoint
{
    internal required InstanceRecord Record { get; init; }

    /// <summary>Appended to the history; if a new generation begins, they are its first.</summary>
    internal IReadOnlyList<HistoryEvent> NewEvents { get; init; } = [];

    internal bool NewGeneration { get; init; }

    /// <summary>Inbox rows that this turn has taken.</summary>
    internal IReadOnlyList<MessageRow> Taken { get; init; } = [];

    /// <summary>Messages to other instances.</summary>
    internal IReadOnlyList<HubMessage> Outgoing { get; init; } = [];

    /// <summary>Messages to this instance.</summary>
    internal IReadOnlyList<HubMessage> ToSelf { get; init; } = [];

    /// <summary>What the state looks like once this is stored.</summary>
    internal void ApplyTo(InstanceState state, MessageRow? toSelf, MessageRow? outgoing)
    {
        state.Record = Record;
        if (NewGeneration)
        {
            state.Generation++;
            state.History = [];
        }

        state.History.AddRange(NewEvents);
        state.Inbox.RemoveAll(kept => kept.Row is not null && Taken.Any(taken => taken.Row == kept.Row));
        if (toSelf is not null)
            state.Inbox.Add(toSelf);
        if (outgoing is not null)
            state.Outbox.Add(outgoing);
    }
}

internal sealed record InstanceFilter
{
    internal DateTime? CreatedFrom { get; init; }

    internal DateTime? CreatedTo { get; init; }

    internal IReadOnlyCollection<HubStatus>? Statuses { get; init; }

    internal string? Prefix { get; init; }

    internal int PageSize { get; init; } = 100;

    internal string? Continuation { get; init; }

    internal bool Admits(InstanceRecord record) =>
        (CreatedFrom is null || record.CreatedAt >= CreatedFrom)
        && (CreatedTo is null || record.CreatedAt <= CreatedTo)
        && (Statuses is not { Count: > 0 } || Statuses.Contains(record.Status))
        && (Prefix is null || record.InstanceId.StartsWith(Prefix, StringComparison.Ordinal));
}

/// <summary>Another writer was there first: what was loaded is stale.</summary>
internal sealed class StaleInstanceException(string instanceId, Exception? inner = null)
    : Exception($"Orchestration instance {instanceId} was changed by another process.", inner);

/// <summary>Where a task hub is kept. Each call is atomic for its one instance.</summary>
internal interface IHubStore
{
    Task OpenAsync(CancellationToken cancellation);

    Task<InstanceRecord?> ReadAsync(string instanceId, CancellationToken cancellation);

    Task<(IReadOnlyList<InstanceRecord> Records, string? Continuation)> QueryAsync(
        InstanceFilter filter, CancellationToken cancellation);

    /// <summary>Instances with work left: not ended, or ended but not all told.</summary>
    IAsyncEnumerable<string> FindUnsettledAsync(CancellationToken cancellation);

    Task<InstanceState?> LoadAsync(string instanceId, CancellationToken cancellation);

    /// <summary>
    /// Makes the instance, or makes it anew, with <paramref name="start"/> in its inbox.
    /// </summary>
    /// <returns>Null, or the existing record that <paramref name="blocks"/>.</returns>
    Task<InstanceRecord?> CreateAsync(
        InstanceRecord record, HubMessage start, Func<InstanceRecord, bool> blocks, CancellationToken cancellation);

    /// <summary>Puts messages into an inbox.</summary>
    /// <returns>The row, or null if there is no such instance or it has ended.</returns>
    Task<MessageRow?> PostAsync(
        string instanceId, IReadOnlyList<HubMessage> messages, CancellationToken cancellation);

    /// <summary>Stores the checkpoint and brings <paramref name="state"/> up to it.</summary>
    /// <exception cref="StaleInstanceException">Nothing was stored.</exception>
    Task CommitAsync(InstanceState state, Checkpoint checkpoint, CancellationToken cancellation);

    /// <summary>The row of the outbox has reached its receivers.</summary>
    Task DeliveredAsync(InstanceState state, MessageRow row, CancellationToken cancellation);

    /// <summary>Makes the committed record known to readers, and drops what earlier generations left.</summary>
    Task PublishAsync(InstanceState state, CancellationToken cancellation);

    /// <summary>The instance has ended and nothing is left to do for it.</summary>
    Task SettleAsync(InstanceState state, CancellationToken cancellation);

    /// <summary>Forgets an instance that has ended. False if there is none, or it still runs.</summary>
    Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation);
}

/// <summary>
/// Which process works on the hub. Another one may still write to it: it rings for the instances that it wrote to.
/// </summary>
internal interface IHubOwnership
{
    /// <summary>Takes or renews the lease. False while another living process holds it.</summary>
    Task<bool> TryOwnAsync(CancellationToken cancellation);

    Task ReleaseAsync(CancellationToken cancellation);

    Task RingAsync(string instanceId, CancellationToken cancellation);

    Task<IReadOnlyList<string>> TakeRingsAsync(CancellationToken cancellation);
}
