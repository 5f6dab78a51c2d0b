using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using SecureText.Azurite;
using SecureText.Canary;

namespace SecureText.EndToEnd.Tests.Canary;

public sealed class StorageScanTests : IAsyncLifetime
{
    private const string Text = "Zyxwander-Ñandú-7731";

    private static readonly HttpClient Http = new(new SocketsHttpHandler());

    private readonly CanaryScanner scanner = new([new PlantedCanary("text", Text)]);
    private AzuriteServer azurite = null!;

    public async Task InitializeAsync() => azurite = await AzuriteServer.StartAsync();

    public async Task DisposeAsync() => await azurite.DisposeAsync();

    [Fact]
    public async Task ScanAsync_planted_in_rows_blobs_and_queues_finds_each()
    {
        var table = new TableClient(azurite.ConnectionString, "Rows");
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity("a", "clean") { ["Box"] = new byte[64] });
        await table.AddEntityAsync(new TableEntity("a", "binary") { ["Box"] = Encoding.UTF8.GetBytes(Text) });
        await table.AddEntityAsync(new TableEntity("a", Convert.ToHexString(Encoding.UTF8.GetBytes(Text))));
        var container = new BlobContainerClient(azurite.ConnectionString, "blobs");
        await container.CreateAsync();
        await container.UploadBlobAsync("content", BinaryData.FromBytes(Encoding.Unicode.GetBytes(Text)));
        await container.GetBlobClient("metadata").UploadAsync(BinaryData.FromString(""), new BlobUploadOptions
        {
            Metadata = new Dictionary<string, string>
            {
                ["note"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Text)),
            },
        });
        await PutMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text)));

        var report = await ScanAsync();

        Assert.Equal((3, 2, 1), (report.Rows, report.Blobs, report.QueueMessages));
        Assert.Equal(
            [
                "container blobs, blob 1, content", "container blobs, blob 2, metadata", "queue messages, message 1",
                "table Rows, row 1, property RowKey", "table Rows, row 2, property Box",
            ],
            report.Hits.Select(hit => hit.Place).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ScanAsync_nothing_planted_finds_nothing()
    {
        var container = new BlobContainerClient(azurite.ConnectionString, "blobs");
        await container.CreateAsync();
        await container.UploadBlobAsync("content", BinaryData.FromString("Nothing to see."));

        var report = await ScanAsync();

        Assert.Equal(1, report.Blobs);
        Assert.Empty(report.Hits);
    }

    [Fact]
    public void Lines_planted_in_output_names_the_line()
    {
        var report = OutputScan.Lines(scanner, "functions", ["started", $"failed for {Text}"]);

        Assert.Equal(new CanaryHit("text", "functions, line 2"), Assert.Single(report.Hits));
        Assert.Equal(2, report.Lines);
    }

    private Task<CanaryReport> ScanAsync() => StorageScan.ScanAsync(
        scanner, azurite.ConnectionString, azurite.QueueEndpoint, Http, TimeProvider.System, CancellationToken.None);

    private async Task PutMessageAsync(string text)
    {
        var signature = new BlobServiceClient(azurite.ConnectionString).GenerateAccountSasUri(new AccountSasBuilder(
            AccountSasPermissions.All, TimeProvider.System.GetUtcNow().AddHours(1), AccountSasServices.All,
            AccountSasResourceTypes.All)).Query;
        using var created = await Http.PutAsync(new Uri($"{azurite.QueueEndpoint}/messages{signature}"), null);
        created.EnsureSuccessStatusCode();
        using var content = new StringContent($"<QueueMessage><MessageText>{text}</MessageText></QueueMessage>");
        using var put = await Http.PostAsync(new Uri($"{azurite.QueueEndpoint}/messages/messages{signature}"), content);
        put.EnsureSuccessStatusCode();
    }
}
