using System.Globalization;
using Azure.Data.Tables;

namespace SecureText.Benchmarks.Campaign;

/// <summary>
/// What one patient of a file becomes, with nothing around it: asked whether the roster and the number's partition have it, head,
/// key, record and consent in one transaction, and the roster's two rows in another.
/// </summary>
internal sealed class BareRows(TableClient conversations, TableClient roster)
{
    public const int RequestsOfARow = 4;

    // As many as the import has in hand.
    private const int Side = 48;
    private static readonly string[] RowsOfANumber = ["H", "K|1", "P|1", "C|1"];
    private readonly byte[] box = new byte[300];
    private int written;

    public static async Task<BareRows> OpenAsync(string connectionString, CancellationToken token)
    {
        var service = new TableServiceClient(connectionString);
        var bare = new BareRows(service.GetTableClient("BareConversations"), service.GetTableClient("BareRoster"));
        await bare.CreateAsync(token);
        return bare;
    }

    public async Task WriteAsync(int rows, CancellationToken token)
    {
        var from = written;
        written += rows;
        await Parallel.ForEachAsync(
            Enumerable.Range(from, rows), new ParallelOptions { MaxDegreeOfParallelism = Side, CancellationToken = token },
            async (n, stop) => await WriteOneAsync(n.ToString("D32", CultureInfo.InvariantCulture), stop));
    }

    private async Task CreateAsync(CancellationToken token)
    {
        await conversations.CreateIfNotExistsAsync(token);
        await roster.CreateIfNotExistsAsync(token);
    }

    private async Task WriteOneAsync(string id, CancellationToken token)
    {
        await roster.GetEntityIfExistsAsync<TableEntity>("patient", id, cancellationToken: token);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id}");
        await foreach (var _ in conversations.QueryAsync<TableEntity>(filter, 1, ["RowKey"], token)) break;
        await conversations.SubmitTransactionAsync(RowsOfANumber.Select(key => Add(id, key)), token);
        await roster.SubmitTransactionAsync([Add("patient", id), Add("patient", $"{id}|back")], token);
    }

    private TableTransactionAction Add(string partition, string row) =>
        new(TableTransactionActionType.Add, new TableEntity(partition, row) { ["Box"] = box, ["Seal"] = box[..32] });
}
