using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace SecureText.Audit;

/// <summary>
/// One writer: a chain of lines from number 1 in blobs of one UTC day. One caller at a time. What was tried and whose end is
/// not known may land as long as the writer is not used again; it is then this writer's next line, and breaks no chain.
/// </summary>
internal sealed partial class JournalWriter(
    BlobContainerClient container, JournalOptions options, string id, DateOnly day, ILogger logger)
{
    private JournalChain chain = JournalChain.Start(id); // as it was when the last blob was left
    private JournalBlob? blob;
    private int nextNumber = 1;

    public string Id => id;

    public DateOnly Day => day;

    /// <summary>Whether lines of it are in storage, or may be.</summary>
    public bool IsUsed => (blob?.Chain ?? chain).Seq > 0 || blob is { IsUnsure: true };

    /// <summary>Appends the entries as one block; when it throws, none was acknowledged.</summary>
    /// <exception cref="JournalBlobLostException">A blob is not as it was left; this writer must not be used again.</exception>
    public async Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        while (true)
        {
            var open = await OpenAsync(cancellationToken);
            var (block, after) = Write(open.Chain, entries);
            if (await open.TryAppendAsync(block, after, cancellationToken)) return;
        }
    }

    private async Task<JournalBlob> OpenAsync(CancellationToken cancellationToken)
    {
        if (blob is { } current)
        {
            // An unsure blob is kept past its size: only a block that lands there keeps a delayed one away.
            if (current.IsUnsure || current.Blocks < options.RollAfterBlocks) return current;
            Leave();
        }

        return blob = await CreateAsync(cancellationToken);
    }

    private void Leave()
    {
        chain = blob!.Chain;
        blob = null;
    }

    private async Task<JournalBlob> CreateAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var name = new JournalBlobName(day, id, nextNumber);
            var client = container.GetAppendBlobClient(name.ToString());
            // It may be there already: an earlier try of ours whose answer was lost. Then it is empty.
            BlobProperties? found = await TryCreateAsync(client, cancellationToken)
                ? null
                : (await client.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            if (found is null or { ContentLength: 0, BlobType: BlobType.Append })
            {
                nextNumber++;
                return new JournalBlob(client, name, chain.Open(name.ToString()));
            }

            LogForeign(logger, name.Number);
            nextNumber++;
        }
    }

    private static async Task<bool> TryCreateAsync(AppendBlobClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.CreateIfNotExistsAsync(
                new AppendBlobCreateOptions { HttpHeaders = new() { ContentType = "application/x-ndjson" } }, cancellationToken) is not null;
        }
        // Of a blob that is there a container under a policy may say this instead (LogStore).
        catch (RequestFailedException there) when (there.ErrorCode == "BlobImmutableDueToPolicy")
        {
            return false;
        }
    }

    private static (byte[] Block, JournalChain After) Write(JournalChain chain, IReadOnlyList<AuditEntry> entries)
    {
        using var block = new MemoryStream();
        foreach (var entry in entries)
        {
            (var line, chain) = chain.Next(entry);
            block.Write(line);
        }

        return (block.ToArray(), chain);
    }

    [LoggerMessage(3, LogLevel.Critical, "Somebody else's journal blob stands under this process's number {Number}.")]
    private static partial void LogForeign(ILogger logger, int number);
}
