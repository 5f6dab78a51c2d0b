using System.Globalization;
using System.Xml.Linq;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace SecureText.Canary;

/// <summary>Reads everything in a storage account, names included, and scans it.</summary>
internal static class StorageScan
{
    private static readonly TimeSpan SignatureLife = TimeSpan.FromHours(1);

    internal static async Task<CanaryReport> ScanAsync(
        CanaryScanner scanner, string connectionString, Uri queues, HttpClient http, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var blobs = new BlobServiceClient(connectionString);
        var rows = await TablesAsync(scanner, new TableServiceClient(connectionString), cancellationToken);
        var objects = await BlobsAsync(scanner, blobs, cancellationToken);
        var signature = Signature(blobs, time.GetUtcNow());
        return rows + objects + await QueuesAsync(scanner, queues, signature, http, cancellationToken);
    }

    private static async Task<CanaryReport> TablesAsync(
        CanaryScanner scanner, TableServiceClient service, CancellationToken cancellationToken)
    {
        var hits = new List<CanaryHit>();
        var rows = 0;
        await foreach (var table in service.QueryAsync(cancellationToken: cancellationToken))
        {
            await foreach (var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>(
                cancellationToken: cancellationToken))
            {
                rows++;
                foreach (var (name, value) in row)
                {
                    var place = $"table {table.Name}, row {rows}, property {name}";
                    hits.AddRange(value is byte[] bytes
                        ? scanner.Scan(place, bytes)
                        : scanner.Scan(place, $"{name}={Text(value)}"));
                }
            }
        }

        return new CanaryReport(rows, 0, 0, 0, hits);
    }

    private static async Task<CanaryReport> BlobsAsync(
        CanaryScanner scanner, BlobServiceClient service, CancellationToken cancellationToken)
    {
        var hits = new List<CanaryHit>();
        var count = 0;
        await foreach (var container in service.GetBlobContainersAsync(cancellationToken: cancellationToken))
        {
            var client = service.GetBlobContainerClient(container.Name);
            await foreach (var blob in client.GetBlobsAsync(
                BlobTraits.Metadata | BlobTraits.Tags, cancellationToken: cancellationToken))
            {
                var place = $"container {container.Name}, blob {++count}";
                BlobDownloadResult content = await client.GetBlobClient(blob.Name)
                    .DownloadContentAsync(cancellationToken);
                hits.AddRange(scanner.Scan($"{place}, name", blob.Name));
                hits.AddRange(scanner.Scan($"{place}, content", content.Content.ToMemory()));
                foreach (var (name, value) in blob.Metadata.Concat(blob.Tags ?? new Dictionary<string, string>()))
                {
                    hits.AddRange(scanner.Scan($"{place}, metadata", $"{name}={value}"));
                }
            }
        }

        return new CanaryReport(0, count, 0, 0, hits);
    }

    private static async Task<CanaryReport> QueuesAsync(
        CanaryScanner scanner, Uri queues, string signature, HttpClient http, CancellationToken cancellationToken)
    {
        var hits = new List<CanaryHit>();
        var count = 0;
        var list = XDocument.Parse(await http.GetStringAsync($"{queues}?comp=list&{signature}", cancellationToken));
        foreach (var name in list.Descendants("Queue").Select(queue => (string)queue.Element("Name")!))
        {
            // Only what can be seen now; what is hidden for a while stands in the emulator's files, which are scanned
            // too.
            var peeked = await http.GetStringAsync(
                $"{queues}/{name}/messages?peekonly=true&numofmessages=32&{signature}", cancellationToken);
            foreach (var text in XDocument.Parse(peeked).Descendants("MessageText"))
            {
                hits.AddRange(scanner.Scan($"queue {name}, message {++count}", text.Value));
            }
        }

        return new CanaryReport(0, 0, count, 0, hits);
    }

    private static string Signature(BlobServiceClient blobs, DateTimeOffset now) => blobs.GenerateAccountSasUri(
        new AccountSasBuilder(
            AccountSasPermissions.Read | AccountSasPermissions.List | AccountSasPermissions.Process,
            now + SignatureLife,
            AccountSasServices.All, AccountSasResourceTypes.All)).Query.TrimStart('?');

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
