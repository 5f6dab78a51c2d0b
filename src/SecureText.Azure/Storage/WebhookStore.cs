using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using SecureText.Patients;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// Secrets of webhooks, sealed, and the events that were taken, by keyed hash: partitions of the table <c>Roster</c>. An event is
/// known for the day on which it came and the next.
/// </summary>
public sealed class WebhookStore(TableClient table, ScopeBoxes boxes, IndexKeys keys, IRandomSource random)
{
    /// <summary>Most secrets at once: the one in use and its successor.</summary>
    public const int MostSecrets = 2;

    private const string TableName = "Roster";
    private const string Partition = "webhook-secret";
    private const string TakenPrefix = "webhook-";
    private const string AfterTaken = "webhook-9~";
    private const int SecretBytes = 32;

    /// <summary>The secrets in force, oldest first, without what they are. One request.</summary>
    public async Task<IReadOnlyList<WebhookSecret>> ReadAsync(CancellationToken cancellationToken) =>
        [.. (await RowsAsync(cancellationToken)).Select(row => new WebhookSecret(row.RowKey, row.Time("CreatedAt") ?? default)).OrderBy(one => one.CreatedAt)];

    /// <summary>What <see cref="OpenAsync"/> gave last in this process; may be out of date.</summary>
    public IReadOnlyList<string> LastOpened { get; private set; } = [];

    /// <summary>The secrets themselves; none of a changed row.</summary>
    public async Task<IReadOnlyList<string>> OpenAsync(CancellationToken cancellationToken)
    {
        var secrets = new List<string>();
        foreach (var row in await RowsAsync(cancellationToken))
        {
            try
            {
                secrets.Add(await boxes.OpenAsync(Context(row.RowKey), row.TryBinary("Secret"), cancellationToken));
            }
            catch (SealBrokenException)
            {
                // A secret that somebody put there opens nothing.
            }
        }

        LastOpened = secrets;
        return secrets;
    }

    /// <summary>Makes a secret.</summary>
    /// <returns>Null when there are <see cref="MostSecrets"/> already.</returns>
    public async Task<(WebhookSecret Row, string Secret)?> AddAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if ((await RowsAsync(cancellationToken)).Count >= MostSecrets) return null;
        var bytes = new byte[SecretBytes];
        random.Fill(bytes);
        var secret = "whsec_" + Convert.ToHexStringLower(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        var id = PatientId.New(random);
        var entity = new TableEntity(Partition, id)
        {
            ["CreatedAt"] = now,
            ["Secret"] = await boxes.SealAsync(Context(id), secret, cancellationToken),
        };
        await table.AddEntityAsync((await keys.RowSealAsync(cancellationToken)).Sign(entity), cancellationToken);
        return (new WebhookSecret(id, now), secret);
    }

    /// <summary>Takes a secret out of force.</summary>
    /// <returns>False when there is none of that id.</returns>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (!PatientId.IsId(id) || (await RowsAsync(cancellationToken)).All(row => row.RowKey != id)) return false;
        await table.DeleteEntityAsync(Partition, id, ETag.All, cancellationToken);
        return true;
    }

    /// <summary>Whether an event was taken today or yesterday. Two requests at once.</summary>
    public async Task<bool> IsTakenAsync(string kind, string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = await KeyOfAsync(kind, id, cancellationToken);
        var rows = await Task.WhenAll(new[] { now, now.AddDays(-1) }.Select(day =>
            table.GetEntityIfExistsAsync<TableEntity>(DayOf(day), key, cancellationToken: cancellationToken)));
        return rows.Any(row => row.HasValue);
    }

    /// <summary>Remembers that an event was taken.</summary>
    public async Task TakeAsync(string kind, string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(new TableEntity(DayOf(now), await KeyOfAsync(kind, id, cancellationToken)), cancellationToken);
        }
        catch (RequestFailedException e) when (e.IsThere())
        {
            // The same at the same moment: what it did is the same too.
        }
    }

    /// <summary>Forgets the events of the days before yesterday.</summary>
    public Task CleanAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var first = DayOf(now.AddDays(-1));
        return TableSweep.DeleteAsync(
            table,
            TableClient.CreateQueryFilter(
                $"PartitionKey ge {TakenPrefix + "2"} and PartitionKey lt {first} and PartitionKey lt {AfterTaken}"),
            cancellationToken);
    }

    private async Task<List<TableEntity>> RowsAsync(CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellationToken))
        {
            if (seal.IsWhole(row)) rows.Add(row);
        }

        return rows;
    }

    private async Task<string> KeyOfAsync(string kind, string id, CancellationToken cancellationToken) =>
        (await keys.IndexAsync(cancellationToken)).ForRoster("webhook", $"{kind}|{id}");

    private static string DayOf(DateTimeOffset at) => TakenPrefix + at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static SealContext Context(string row) => new(TableName, Partition, row, "secret");
}

/// <summary>A secret without what it is.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="CreatedAt">Since when.</param>
public sealed record WebhookSecret(string Id, DateTimeOffset CreatedAt);
