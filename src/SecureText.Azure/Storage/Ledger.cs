using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using SecureText.Sending;

namespace SecureText.Storage;

/// <summary>One row of the slot ledger. Those of this process who come for it while it is being written are served by the next write.</summary>
internal sealed class Ledger(TableClient table, string partition, string row) : IDisposable
{
    // Racing for the row would cost each of them several requests.
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Lock lists = new();
    private readonly List<Visitor> waiting = [];
    private readonly ConcurrentQueue<(DateTimeOffset Slot, DateTimeOffset At)> told = new();

    // What this process wrote last. As long as nobody else has written since, a change costs one request.
    private (ETag ETag, SlotState State)? known;

    /// <summary>Notes when the text of a slot had arrived.</summary>
    internal void Tell(DateTimeOffset slot, DateTimeOffset at) => told.Enqueue((slot, at));

    /// <summary>Changes the row; the change may be asked again, and its last answer counts. One request for all that wait.</summary>
    internal async Task ChangeAsync(Func<SlotState, SlotState> change, CancellationToken cancellationToken)
    {
        var visitor = new Visitor(change);
        lock (lists) waiting.Add(visitor);
        try
        {
            await gate.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (lists) waiting.Remove(visitor);
            throw;
        }

        try
        {
            if (!visitor.IsServed) await ServeAsync(cancellationToken);
        }
        finally
        {
            lock (lists) waiting.Remove(visitor);
            gate.Release();
        }
    }

    internal async Task<(ETag ETag, SlotState State)> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        if (!found.HasValue) return default;
        var entity = found.Value!;
        var minute = entity.TryBinary("Minute") is { } bytes ? LineMinute.From(bytes) : null;
        return (entity.ETag, new SlotState(entity.Time("NextFree") ?? default, entity.Time("SlowUntil") ?? default, minute));
    }

    public void Dispose() => gate.Dispose();

    // Whoever fails, or is given up, takes only its own visitor along: the others are served by the next.
    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        Visitor[] visitors;
        lock (lists) visitors = [.. waiting];
        var news = told.ToArray();
        while (true)
        {
            var (etag, read) = known ?? await ReadAsync(cancellationToken);
            var before = news.Aggregate(read, (state, one) => SlotLedger.Arrived(state, one.Slot, one.At));
            var after = visitors.Aggregate(before, (state, visitor) => visitor.Change(state));

            // What others have taken since is further ahead: a no stays a no.
            if (after != before && !await WriteAsync(etag, after, cancellationToken)) continue;
            if (after != before)
            {
                foreach (var _ in news) told.TryDequeue(out var _);
            }

            foreach (var visitor in visitors) visitor.IsServed = true;
            return;
        }
    }

    // False: somebody else took that slot.
    private async Task<bool> WriteAsync(ETag etag, SlotState state, CancellationToken cancellationToken)
    {
        known = null;
        var entity = new TableEntity(partition, row) { ["NextFree"] = state.NextFree };
        if (state.SlowUntil > default(DateTimeOffset)) entity["SlowUntil"] = state.SlowUntil;
        if (state.Minute is { } minute) entity["Minute"] = minute.ToBytes();
        try
        {
            var response = etag == default
                ? await table.AddEntityAsync(entity, cancellationToken)
                : await table.UpdateEntityAsync(entity, etag, TableUpdateMode.Replace, cancellationToken);
            if (response.Headers.ETag is { } written) known = (written, state);
            return true;
        }
        catch (RequestFailedException e) when (e.IsChanged() || e.IsThere())
        {
            return false;
        }
    }

    private sealed class Visitor(Func<SlotState, SlotState> change)
    {
        public Func<SlotState, SlotState> Change { get; } = change;

        public bool IsServed { get; set; }
    }
}
