using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Specialized;
using SecureText.Audit;
using SecureText.Storage;

namespace SecureText.Benchmarks.Inbound;

/// <summary>
/// The writes that one text of a known patient makes, in the same tables, of the same size and in the same order (the message's
/// transaction, then the journal's line and the inbox's transaction at once), with nothing around them: no event, no rule, no key, no seal, and the head's ETag known. What is written is copied from rows that the
/// program itself has written.
/// </summary>
internal sealed class BareWrites
{
    private const string Partition = "floor";
    private readonly StorageClients storage;
    private readonly TableEntity head;
    private readonly IReadOnlyList<TableEntity> added;
    private readonly IReadOnlyList<TableEntity> lines;
    private readonly TableEntity pointer;
    private readonly TableEntity marker;
    private AppendBlobClient? journal;
    private long number;

    private BareWrites(StorageClients storage, Rows before, Rows after)
    {
        this.storage = storage;
        head = after.Conversation.Single(row => row.RowKey == RowKeys.Head);
        added = [.. after.Conversation.Where(row => before.Conversation.All(old => old.RowKey != row.RowKey))];
        pointer = after.Inbox.Single(row => row.RowKey.StartsWith("p|", StringComparison.Ordinal));
        lines = [.. after.Inbox.Where(row => row.ContainsKey("Conversation"))];
        marker = after.Inbox.Single(row => row.RowKey == "changed");
    }

    /// <summary>Learns from what the program writes for one text.</summary>
    public static async Task<BareWrites> LearnAsync(StorageClients storage, string conversation, Func<Task> text)
    {
        var before = await ReadAsync();
        await text();
        return new BareWrites(storage, before, await ReadAsync());

        async Task<Rows> ReadAsync() => new(
            await storage.Conversations.QueryAsync<TableEntity>(row => row.PartitionKey == conversation).ToListAsync(),
            await storage.Inbox.QueryAsync<TableEntity>().Where(row => row.RowKey == "changed" || row.RowKey.Contains(conversation, StringComparison.Ordinal)).ToListAsync());
    }

    /// <summary>A conversation to write to.</summary>
    public async Task<Lane> BeginAsync(int lane, CancellationToken token)
    {
        var partition = string.Create(CultureInfo.InvariantCulture, $"{Partition}{lane:D6}").PadRight(head.PartitionKey.Length, '0');
        var stored = await storage.Conversations.UpsertEntityAsync(Copy(head, partition, RowKeys.Head), TableUpdateMode.Replace, token);
        var begun = new Lane(partition) { Head = stored.Headers.ETag!.Value };
        await storage.Inbox.UpsertEntityAsync(Copy(pointer, Partition, KeyOf("p", begun)), TableUpdateMode.Replace, token);
        foreach (var (_, i) in lines.Select((line, i) => (line, i)))
        {
            await storage.Inbox.UpsertEntityAsync(Copy(lines[i], Partition, KeyOf($"{i}", begun)), TableUpdateMode.Replace, token);
        }

        return begun;
    }

    /// <summary>A blob takes no more than fifty thousand lines of which each is an append.</summary>
    public async Task BeginJournalAsync(CancellationToken token)
    {
        journal = storage.Journal.GetBlobContainerClient("journal").GetAppendBlobClient($"{Partition}-{Interlocked.Increment(ref number)}");
        await journal.CreateAsync(cancellationToken: token);
    }

    public async Task WriteAsync(Lane lane, CancellationToken token)
    {
        lane.Texts++;
        List<TableTransactionAction> message =
        [
            .. added.Select((row, i) => new TableTransactionAction(TableTransactionActionType.Add, Copy(row, lane.Partition, KeyOf($"{row.RowKey[0]}|{i}", lane)))),
            new(TableTransactionActionType.UpdateReplace, Copy(head, lane.Partition, RowKeys.Head), lane.Head),
        ];
        var stored = await storage.Conversations.SubmitTransactionAsync(message, token);
        lane.Head = stored.Value[^1].Headers.ETag!.Value;

        var entry = new AuditEntry(TimeProvider.System.GetUtcNow(), "patient", "message.received", [lane.Partition], "done", $"Incoming_{lane.Texts:D12}");
        var (line, _) = JournalChain.Start(Partition).Open("lines.jsonl").Next(entry);
        using var content = new MemoryStream(line, writable: false);
        var journaled = journal!.AppendBlockAsync(content, cancellationToken: token);

        var before = lane with { Texts = lane.Texts - 1 };
        var shown = storage.Inbox.SubmitTransactionAsync(
        [
            Delete(KeyOf("p", before)),
            .. lines.Select((_, i) => Delete(KeyOf($"{i}", before))),
            new(TableTransactionActionType.Add, Copy(pointer, Partition, KeyOf("p", lane))),
            .. lines.Select((row, i) => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Copy(row, Partition, KeyOf($"{i}", lane)))),
            new(TableTransactionActionType.UpsertReplace, Copy(marker, Partition, marker.RowKey)),
        ], token);
        await Task.WhenAll(journaled, shown);
    }

    private static TableTransactionAction Delete(string rowKey) =>
        new(TableTransactionActionType.Delete, new TableEntity(Partition, rowKey), ETag.All);

    private static string KeyOf(string kind, Lane lane) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}|{lane.Partition}|{lane.Texts:D19}");

    private static TableEntity Copy(TableEntity row, string partition, string rowKey)
    {
        var copy = new TableEntity(partition, rowKey);
        foreach (var (name, value) in row)
        {
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")) copy[name] = value;
        }

        return copy;
    }

    private sealed record Rows(IReadOnlyList<TableEntity> Conversation, IReadOnlyList<TableEntity> Inbox);

    /// <summary>One conversation; its writes come one after the other, as a patient's texts do.</summary>
    internal sealed record Lane(string Partition)
    {
        public long Texts { get; set; }

        public ETag Head { get; set; }
    }
}
