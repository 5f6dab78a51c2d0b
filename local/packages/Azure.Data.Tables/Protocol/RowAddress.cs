namespace Azure.Data.Tables.Protocol;

/// <summary>Paths under the service endpoint.</summary>
internal static class RowAddress
{
    public static string Of(string table, string partitionKey, string rowKey) =>
        $"/{table}(PartitionKey='{Quote(partitionKey)}',RowKey='{Quote(rowKey)}')";

    public static string Of(string table, TableChange change) =>
        change.IsInsert ? $"/{table}" : Of(table, change.PartitionKey, change.RowKey);

    // Quotes are doubled for OData first, then everything that is not plain is percent-encoded for the URL.
    private static string Quote(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
