using Azure;
using Azure.Data.Tables;
using Microsoft.DurableTask.Hub;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Storage;

/// <summary>
/// A task hub in three tables named as the real provider names its own: <c>{hub}History</c> holds everything that counts,
/// <c>{hub}Instances</c> what is listed and looked at, <c>{hub}Partitions</c> who works on the hub.
/// </summary>
internal sealed partial class TableHubStore(TableServiceClient service, string hub, TimeProvider time) : IHubStore, IHubOwnership
{
    private const int TransactionLimit = 100;

    private readonly TableClient history = service.GetTableClient($"{hub}History");
    private readonly TableClient instances = service.GetTableClient($"{hub}Instances");
    private readonly TableClient partitions = service.GetTableClient($"{hub}Partitions");

    public async Task OpenAsync(CancellationToken cancellation)
    {
        foreach (var table in new[] { history, instances, partitions })
            await table.CreateIfNotExistsAsync(cancellation);
    }

    public async Task<InstanceRecord?> ReadAsync(string instanceId, CancellationToken cancellation) =>
        await ReadHeadAsync(instanceId, cancellation) is { } head ? await RecordAsync(head, cancellation) : null;

    public async IAsyncEnumerable<string> FindUnsettledAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = $"RowKey eq '{RowKeys.Head}' and Settled eq false";
        await foreach (var head in history.QueryAsync<TableEntity>(filter, null, ["InstanceId"], cancellation))
            yield return head.GetString("InstanceId");
    }

    public async Task<InstanceState?> LoadAsync(string instanceId, CancellationToken cancellation)
    {
        return InstanceRows.Read(await RowsAsync(instanceId, cancellation)).State;
    }

    public async Task<InstanceRecord?> CreateAsync(
        InstanceRecord record, HubMessage start, Func<InstanceRecord, bool> blocks, CancellationToken cancellation)
    {
        while (true)
        {
            var known = await ReadHeadAsync(record.InstanceId, cancellation);
            if (known is not null && await RecordAsync(known, cancellation) is { } existing && blocks(existing))
                return existing;
            var generation = (known?.GetInt32("Generation") ?? 0) + 1;
            var sequence = (known?.GetInt64("Sequence") ?? 0) + 1;
            var (head, recordParts) = InstanceRows.Head(record, generation, sequence, settled: false);
            var (message, messageParts) = InstanceRows.Messages(
                head.PartitionKey, RowKeys.Inbox(Now), record.StartedBy, [start]);
            await WritePartsAsync([.. recordParts, .. messageParts], cancellation);
            try
            {
                await history.SubmitTransactionAsync(
                    [
                        known is null
                            ? new(TableTransactionActionType.Add, head)
                            : new(TableTransactionActionType.UpdateReplace, head, known.ETag),
                        new(TableTransactionActionType.Add, message),
                    ],
                    cancellation);
            }
            catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
            {
                // Somebody else made or changed the instance: look at it again.
                continue;
            }

            await ShowAsync(record, sequence, cancellation);
            return null;
        }
    }

    public async Task<MessageRow?> PostAsync(
        string instanceId, IReadOnlyList<HubMessage> messages, CancellationToken cancellation)
    {
        var partition = RowKeys.Partition(instanceId);
        var head = await history.GetEntityIfExistsAsync<TableEntity>(partition, RowKeys.Head, ["Ended", "Life"], cancellation);
        if (!head.HasValue || head.Value!.GetBoolean("Ended") == true)
            return null;
        var (row, parts) = InstanceRows.Messages(
            partition, RowKeys.Inbox(Now), head.Value.GetString("Life"), messages);
        await WritePartsAsync(parts, cancellation);
        await history.AddEntityAsync(row, cancellation);
        return new MessageRow(row.RowKey, messages);
    }

    public async Task CommitAsync(InstanceState state, Checkpoint checkpoint, CancellationToken cancellation)
    {
        var tag = (HeadTag)state.Tag!;
        var generation = state.Generation + (checkpoint.NewGeneration ? 1 : 0);
        var historyRows = checkpoint.NewGeneration ? 0 : tag.HistoryRows;
        var sequence = tag.Sequence + 1;
        var (head, parts) = InstanceRows.Head(checkpoint.Record, generation, sequence, settled: false);
        var partition = head.PartitionKey;
        List<TableEntity> partRows = [.. parts];
        List<TableTransactionAction> changes = [new(TableTransactionActionType.UpdateReplace, head, tag.ETag)];
        foreach (var taken in checkpoint.Taken.Where(taken => taken.Row is not null))
            changes.Add(new(TableTransactionActionType.Delete, new TableEntity(partition, taken.Row), ETag.All));
        if (checkpoint.NewEvents.Count > 0)
            Add(InstanceRows.History(partition, generation, historyRows++, checkpoint.NewEvents));

        MessageRow? toSelf = null, outgoing = null;
        if (checkpoint.ToSelf.Count > 0)
        {
            toSelf = new(RowKeys.Inbox(Now), checkpoint.ToSelf);
            Add(InstanceRows.Messages(partition, toSelf.Row!, checkpoint.Record.StartedBy, toSelf.Messages));
        }

        if (checkpoint.Outgoing.Count > 0)
        {
            outgoing = new(RowKeys.Outbox(generation, (int)sequence), checkpoint.Outgoing);
            Add(InstanceRows.Messages(partition, outgoing.Row!, checkpoint.Record.StartedBy, outgoing.Messages));
        }

        await WritePartsAsync(partRows, cancellation);
        ETag committed;
        try
        {
            var answers = await history.SubmitTransactionAsync(changes, cancellation);
            committed = answers.Value[0].Headers.ETag ?? throw new StaleInstanceException(state.Record.InstanceId);
        }
        catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
        {
            throw new StaleInstanceException(state.Record.InstanceId, raced);
        }

        checkpoint.ApplyTo(state, toSelf, outgoing);
        var untidy = tag.IsUntidy || checkpoint.NewGeneration || tag.RecordText is not null;
        state.Tag = new HeadTag(committed, sequence, historyRows, LongText.IdOf(head, "Record"), untidy);

        void Add((TableEntity Row, IReadOnlyList<TableEntity> Parts) row)
        {
            changes.Add(new(TableTransactionActionType.Add, row.Row));
            partRows.AddRange(row.Parts);
        }
    }

    public async Task DeliveredAsync(InstanceState state, MessageRow row, CancellationToken cancellation)
    {
        await history.DeleteEntityAsync(
            RowKeys.Partition(state.Record.InstanceId), row.Row!, ETag.All, cancellation);
        state.Outbox.Remove(row);
    }

    public async Task PublishAsync(InstanceState state, CancellationToken cancellation)
    {
        var tag = (HeadTag)state.Tag!;
        await ShowAsync(state.Record, tag.Sequence, cancellation);
        await SweepAsync(state, tag, cancellation);
    }

    public async Task SettleAsync(InstanceState state, CancellationToken cancellation)
    {
        var tag = (HeadTag)state.Tag!;
        var mark = new TableEntity(RowKeys.Partition(state.Record.InstanceId), RowKeys.Head) { ["Settled"] = true };
        try
        {
            await history.UpdateEntityAsync(mark, tag.ETag, TableUpdateMode.Merge, cancellation);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            // Purged, or begun anew under the same id: nothing of this life is left to mark.
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static string InPartition(string instanceId) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {RowKeys.Partition(instanceId)}");

    private async Task<List<TableEntity>> RowsAsync(string instanceId, CancellationToken cancellation)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in history.QueryAsync<TableEntity>(InPartition(instanceId), null, null, cancellation))
            rows.Add(row);
        return rows;
    }

    private async Task<TableEntity?> ReadHeadAsync(string instanceId, CancellationToken cancellation)
    {
        var found = await history.GetEntityIfExistsAsync<TableEntity>(
            RowKeys.Partition(instanceId), RowKeys.Head, null, cancellation);
        return found.HasValue ? found.Value : null;
    }

    private async Task<InstanceRecord> RecordAsync(TableEntity head, CancellationToken cancellation)
    {
        var parts = await PartsAsync(head, "Record", cancellation);
        return HubJson.Read<InstanceRecord>(LongText.Get(head, "Record", _ => parts));
    }

    private async Task<List<TableEntity>> PartsAsync(TableEntity row, string name, CancellationToken cancellation)
    {
        var parts = new List<TableEntity>();
        if (LongText.IdOf(row, name) is not { } id)
            return parts;
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {row.PartitionKey} and RowKey ge {$"x-{id}-"} and RowKey lt {$"x-{id}."}");
        await foreach (var part in history.QueryAsync<TableEntity>(filter, null, null, cancellation))
            parts.Add(part);
        return parts;
    }

    private async Task WritePartsAsync(IReadOnlyList<TableEntity> parts, CancellationToken cancellation)
    {
        foreach (var part in parts)
            await history.AddEntityAsync(part, cancellation);
    }
}
