using Azure;
using Azure.Data.Tables;
using Microsoft.DurableTask.Hub;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Storage;

internal sealed partial class TableHubStore
{
    public async Task<(IReadOnlyList<InstanceRecord> Records, string? Continuation)> QueryAsync(
        InstanceFilter filter, CancellationToken cancellation)
    {
        var records = new List<InstanceRecord>();
        var query = instances.QueryAsync<TableEntity>(Restrict(filter), filter.PageSize, ["InstanceId"], cancellation);
        await foreach (var page in query.AsPages(filter.Continuation, filter.PageSize))
        {
            foreach (var row in page.Values)
            {
                var record = await ReadAsync(row.GetString("InstanceId"), cancellation);
                if (record is not null && filter.Admits(record))
                    records.Add(record);
            }

            return (records, page.ContinuationToken);
        }

        return (records, null);
    }

    public async Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation)
    {
        var partition = RowKeys.Partition(instanceId);
        while (true)
        {
            var head = await ReadHeadAsync(instanceId, cancellation);
            if (head is not null && head.GetBoolean("Ended") != true)
                return false;
            try
            {
                if (head is not null)
                {
                    // The head goes last of its table: until then the purge can be asked for again.
                    var rows = await KeysAsync(partition, key => key != RowKeys.Head, cancellation);
                    await DeleteAsync(partition, rows, cancellation);
                    await history.DeleteEntityAsync(partition, RowKeys.Head, head.ETag, cancellation);
                }

                var shown = await instances.DeleteEntityAsync(partition, string.Empty, ETag.All, cancellation);
                return head is not null || shown.Status != 404;
            }
            catch (RequestFailedException raced) when (raced.Status == 412)
            {
                // The worker has just marked it as settled, or it began anew: look again.
            }
        }
    }

    private static string Restrict(InstanceFilter filter)
    {
        List<string> parts = ["RowKey eq ''"];
        if (filter.CreatedFrom is { } from)
            parts.Add(TableClient.CreateQueryFilter($"CreatedTime ge {Utc(from)}"));
        if (filter.CreatedTo is { } to)
            parts.Add(TableClient.CreateQueryFilter($"CreatedTime le {Utc(to)}"));
        if (filter.Statuses is { Count: > 0 } statuses)
        {
            var any = statuses.Select(status => TableClient.CreateQueryFilter($"RuntimeStatus eq {status.ToString()}"));
            parts.Add($"({string.Join(" or ", any)})");
        }

        if (!string.IsNullOrEmpty(filter.Prefix))
        {
            var first = RowKeys.Partition(filter.Prefix);
            var after = first[..^1] + (char)(first[^1] + 1);
            parts.Add(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {after}"));
        }

        return string.Join(" and ", parts);
    }

    // The table's own time begins in 1601.
    private static DateTimeOffset Utc(DateTime time) =>
        time.Year < 1602 ? new DateTimeOffset(1602, 1, 1, 0, 0, 0, TimeSpan.Zero) : new DateTimeOffset(time, TimeSpan.Zero);

    /// <summary>Writes what lists show, unless something newer is there already.</summary>
    private async Task ShowAsync(InstanceRecord record, long sequence, CancellationToken cancellation)
    {
        var row = new TableEntity(RowKeys.Partition(record.InstanceId), string.Empty)
        {
            ["InstanceId"] = record.InstanceId,
            ["ExecutionId"] = record.ExecutionId,
            ["Name"] = record.Name,
            ["Version"] = record.Version,
            ["RuntimeStatus"] = record.Status.ToString(),
            ["CreatedTime"] = Utc(record.CreatedAt),
            ["LastUpdatedTime"] = Utc(record.UpdatedAt),
            ["CompletedTime"] = record.CompletedAt is { } at ? Utc(at) : null,
            ["TaskHubName"] = hub,
            ["Sequence"] = sequence,
        };
        while (true)
        {
            var shown = await instances.GetEntityIfExistsAsync<TableEntity>(
                row.PartitionKey, string.Empty, ["Sequence"], cancellation);
            if (shown.HasValue && shown.Value!.GetInt64("Sequence") >= sequence)
                return;
            try
            {
                if (shown.HasValue)
                    await instances.UpdateEntityAsync(row, shown.Value!.ETag, TableUpdateMode.Replace, cancellation);
                else
                    await instances.AddEntityAsync(row, cancellation);
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
            {
                // Look again.
            }
        }
    }

    /// <summary>Deletes rows that nothing refers to any more. Missing one does no harm but cost space.</summary>
    private async Task SweepAsync(InstanceState state, HeadTag tag, CancellationToken cancellation)
    {
        if (!tag.IsUntidy)
            return;
        var rows = await RowsAsync(state.Record.InstanceId, cancellation);

        // A part is written before the row that refers to it: it looks dead while its message is being posted.
        var settled = Now - TimeSpan.FromMinutes(10);
        var dead = InstanceRows.Read(rows).Dead
            .Where(key => !key.StartsWith("x-", StringComparison.Ordinal)
                || rows.Exists(row => row.RowKey == key && row.Timestamp < settled))
            .ToList();
        await DeleteAsync(RowKeys.Partition(state.Record.InstanceId), dead, cancellation);
        state.Tag = tag with { IsUntidy = false };
    }

    private async Task<List<string>> KeysAsync(
        string partition, Func<string, bool> which, CancellationToken cancellation)
    {
        var keys = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in history.QueryAsync<TableEntity>(filter, null, ["RowKey"], cancellation))
        {
            if (which(row.RowKey))
                keys.Add(row.RowKey);
        }

        return keys;
    }

    private async Task DeleteAsync(string partition, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        foreach (var some in keys.Chunk(TransactionLimit))
        {
            try
            {
                await history.SubmitTransactionAsync(
                    some.Select(key => new TableTransactionAction(
                        TableTransactionActionType.Delete, new TableEntity(partition, key), ETag.All)),
                    cancellation);
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                // Somebody swept some of them: take them one by one.
                foreach (var key in some)
                    await history.DeleteEntityAsync(partition, key, ETag.All, cancellation);
            }
        }
    }
}
