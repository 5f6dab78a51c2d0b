using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// Promises to come back: a row is written before work begins that nobody else would repeat (a send by staff, a deferred
/// text, a change of a head whose index must follow), and deleted when it is finished. The timer walks the due ones.
/// Holds opaque ids only.
/// </summary>
public sealed class DueWork(TableClient table)
{
    private const string Partition = "due";

    /// <summary>Writes a promise; the same one twice is one row.</summary>
    public async Task PromiseAsync(DueItem item, CancellationToken cancellationToken) =>
        await table.UpsertEntityAsync(
            new TableEntity(Partition, item.RowKey), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Takes a promise back; not an error when it is gone.</summary>
    public async Task KeepAsync(DueItem item, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(Partition, item.RowKey, ETag.All, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Another process has kept it.
        }
    }

    /// <summary>What is due at <paramref name="now"/>, oldest first.</summary>
    public async IAsyncEnumerable<DueItem> DueAsync(
        DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var until = DueItem.TimePart(now) + "~";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {until}");
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (DueItem.TryParse(entity.RowKey, out var item)) yield return item;
        }
    }
}

/// <summary>One promise.</summary>
/// <param name="At">When to come back.</param>
/// <param name="Conversation">Whose.</param>
/// <param name="Message">The text to send; null when the inbox index must follow the head.</param>
public sealed record DueItem(DateTimeOffset At, ConversationId Conversation, MessageId? Message)
{
    internal string RowKey => $"{TimePart(At)}|{Conversation.Value}|{Message?.Value}";

    internal static string TimePart(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    internal static bool TryParse(string rowKey, out DueItem item)
    {
        item = null!;
        var parts = rowKey.Split('|');
        if (parts.Length != 3
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || !ConversationId.TryParse(parts[1], out var conversation)) return false;
        MessageId? message = null;
        if (parts[2].Length > 0)
        {
            if (!MessageId.TryParse(parts[2], out var id)) return false;
            message = id;
        }

        item = new DueItem(new DateTimeOffset(ticks, TimeSpan.Zero), conversation, message);
        return true;
    }
}
