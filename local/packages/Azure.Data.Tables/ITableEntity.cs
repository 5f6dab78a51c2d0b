#nullable disable
namespace Azure.Data.Tables;

/// <summary>A row: its two keys, the time the service last changed it, and its version.</summary>
public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    DateTimeOffset? Timestamp { get; set; }

    ETag ETag { get; set; }
}
