using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// The inbox: one partition in which each conversation has a row in each view that it belongs to, newest first, so that
/// every page of every view is one short range query, however many conversations there are. It is derived from the
/// heads: a pointer row (<c>p|conversation|version</c>) says which version of the head it shows; the version in its key
/// makes an update that comes late or twice fail instead of overwriting a newer one. A row that stays for good
/// (<c>b|conversation</c>) lets the first pointer be made only once.
/// </summary>
public sealed class InboxIndex(TableClient table, IndexKeys keys)
{
    private const string Partition = "inbox";
    private const string MarkerKey = "changed";
    private const int MostTries = 20;

    // The service gives no more at once (azure-facts: tables).
    private const int LargestPage = 1000;

    /// <summary>Most lines that one page looks at.</summary>
    public const int MostScanned = 2000;

    /// <summary>
    /// Shows <paramref name="after"/>. One request when the index shows <paramref name="before"/>, which is the rule.
    /// Safe to call twice, late and out of order.
    /// </summary>
    public async Task UpdateAsync(
        ConversationId id,
        ConversationHead? before,
        ConversationHead after,
        byte[] contactBox,
        byte[]? nameBox,
        CancellationToken cancellationToken)
    {
        var shown = before is null ? null : new Shown(before.Version, InboxViews.RowKeys(id, before));
        for (var tries = 0; !await TryMoveAsync(id, shown, after, contactBox, nameBox, cancellationToken); tries++)
        {
            // Each failure means that somebody else moved it; without an end, damaged rows would hold the event for ever.
            if (tries == MostTries) throw new InvalidDataException("The inbox index does not match its pointer.");
            shown = await FindShownAsync(id, cancellationToken);
            if (shown is { } current && current.Version >= after.Version) return;
        }
    }

    /// <summary>
    /// Takes a conversation out of every view, with the number, preview and names in its rows. Looks at the rows themselves, not at
    /// what the pointer says. For a conversation that has no head any more.
    /// </summary>
    public async Task RemoveAsync(ConversationId id, CancellationToken cancellationToken)
    {
        await TableSweep.DeleteAsync(
            table, TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Conversation eq {id.Value}"), cancellationToken);
        var (from, until) = (PointerPrefix(id), PointerPrefix(id) + "~");
        await TableSweep.DeleteAsync(table, TableRange.Filter(Partition, from, until), cancellationToken);
        await TableSweep.DeleteAsync(
            table, TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey eq {BegunKey(id)}"), cancellationToken);

        // Pages that poll see it go.
        await table.UpsertEntityAsync(
            new TableEntity(Partition, MarkerKey) { ["Tag"] = TagOf(id, long.MaxValue) }, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>One page of a view, newest first. One request; more only when rows are left out.</summary>
    /// <param name="viewPrefix">From <see cref="InboxViews"/>.</param>
    /// <param name="after">Row key of the last line of the page before; null for the first page.</param>
    /// <param name="take">Lines a page.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <param name="keep">
    /// Which lines this reader may see; it reads on until the page is full. After <see cref="MostScanned"/> lines it gives what
    /// it has, so that no page costs without limit: the cursor goes on from there.
    /// </param>
    public async Task<(IReadOnlyList<InboxRow> Rows, string? Next)> ReadAsync(
        string viewPrefix, string? after, int take, CancellationToken cancellationToken, Func<InboxRow, bool>? keep = null)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var rows = new List<InboxRow>(take);
        var from = after is null ? viewPrefix : after + "!";
        var (scanned, last) = (0, "");
        var most = keep is null ? take + 1 : Math.Min(4 * take, LargestPage);
        await foreach (var entity in table.RangeAsync(Partition, from, viewPrefix + "~", cancellationToken, most))
        {
            if (rows.Count == take || scanned == MostScanned) return (rows, last);
            (scanned, last) = (scanned + 1, entity.RowKey);
            if (InboxRow.From(seal, entity) is { } row && keep?.Invoke(row) != false) rows.Add(row);
        }

        return (rows, null);
    }

    /// <summary>A word that is another one after each change of any conversation in the inbox. One request.</summary>
    public async Task<string> TagAsync(CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, MarkerKey, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value!.TryText("Tag") ?? "" : "";
    }

    /// <summary>How many lines a view has, counted to a thousand at most. One request, of row keys only; more where the service ends a page early.</summary>
    /// <param name="viewPrefix">From <see cref="InboxViews"/>.</param>
    /// <param name="keep">Which lines count, by the staff id that they are assigned to; null for all.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public async Task<int> CountAsync(string viewPrefix, Func<string?, bool>? keep, CancellationToken cancellationToken)
    {
        var (count, looked) = (0, 0);
        await foreach (var row in table.RangeAsync(
            Partition, viewPrefix, viewPrefix + "~", cancellationToken, LargestPage, ["RowKey", "AssignedTo"]))
        {
            if (keep?.Invoke(row.TryText("AssignedTo")) != false) count++;
            if (++looked == LargestPage) break;
        }

        return count;
    }

    private async Task<bool> TryMoveAsync(
        ConversationId id,
        Shown? shown,
        ConversationHead after,
        byte[] contactBox,
        byte[]? nameBox,
        CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var rowKeys = InboxViews.RowKeys(id, after);
        var gone = shown?.RowKeys.Except(rowKeys).ToList() ?? [];
        while (true)
        {
            var actions = Actions(id, seal, shown, gone, rowKeys, after, contactBox, nameBox);
            try
            {
                await table.SubmitTransactionAsync(actions, cancellationToken);
                return true;
            }
            catch (TableTransactionFailedException e)
                when (e is { FailedTransactionActionIndex: > 0 and { } at } && at <= gone.Count && e.IsGone())
            {
                // Somebody deleted a line that the pointer names: it must not hold up the conversation for good.
                gone.RemoveAt(at - 1);
            }
            catch (RequestFailedException e) when (e.IsChanged() || e.IsThere())
            {
                return false;
            }
        }
    }

    private static List<TableTransactionAction> Actions(
        ConversationId id,
        RowSeal seal,
        Shown? shown,
        List<string> gone,
        IReadOnlyList<string> rowKeys,
        ConversationHead after,
        byte[] contactBox,
        byte[]? nameBox)
    {
        var actions = new List<TableTransactionAction>();
        if (shown is not null)
        {
            actions.Add(Delete(PointerKey(id, shown.Version)));
            actions.AddRange(gone.Select(Delete));
        }
        else
        {
            // Two updates may both find nothing shown. Of them one begins; with two pointers there would be two lines of
            // one conversation, and neither could be moved again.
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(Partition, BegunKey(id))));
        }

        var pointer = new TableEntity(Partition, PointerKey(id, after.Version)) { ["Rows"] = string.Join('\n', rowKeys) };
        actions.Add(new TableTransactionAction(TableTransactionActionType.Add, pointer));
        foreach (var rowKey in rowKeys)
        {
            actions.Add(new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                InboxRow.ToEntity(seal, Partition, rowKey, id, after, contactBox, nameBox)));
        }

        // In the same transaction, so that a page that polls this one row misses nothing and costs the update no request.
        actions.Add(new TableTransactionAction(
            TableTransactionActionType.UpsertReplace,
            new TableEntity(Partition, MarkerKey) { ["Tag"] = TagOf(id, after.Version) }));
        return actions;
    }

    // Pages compare it and keep it: it names no conversation.
    private static string TagOf(ConversationId id, long version) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id.Value}|{version}"))))[..24];

    private async Task<Shown?> FindShownAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var prefix = PointerPrefix(id);
        await foreach (var entity in table.RangeAsync(Partition, prefix, prefix + "~", cancellationToken))
        {
            var version = long.Parse(entity.RowKey.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);
            return new Shown(version, entity.Text("Rows").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        return null;
    }

    private static TableTransactionAction Delete(string rowKey) =>
        new(TableTransactionActionType.Delete, new TableEntity(Partition, rowKey), ETag.All);

    private static string BegunKey(ConversationId id) => $"b|{id.Value}";

    private static string PointerPrefix(ConversationId id) => $"p|{id.Value}|";

    private static string PointerKey(ConversationId id, long version) =>
        PointerPrefix(id) + version.ToString("D12", CultureInfo.InvariantCulture);

    private sealed record Shown(long Version, IReadOnlyList<string> RowKeys);
}
