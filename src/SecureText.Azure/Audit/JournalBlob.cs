using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace SecureText.Audit;

/// <summary>
/// One append blob and how much of it is known to be durable. Every block is appended only at the end that is known
/// (<c>IfAppendPositionEqual</c>), so of all blocks ever tried at one position at most one lands, whatever is delayed
/// or repeated on the way.
/// </summary>
internal sealed class JournalBlob(AppendBlobClient client, JournalBlobName name, JournalChain chain)
{
    // Tried at Length with an unknown end. Each may have landed, or land yet, until something else has landed there.
    private readonly List<Tried> unsure = [];

    public JournalBlobName Name => name;

    /// <summary>The chain after the last durable line.</summary>
    public JournalChain Chain { get; private set; } = chain;

    public long Length { get; private set; }

    public int Blocks { get; private set; }

    /// <summary>Whether a block may be on its way here. The blob must not be left then: it would land behind us.</summary>
    public bool IsUnsure => unsure.Count > 0;

    /// <summary>Appends lines that continue <see cref="Chain"/>.</summary>
    /// <returns>
    /// False when an earlier block turned out to have landed instead: the chain has moved, write the lines again.
    /// </returns>
    /// <exception cref="JournalBlobLostException">The blob is not as this process left it; go on in another.</exception>
    public async Task<bool> TryAppendAsync(byte[] block, JournalChain after, CancellationToken cancellationToken)
    {
        var tried = new Tried(block.Length, SHA256.HashData(block), after);
        unsure.Add(tried);
        try
        {
            using var content = new MemoryStream(block, writable: false);
            await client.AppendBlockAsync(
                content,
                new AppendBlobAppendBlockOptions { Conditions = new() { IfAppendPositionEqual = Length } },
                cancellationToken);
            Land(tried);
            return true;
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == BlobErrorCode.AppendPositionConditionNotMet)
        {
            // Something stands at our position: this very block (its answer was lost and the client tried again), an
            // earlier one, or somebody else's.
            await SettleAsync(cancellationToken);
            return Chain == after;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            await SettleAsync(cancellationToken);
            if (Chain == after) return true;
            if (failure is RequestFailedException refused && IsGone(refused)) throw new JournalBlobLostException(refused);
            throw;
        }
    }

    /// <summary>Finds out which of the unsure blocks has landed, if one has.</summary>
    /// <exception cref="JournalBlobLostException">What stands there is none of them.</exception>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties properties = await client.GetPropertiesAsync(cancellationToken: cancellationToken);
            // Nothing landed so far. A delayed one still may, so they all stay in mind.
            if (properties.ContentLength == Length) return;
            var added = properties.ContentLength - Length;
            Land(await FindAsync(added, cancellationToken) ?? throw new JournalBlobLostException());
        }
        catch (RequestFailedException refused) when (IsGone(refused))
        {
            throw new JournalBlobLostException(refused);
        }
    }

    private async Task<Tried?> FindAsync(long added, CancellationToken cancellationToken)
    {
        var fitting = unsure.Where(tried => tried.Length <= added).ToList();
        if (fitting.Count == 0) return null;
        BlobDownloadResult download = await client.DownloadContentAsync(
            new BlobDownloadOptions { Range = new HttpRange(Length, fitting.Max(tried => tried.Length)) },
            cancellationToken);
        var tail = download.Content.ToMemory();
        // Somebody else's bytes may stand behind ours: our lines are durable all the same, and must not be written twice.
        return fitting.Find(tried => tried.Length <= tail.Length
            && tried.Hash.AsSpan().SequenceEqual(SHA256.HashData(tail.Span[..tried.Length])));
    }

    private void Land(Tried tried)
    {
        Chain = tried.After;
        Length += tried.Length;
        Blocks++;
        unsure.Clear();
    }

    // In these states no block of ours can land here any more, so leaving the blob is safe.
    private static bool IsGone(RequestFailedException refused) =>
        refused.ErrorCode is "BlobNotFound" or "BlockCountExceedsLimit" or "BlobIsSealed";

    private sealed record Tried(int Length, byte[] Hash, JournalChain After);
}

/// <summary>The blob is gone, full, sealed, or holds what this process did not write.</summary>
internal sealed class JournalBlobLostException(Exception? inner = null)
    : Exception("The journal's blob is not as this process left it.", inner);
