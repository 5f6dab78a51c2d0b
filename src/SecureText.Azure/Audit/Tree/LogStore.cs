using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SecureText.Audit.Tree;

/// <summary>A blob and its length, as a listing says.</summary>
public readonly record struct ListedBlob(string Name, long Length);

/// <summary>
/// The journal's container as the tree uses it: reads, lists, and creates what is not there yet. Nothing is ever
/// overwritten or deleted; the container's immutability policy would refuse it.
/// </summary>
/// <param name="container">The container; in Azure it exists, on one machine it comes with the first entry.</param>
public sealed class LogStore(BlobContainerClient container)
{
    /// <summary>The blobs whose names begin so, in the order of names.</summary>
    public async Task<IReadOnlyList<ListedBlob>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var blobs = new List<ListedBlob>();
        try
        {
            await foreach (var item in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
                blobs.Add(new ListedBlob(item.Name, item.Properties.ContentLength ?? 0));
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return [];
        }

        return blobs;
    }

    /// <summary>The last folder below a prefix, in the order of names, with its slash; null when there is none.</summary>
    public async Task<string?> LastFolderAsync(string prefix, CancellationToken cancellationToken)
    {
        string? last = null;
        try
        {
            await foreach (var item in container.GetBlobsByHierarchyAsync(
                BlobTraits.None, BlobStates.None, "/", prefix, cancellationToken))
            {
                if (item.IsPrefix && string.CompareOrdinal(item.Prefix, last) > 0) last = item.Prefix;
            }
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return null;
        }

        return last;
    }

    /// <summary>A whole blob; null when there is none.</summary>
    public Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken) => ReadAsync(name, default, cancellationToken);

    /// <summary>A part of a blob, to its end when no length is given; null when there is no such blob, or nothing of it from there.</summary>
    public Task<byte[]?> ReadAsync(string name, long offset, long? length, CancellationToken cancellationToken) =>
        ReadAsync(name, new HttpRange(offset, length), cancellationToken);

    /// <summary>Creates a blob. Of all who try, one succeeds.</summary>
    /// <returns>False when it is there already.</returns>
    public async Task<bool> TryCreateAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            await container.GetBlobClient(name).UploadAsync(
                new BinaryData(content),
                new BlobUploadOptions { Conditions = new() { IfNoneMatch = ETag.All } },
                cancellationToken);
            return true;
        }
        // Which of these it is depends on the policy and on what the service asks first.
        catch (RequestFailedException there) when (
            there.ErrorCode == BlobErrorCode.BlobAlreadyExists
            || there.ErrorCode == BlobErrorCode.ConditionNotMet
            || there.ErrorCode == "BlobImmutableDueToPolicy")
        {
            return false;
        }
    }

    /// <summary>Creates a blob whose content anybody who knows the order would write alike.</summary>
    /// <exception cref="LogDamagedException">Something else stands there.</exception>
    public async Task CreateAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        if (await TryCreateAsync(name, content, cancellationToken)) return;
        var there = await ReadAsync(name, cancellationToken);
        if (there is null || !there.AsSpan().SequenceEqual(content))
            throw new LogDamagedException($"{name} is there and holds something else.");
    }

    private async Task<byte[]?> ReadAsync(string name, HttpRange range, CancellationToken cancellationToken)
    {
        try
        {
            BlobDownloadResult result = await container.GetBlobClient(name).DownloadContentAsync(
                new BlobDownloadOptions { Range = range }, cancellationToken);
            return result.Content.ToArray();
        }
        catch (RequestFailedException missing) when (
            missing.ErrorCode == BlobErrorCode.BlobNotFound
            || missing.ErrorCode == BlobErrorCode.ContainerNotFound
            || missing.ErrorCode == BlobErrorCode.InvalidRange)
        {
            return null;
        }
    }
}

/// <summary>The tree in storage is not what the journals say. A person must look; nothing more is integrated.</summary>
internal sealed class LogDamagedException(string message) : Exception(message);
