using Azure;
using Azure.Data.Tables;
using Microsoft.DurableTask.Hub;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Storage;

/// <summary>
/// What the store remembers of an instance that it loaded: the head's ETag, which changes when anybody commits; a number
/// that grows with every commit, over all executions; the history rows of this generation; whether rows are left over
/// that nothing refers to.
/// </summary>
internal sealed record HeadTag(ETag ETag, long Sequence, int HistoryRows, string? RecordText, bool IsUntidy);

/// <summary>From rows to an instance and back.</summary>
internal static class InstanceRows
{
    private static readonly string[] TextNames = ["Record", "Events", "Messages"];

    internal static (TableEntity Row, IReadOnlyList<TableEntity> Parts) Head(
        InstanceRecord record, int generation, long sequence, bool settled)
    {
        var row = new TableEntity(RowKeys.Partition(record.InstanceId), RowKeys.Head)
        {
            ["InstanceId"] = record.InstanceId,
            ["ExecutionId"] = record.ExecutionId,
            ["Generation"] = generation,
            ["Sequence"] = sequence,
            ["Settled"] = settled,
            ["Ended"] = record.Status.IsTerminal(),
            ["Life"] = record.StartedBy,
        };
        return (row, LongText.Put(row, "Record", HubJson.Write(record)));
    }

    internal static (TableEntity Row, IReadOnlyList<TableEntity> Parts) History(
        string partition, int generation, int number, IReadOnlyList<HistoryEvent> events)
    {
        var row = new TableEntity(partition, RowKeys.History(generation, number));
        return (row, LongText.Put(row, "Events", HubJson.Write(events)));
    }

    /// <summary>Life names the start that the instance came from: messages to an earlier one of that id are dead.</summary>
    internal static (TableEntity Row, IReadOnlyList<TableEntity> Parts) Messages(
        string partition, string rowKey, string? life, IReadOnlyList<HubMessage> messages)
    {
        var row = new TableEntity(partition, rowKey) { ["Life"] = life };
        return (row, LongText.Put(row, "Messages", HubJson.Write(messages)));
    }

    /// <summary>From the whole partition, in order; and what in it is dead.</summary>
    internal static (InstanceState? State, IReadOnlyList<string> Dead) Read(IReadOnlyList<TableEntity> rows)
    {
        if (rows.FirstOrDefault(row => row.RowKey == RowKeys.Head) is not { } head)
            return (null, []);
        var record = HubJson.Read<InstanceRecord>(LongText.Get(head, "Record", Parts));
        var generation = head.GetInt32("Generation")!.Value;
        var history = rows.Where(row => row.RowKey.StartsWith(RowKeys.HistoryPrefix(generation), StringComparison.Ordinal)).ToList();
        var inbox = rows.Where(row => Is(row, "m-") && row.GetString("Life") == record.StartedBy).ToList();
        var outbox = rows.Where(row => Is(row, "o-")).ToList();
        TableEntity[] alive = [head, .. history, .. inbox, .. outbox];
        var texts = alive.SelectMany(row => TextNames.Select(name => LongText.IdOf(row, name)))
            .OfType<string>()
            .ToHashSet();
        var dead = rows.Except(alive)
            .Select(row => row.RowKey)
            .Where(key => !(key.StartsWith("x-", StringComparison.Ordinal) && texts.Contains(key.Split('-')[1])))
            .ToList();
        var state = new InstanceState
        {
            Record = record,
            Generation = generation,
            History = [.. history.SelectMany(row => HubJson.Read<List<HistoryEvent>>(LongText.Get(row, "Events", Parts)))],
            Inbox = [.. inbox.Select(ToMessages)],
            Outbox = [.. outbox.Select(ToMessages)],
            Tag = new HeadTag(
                head.ETag, head.GetInt64("Sequence")!.Value, history.Count, LongText.IdOf(head, "Record"), dead.Count > 0),
        };
        return (state, dead);

        static bool Is(TableEntity row, string prefix) => row.RowKey.StartsWith(prefix, StringComparison.Ordinal);

        MessageRow ToMessages(TableEntity row) =>
            new(row.RowKey, HubJson.Read<List<HubMessage>>(LongText.Get(row, "Messages", Parts)));

        IEnumerable<TableEntity> Parts(string id) =>
            rows.Where(row => row.RowKey.StartsWith($"x-{id}-", StringComparison.Ordinal));
    }
}
