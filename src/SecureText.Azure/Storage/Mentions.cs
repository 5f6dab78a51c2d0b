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

    // After every key.
    private const string End = "~";

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
        await foreach (var row in table.RangeAsync(Partition(staffId), "", End, cancellationToken, Most))
        {
            if (mentions.Count == Most) break;
            if (seal.IsWhole(row) && Read(row) is { } mention) mentions.Add(mention);
        }

        return [.. mentions.OrderByDescending(mention => mention.At)];
    }

    /// <summary>How many one person has. One request, of row keys only.</summary>
    public async Task<int> CountAsync(string staffId, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in table.RangeAsync(Partition(staffId), "", End, cancellationToken, Most, ["RowKey"]))
        {
            if (++count == Most) break;
        }

        return count;
    }

    /// <summary>One person has seen those of one conversation. One request when there is none.</summary>
    public Task ClearAsync(string staffId, ConversationId id, CancellationToken cancellationToken) => TableSweep.DeleteAsync(
        table, TableRange.Filter(Partition(staffId), id.Value + "|", id.Value + "|" + End), cancellationToken);

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
