using Azure;
using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Staff;

namespace SecureText.Storage;

/// <summary>
/// Which notes are addressed to whom and not seen yet: a partition of the inbox's table for each member of staff, a row for
/// each note. Opaque ids only.
/// </summary>
public sealed class Mentions(TableClient table, IndexKeys keys)
{
    /// <summary>Most that are read or counted.</summary>
    public const int Most = 1000;

    private const int LargestTransaction = 100;

    /// <summary>Writes them; the same ones twice are the same rows.</summary>
    public async Task AddAsync(ConversationId id, Message note, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        foreach (var staffId in note.Mentions)
        {
            var row = new TableEntity(Partition(staffId), $"{id.Value}|{note.Id.Value}") { ["By"] = note.Author, ["At"] = note.At };
            await table.UpsertEntityAsync(seal.Sign(row), TableUpdateMode.Replace, cancellationToken);
        }
    }

    /// <summary>Those of one person, newest first. One request.</summary>
    public async Task<IReadOnlyList<Mention>> ReadAsync(string staffId, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var mentions = new List<Mention>();
        await foreach (var row in RowsAsync(staffId, "", cancellationToken))
        {
            if (mentions.Count == Most) break;
            if (seal.IsWhole(row) && Read(row) is { } mention) mentions.Add(mention);
        }

        return [.. mentions.OrderByDescending(mention => mention.At)];
    }

    /// <summary>How many one person has. One request, of row keys only.</summary>
    public async Task<int> CountAsync(string staffId, CancellationToken cancellationToken)
    {
        await foreach (var page in RowsAsync(staffId, "", cancellationToken, ["RowKey"]).AsPages()) return page.Values.Count;
        return 0;
    }

    /// <summary>One person has seen those of one conversation. One request when there is none.</summary>
    public async Task ClearAsync(string staffId, ConversationId id, CancellationToken cancellationToken)
    {
        var seen = new List<TableEntity>();
        await foreach (var row in RowsAsync(staffId, id.Value + "|", cancellationToken, ["PartitionKey", "RowKey"])) seen.Add(row);
        foreach (var some in seen.Chunk(LargestTransaction))
        {
            try
            {
                await table.SubmitTransactionAsync(
                    some.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // Another window of the same person was first. What is left is cleared when the thread is opened again.
            }
        }
    }

    private AsyncPageable<TableEntity> RowsAsync(
        string staffId, string prefix, CancellationToken cancellationToken, IEnumerable<string>? select = null)
    {
        var partition = Partition(staffId);
        var until = prefix + "~";
        return table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {until}"),
            Most, select, cancellationToken);
    }

    private static Mention? Read(TableEntity row) =>
        row.RowKey.Split('|') is [var conversation, var message]
        && ConversationId.TryParse(conversation, out var id) && MessageId.TryParse(message, out var note)
            ? new Mention(id, note, StaffId.OfActor(row.Text("By")) ?? row.Text("By"), row.Time("At") ?? note.PlacedAt)
            : null;

    private static string Partition(string staffId) => $"mentions|{staffId}";
}

/// <summary>A note that is addressed to somebody.</summary>
/// <param name="Conversation">Where it stands.</param>
/// <param name="Message">The note.</param>
/// <param name="By">Staff id of who wrote it.</param>
/// <param name="At">When.</param>
public sealed record Mention(ConversationId Conversation, MessageId Message, string By, DateTimeOffset At);
