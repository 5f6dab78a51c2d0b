using Azure;
using Azure.Data.Tables;

namespace SecureText.Storage;

/// <summary>Deletes rows that a filter finds.</summary>
internal static class TableSweep
{
    private const int LargestPage = 1000;
    private const int LargestTransaction = 100;

    /// <summary>Deletes every row found, and goes on where another process has been first.</summary>
    /// <param name="table">The table.</param>
    /// <param name="filter">Which rows.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    /// <param name="isMeant">Looks at the keys of what was found; null means all of it.</param>
    public static async Task DeleteAsync(
        TableClient table, string filter, CancellationToken cancellationToken, Func<TableEntity, bool>? isMeant = null)
    {
        var found = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, LargestPage, ["PartitionKey", "RowKey"], cancellationToken))
        {
            if (isMeant?.Invoke(row) != false) found.Add(row);
        }

        foreach (var partition in found.GroupBy(row => row.PartitionKey, StringComparer.Ordinal))
        {
            foreach (var some in partition.Chunk(LargestTransaction)) await DeleteAsync(table, some, cancellationToken);
        }
    }

    private static async Task DeleteAsync(TableClient table, TableEntity[] rows, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
        }
        catch (RequestFailedException e) when (e.IsGone())
        {
            // One of them is gone, and so none was deleted.
            foreach (var row in rows) await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }
}
