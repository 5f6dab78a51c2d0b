using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SecureText.Packages.Tests.Tables;

namespace SecureText.Packages.Tests.Hashing;

/// <summary>
/// The storage client is the real package; these hold that it loads and computes with the hashing one here.
/// </summary>
[Collection(InStorage.Name)]
public sealed class BlobTests(StorageFixture storage)
{
    // CRC-64/NVME, the storage service's: the check value of "123456789" in the parameters' catalogue, low byte first.
    private const ulong CheckValue = 0xAE8B14860A799888;
    private static readonly UploadTransferValidationOptions Checked =
        new() { ChecksumAlgorithm = StorageChecksumAlgorithm.StorageCrc64 };

    [Fact]
    public async Task Block_blob_uploaded_with_a_checksum_sends_the_known_value_and_reads_back()
    {
        var headers = new HeaderPolicy();
        var container = await CreateAsync(headers);
        var blob = container.GetBlobClient("block");

        await blob.UploadAsync(
            BinaryData.FromString("123456789"), new BlobUploadOptions { TransferValidation = Checked });
        var read = await blob.DownloadContentAsync();

        Assert.Equal("123456789", read.Value.Content.ToString());
        Assert.Equal(Convert.ToBase64String(BitConverter.GetBytes(CheckValue)), headers.Checksum);
    }

    [Fact]
    public async Task Append_blob_appended_with_a_checksum_sends_the_known_value_and_reads_back()
    {
        var headers = new HeaderPolicy();
        var container = await CreateAsync(headers);
        var blob = container.GetAppendBlobClient("append");
        await blob.CreateAsync();

        await blob.AppendBlockAsync(Bytes("first "));
        await blob.AppendBlockAsync(
            Bytes("123456789"), new AppendBlobAppendBlockOptions { TransferValidation = Checked });

        Assert.Equal("first 123456789", (await blob.DownloadContentAsync()).Value.Content.ToString());
        Assert.Equal(Convert.ToBase64String(BitConverter.GetBytes(CheckValue)), headers.Checksum);
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<BlobContainerClient> CreateAsync(HeaderPolicy headers)
    {
        var options = new BlobClientOptions();
        options.AddPolicy(headers, HttpPipelinePosition.PerCall);
        var container = new BlobContainerClient(storage.ConnectionString, storage.NextName(), options);
        await container.CreateAsync();
        return container;
    }

    private sealed class HeaderPolicy : HttpPipelineSynchronousPolicy
    {
        public string? Checksum { get; private set; }

        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.Request.Headers.TryGetValue("x-ms-content-crc64", out var value))
                Checksum = value;
        }
    }
}
