using System.Reflection;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using SecureText.Harness;
using SecureText.Storage;

namespace SecureText.Archive;

/// <summary>Every row and blob of a clinic: what the program's own storage clients name, a new one from its first day.</summary>
internal sealed class StorageSnapshot
{
    private StorageSnapshot(IReadOnlyDictionary<string, string> all) => All = all;

    /// <summary>What stands there, by place: <c>table|partition|row</c> or <c>container/name</c>.</summary>
    public IReadOnlyDictionary<string, string> All { get; }

    public static async Task<StorageSnapshot> OfAsync(TestClinic clinic)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var storage = clinic.Storage();
        foreach (var place in typeof(StorageClients).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            switch (place.GetValue(storage))
            {
                case TableClient table:
                    await foreach (var row in table.QueryAsync<TableEntity>()) all[$"{table.Name}|{row.PartitionKey}|{row.RowKey}"] = TextOf(row);
                    break;
                // The log keeps opaque ids for ever, and is a double's here.
                case BlobContainerClient container when container.Name != storage.JournalContainer.Name:
                    await foreach (var blob in container.GetBlobsAsync()) all[$"{container.Name}/{blob.Name}"] = blob.Properties.ETag.ToString()!;
                    break;
            }
        }

        return new StorageSnapshot(all);
    }

    /// <summary>Places that are new or have changed since.</summary>
    public IEnumerable<string> Since(StorageSnapshot earlier) =>
        All.Where(one => earlier.All.GetValueOrDefault(one.Key) != one.Value).Select(one => one.Key);

    /// <summary>Places of <paramref name="earlier"/> that are not there any more.</summary>
    public IEnumerable<string> LostSince(StorageSnapshot earlier) => earlier.All.Keys.Except(All.Keys);

    /// <summary>Places in whose name or columns a text stands.</summary>
    public IEnumerable<string> With(string text) => All
        .Where(one => one.Key.Contains(text, StringComparison.Ordinal) || one.Value.Contains(text, StringComparison.Ordinal))
        .Select(one => one.Key);

    private static string TextOf(TableEntity row) => string.Join('\n', row
        .Where(property => property.Key is not ("odata.etag" or "Timestamp"))
        .OrderBy(property => property.Key, StringComparer.Ordinal)
        .Select(property => $"{property.Key}={(property.Value is byte[] bytes ? Convert.ToBase64String(bytes) : property.Value)}"));
}
