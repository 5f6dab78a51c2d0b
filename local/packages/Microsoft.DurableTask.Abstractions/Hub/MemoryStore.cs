using System.Globalization;
using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask.Hub;

/// <summary>A task hub that lives as long as its process.</summary>
internal sealed class MemoryStore : IHubStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, InstanceState> instances = new(StringComparer.Ordinal);
    private long nextRow;

    public Task OpenAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<InstanceRecord?> ReadAsync(string instanceId, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(instances.GetValueOrDefault(instanceId)?.Record);
    }

    public Task<(IReadOnlyList<InstanceRecord> Records, string? Continuation)> QueryAsync(
        InstanceFilter filter, CancellationToken cancellation)
    {
        lock (gate)
        {
            var found = instances.Values
                .Select(state => state.Record)
                .Where(record => filter.Continuation is null
                    || string.CompareOrdinal(record.InstanceId, filter.Continuation) > 0)
                .Where(filter.Admits)
                .Take(filter.PageSize + 1)
                .ToList();
            var page = found.Take(filter.PageSize).ToList();
            return Task.FromResult<(IReadOnlyList<InstanceRecord>, string?)>(
                (page, found.Count > page.Count ? page[^1].InstanceId : null));
        }
    }

#pragma warning disable CS1998 // Nothing survives the process, so nothing is left to find.
    public async IAsyncEnumerable<string> FindUnsettledAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        yield break;
    }
#pragma warning restore CS1998

    public Task<InstanceState?> LoadAsync(string instanceId, CancellationToken cancellation)
    {
        lock (gate)
        {
            return Task.FromResult(instances.TryGetValue(instanceId, out var kept)
                ? new InstanceState
                {
                    Record = kept.Record,
                    Generation = kept.Generation,
                    History = [.. kept.History],
                    Inbox = [.. kept.Inbox],
                    Outbox = [.. kept.Outbox],
                }
                : null);
        }
    }

    public Task<InstanceRecord?> CreateAsync(
        InstanceRecord record, HubMessage start, Func<InstanceRecord, bool> blocks, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (instances.TryGetValue(record.InstanceId, out var existing) && blocks(existing.Record))
                return Task.FromResult<InstanceRecord?>(existing.Record);
            instances[record.InstanceId] = new InstanceState
            {
                Record = record,
                Generation = (existing?.Generation ?? 0) + 1,
                Inbox = [NewRow([start])],
            };
            return Task.FromResult<InstanceRecord?>(null);
        }
    }

    public Task<MessageRow?> PostAsync(
        string instanceId, IReadOnlyList<HubMessage> messages, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!instances.TryGetValue(instanceId, out var kept) || kept.Record.Status.IsTerminal())
                return Task.FromResult<MessageRow?>(null);
            var row = NewRow(messages);
            kept.Inbox.Add(row);
            return Task.FromResult<MessageRow?>(row);
        }
    }

    public Task CommitAsync(InstanceState state, Checkpoint checkpoint, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!instances.TryGetValue(state.Record.InstanceId, out var kept) || kept.Generation != state.Generation)
                throw new StaleInstanceException(state.Record.InstanceId);
            var self = checkpoint.ToSelf.Count > 0 ? NewRow(checkpoint.ToSelf) : null;
            var outgoing = checkpoint.Outgoing.Count > 0 ? NewRow(checkpoint.Outgoing) : null;
            checkpoint.ApplyTo(kept, self, outgoing);
            checkpoint.ApplyTo(state, self, outgoing);
            return Task.CompletedTask;
        }
    }

    public Task DeliveredAsync(InstanceState state, MessageRow row, CancellationToken cancellation)
    {
        lock (gate)
        {
            state.Outbox.Remove(row);
            instances.GetValueOrDefault(state.Record.InstanceId)?.Outbox.RemoveAll(kept => kept.Row == row.Row);
            return Task.CompletedTask;
        }
    }

    public Task PublishAsync(InstanceState state, CancellationToken cancellation) => Task.CompletedTask;

    public Task SettleAsync(InstanceState state, CancellationToken cancellation) => Task.CompletedTask;

    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation)
    {
        lock (gate)
        {
            return Task.FromResult(
                instances.TryGetValue(instanceId, out var kept)
                && kept.Record.Status.IsTerminal()
                && instances.Remove(instanceId));
        }
    }

    private MessageRow NewRow(IReadOnlyList<HubMessage> messages) =>
        new((++nextRow).ToString(CultureInfo.InvariantCulture), messages);
}
