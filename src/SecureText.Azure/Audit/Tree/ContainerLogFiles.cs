using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SecureText.Audit.Verification;

namespace SecureText.Audit.Tree;

/// <summary>The journal's container, as the verifier reads it. Reads only.</summary>
public sealed class ContainerLogFiles(BlobContainerClient container) : ILogFiles
{
    /// <inheritdoc />
    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken)) yield return item.Name;
    }

    /// <inheritdoc />
    public async ValueTask<Stream?> OpenAsync(string name, long offset, CancellationToken cancellationToken)
    {
        try
        {
            BlobDownloadStreamingResult result = await container.GetBlobClient(name).DownloadStreamingAsync(
                new BlobDownloadOptions { Range = new HttpRange(offset) }, cancellationToken);
            return result.Content;
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
        catch (RequestFailedException behind) when (behind.ErrorCode == BlobErrorCode.InvalidRange)
        {
            return Stream.Null;
        }
    }
}
