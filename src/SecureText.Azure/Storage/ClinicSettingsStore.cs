using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SecureText.Clinic;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// The clinic's settings: a sealed document for each version, newest first, none ever overwritten. Adding is create-only,
/// so of two owners who change the same version one is told that it has changed.
/// </summary>
public sealed class ClinicSettingsStore(
    TableClient table, BlobContainerClient blobs, IndexKeys indexKeys, WritingKeys writingKeys, DataKeyCache cache, IRandomSource random)
{
    private const string Partition = "clinic";
    private const string Prefix = "V|";
    private const string AfterVersions = "V}";
    private const string KeyScope = "settings";
    private const int LargestInRow = 30 * 1024;

    // More damaged versions on top of each other than this are read one page at a time.
    private const int PageSize = 5;

    private readonly StoredKeys stored = new(table, Partition, cache);

    // The version that was opened last: as long as its row is the same, no key is asked for again.
    private volatile Opened? opened;

    /// <summary>The newest version that is as this program wrote it. One request when warm.</summary>
    public async Task<StoredSettings> ReadAsync(CancellationToken cancellationToken)
    {
        var seal = await indexKeys.RowSealAsync(cancellationToken);
        long? newest = null;
        await foreach (var row in table.RangeAsync(Partition, Prefix, AfterVersions, cancellationToken, PageSize))
        {
            var version = VersionOf(row.RowKey);
            newest ??= version;
            if (!seal.IsWhole(row) || version is not { } number) continue;
            var settings = opened is { } last && last.RowKey == row.RowKey && last.ETag == row.ETag
                ? last.Settings
                : await OpenAsync(row, cancellationToken);
            if (settings is null) continue;
            opened = new Opened(row.RowKey, row.ETag, settings);
            return new StoredSettings(settings with { Version = newest ?? number }, newest != number);
        }

        return new StoredSettings(null, newest is not null) { Version = newest ?? 0 };
    }

    /// <summary>Adds a version. One request; one more when the document is large.</summary>
    /// <returns>False when that version is there already: somebody else was first.</returns>
    public async Task<bool> AddAsync(ClinicSettings settings, string actor, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var rowKey = RowKeyOf(settings.Version);
        using var key = writingKeys.Get(KeyScope);
        var json = JsonSerializer.Serialize(settings, ClinicJson.Stored);
        var box = Sealer.SealText(key.Key, Context(rowKey), json, random);
        var row = new TableEntity(Partition, rowKey) { ["By"] = actor, ["At"] = at };
        if (box.Length <= LargestInRow) row["Document"] = box;
        else row["Blob"] = await UploadAsync(settings.Version, box, cancellationToken);

        var seal = await indexKeys.RowSealAsync(cancellationToken);
        var actions = new List<TableTransactionAction> { new(TableTransactionActionType.Add, seal.Sign(row)) };
        if (!key.IsStored)
        {
            actions.Add(new TableTransactionAction(
                TableTransactionActionType.UpsertReplace, WrappedKeys.ToEntity(Partition, key.Wrapped)));
        }

        try
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);
            key.MarkStored();
            return true;
        }
        catch (RequestFailedException e) when (e.IsThere())
        {
            return false;
        }
    }

    private async Task<ClinicSettings?> OpenAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            var box = row.TryText("Blob") is { } name
                ? (await blobs.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToArray()
                : row.TryBinary("Document");
            using var key = await stored.OpenAsync(Sealer.KeyIdOf(box), cancellationToken);
            return JsonSerializer.Deserialize<ClinicSettings>(
                Sealer.OpenText(key, Context(row.RowKey), box), ClinicJson.Stored);
        }
        catch (Exception e) when (e is SealBrokenException or JsonException or RequestFailedException { ErrorCode: nameof(BlobErrorCode.BlobNotFound) })
        {
            return null;
        }
    }

    // A name that is never used twice: a try that failed leaves an orphan and overwrites nothing.
    private async Task<string> UploadAsync(long version, byte[] box, CancellationToken cancellationToken)
    {
        var unique = new byte[8];
        random.Fill(unique);
        var name = string.Create(CultureInfo.InvariantCulture, $"settings/{version}-{Convert.ToHexStringLower(unique)}");
        await blobs.GetBlobClient(name).UploadAsync(new BinaryData(box), overwrite: false, cancellationToken);
        return name;
    }

    // Counts down, so that the newest stands first.
    private static string RowKeyOf(long version) =>
        Prefix + (long.MaxValue - version).ToString("D19", CultureInfo.InvariantCulture);

    private static long? VersionOf(string rowKey) =>
        long.TryParse(rowKey.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var countdown)
            ? long.MaxValue - countdown
            : null;

    private static SealContext Context(string rowKey) => new("Settings", Partition, rowKey, "document");

    private sealed record Opened(string RowKey, ETag ETag, ClinicSettings Settings);
}

/// <summary>What is stored of the clinic's settings.</summary>
/// <param name="Settings">The newest that is whole, under the number of the newest; null when there is none.</param>
/// <param name="IsDamaged">A newer one was changed or does not open.</param>
public sealed record StoredSettings(ClinicSettings? Settings, bool IsDamaged)
{
    /// <summary>The newest version there is; 0 before the first.</summary>
    public long Version { get; init; } = Settings?.Version ?? 0;
}
