using System.Collections.Concurrent;
using DurableTask.Core.Exceptions;

namespace Microsoft.DurableTask.Hub;

internal sealed partial class TaskHub
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> watched = new(StringComparer.Ordinal);

    /// <exception cref="OrchestrationAlreadyExistsException">The id is taken, and its status forbids to replace it.</exception>
    internal async Task CreateAsync(
        string instanceId,
        HistoryEvent start,
        DateTime? startAt,
        IReadOnlyCollection<HubStatus>? keep,
        CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var message = new HubMessage(Guid.NewGuid().ToString("N"), instanceId, null, start with
        {
            ExecutionId = Guid.NewGuid().ToString("N"),
            At = now,
        }, startAt);
        var record = NewRecord(instanceId, message.Event, message.Id, now);
        var taken = await store.CreateAsync(record, message, Blocks, cancellation);
        if (taken is not null)
            throw AlreadyExists(instanceId);
        await RingAsync(instanceId, cancellation);
        Reload(instanceId);

        bool Blocks(InstanceRecord known) => keep is null || Options.IgnoreDedupeStatuses
            ? !known.Status.IsTerminal()
            : keep.Contains(known.Status);
    }

    /// <returns>False if the instance does not exist or has ended.</returns>
    internal Task<bool> PostAsync(string instanceId, HistoryEvent news, CancellationToken cancellation) =>
        PostAsync(new HubMessage(Guid.NewGuid().ToString("N"), instanceId, null, news), cancellation);

    internal Task<InstanceRecord?> ReadAsync(string instanceId, CancellationToken cancellation) =>
        store.ReadAsync(instanceId, cancellation);

    internal Task<(IReadOnlyList<InstanceRecord> Records, string? Continuation)> QueryAsync(
        InstanceFilter filter, CancellationToken cancellation) => store.QueryAsync(filter, cancellation);

    internal Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation) =>
        store.PurgeAsync(instanceId, cancellation);

    /// <summary>Waits as long as it takes, also for an instance that does not exist yet.</summary>
    internal async Task<InstanceRecord> WaitAsync(
        string instanceId, Func<InstanceRecord, bool> until, CancellationToken cancellation)
    {
        while (true)
        {
            var change = watched.GetOrAdd(
                instanceId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            if (await store.ReadAsync(instanceId, cancellation) is { } record && until(record))
                return record;

            // A change by another process is not signalled here, so look again now and then.
            var again = Task.Delay(TimeSpan.FromSeconds(1), time, cancellation);
            await await Task.WhenAny(change.WaitAsync(cancellation), again);
        }
    }

    internal static OrchestrationAlreadyExistsException AlreadyExists(string instanceId) =>
        new($"An Orchestration instance with the ID {instanceId} already exists.");

    private static InstanceRecord NewRecord(string instanceId, HistoryEvent start, string startedBy, DateTime now) => new()
    {
        InstanceId = instanceId,
        ExecutionId = start.ExecutionId!,
        Name = start.Name!,
        Version = start.Version,
        Status = HubStatus.Pending,
        CreatedAt = now,
        UpdatedAt = now,
        Input = start.Payload,
        Tags = start.Tags,
        StartedBy = startedBy,
    };

    private async Task<bool> PostAsync(HubMessage message, CancellationToken cancellation)
    {
        var row = await store.PostAsync(message.InstanceId, [message], cancellation);
        if (row is null)
            return false;
        await RingAsync(message.InstanceId, cancellation);
        Wake(message.InstanceId, row);
        return true;
    }

    private Task RingAsync(string instanceId, CancellationToken cancellation) =>
        ownership is null || dispatching is not null
            ? Task.CompletedTask
            : ownership.RingAsync(instanceId, cancellation);

    private void Changed(string instanceId)
    {
        if (watched.TryRemove(instanceId, out var change))
            change.TrySetResult();
    }
}
