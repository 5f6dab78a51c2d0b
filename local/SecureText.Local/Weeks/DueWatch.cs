using System.Globalization;
using Azure.Data.Tables;

namespace SecureText.Weeks;

/// <summary>Looks from outside at what the functions have promised to come back to.</summary>
internal sealed class DueWatch(TableServiceClient service)
{
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    private readonly TableClient outbox = service.GetTableClient("Outbox");

    /// <summary>The earliest time that is promised; <c>null</c> when nothing is.</summary>
    internal async Task<DateTimeOffset?> FirstAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in outbox.QueryAsync<TableEntity>("PartitionKey eq 'due'", 1, Keys, cancellationToken))
        {
            var ticks = long.Parse(row.RowKey.Split('|')[0], CultureInfo.InvariantCulture);
            return new DateTimeOffset(ticks, TimeSpan.Zero);
        }

        return null;
    }
}
