using Azure;
using Azure.Data.Tables;

namespace SecureText.Storage;

/// <summary>Rows of one partition that follow each other.</summary>
internal static class TableRange
{
    /// <summary>Those from <paramref name="from"/> on and before <paramref name="until"/>, in the order of their keys. One request a page.</summary>
    public static AsyncPageable<TableEntity> RangeAsync(
        this TableClient table,
        string partition,
        string from,
        string until,
        CancellationToken cancellationToken,
        int? maxPerPage = null,
        IEnumerable<string>? select = null) =>
        table.QueryAsync<TableEntity>(Filter(partition, from, until), maxPerPage, select, cancellationToken);

    /// <summary>What finds them.</summary>
    public static string Filter(string partition, string from, string until) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {until}");
}
