using System.Buffers.Binary;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// Files of messages as sealed block blobs, one for each message and named after it. Blocks are staged while the file comes in and
/// become a blob only when all of it is there: an upload that breaks off leaves nothing that anybody sees, and the service
/// drops its blocks after a week. A blob whose message was not written afterwards is an orphan: sealed, under a name that
/// no row holds.
/// </summary>
public sealed class AttachmentBlobs(
    BlobContainerClient blobs, ConversationStore store, SealedTexts texts, IRandomSource random)
{
    private const string ContainerName = "attachments";
    private const string Field = "content";

    // One request for four chunks.
    private const int BlockLength = 4 * ContentSealer.ChunkLength;

    /// <summary>Seals and stores the file of a message that is about to be written.</summary>
    /// <returns>Its size.</returns>
    /// <exception cref="IOException"><paramref name="content"/> broke off; nothing is stored.</exception>
    public async Task<long> WriteAsync(
        ConversationId id, MessageId message, Stream content, CancellationToken cancellationToken)
    {
        var blob = blobs.GetBlockBlobClient(NameOf(id, message));
        using var key = texts.KeyFor(id);
        using var block = new MemoryStream(BlockLength + ContentSealer.ChunkLength);
        var names = new List<string>();
        var length = await ContentSealer.SealAsync(
            key.Key, Context(id, message), content, TakeAsync, random, cancellationToken);
        await StageAsync(cancellationToken);
        await store.StoreKeyAsync(id, key, cancellationToken);

        // Only if there is none: a name is never used twice.
        var conditions = new BlobRequestConditions { IfNoneMatch = ETag.All };
        await blob.CommitBlockListAsync(names, conditions: conditions, cancellationToken: cancellationToken);
        return length;

        async Task TakeAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
        {
            await block.WriteAsync(bytes, stop);
            if (block.Length >= BlockLength) await StageAsync(stop);
        }

        async Task StageAsync(CancellationToken stop)
        {
            if (block.Length == 0) return;
            var number = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(number, names.Count);
            names.Add(Convert.ToBase64String(number));
            block.Position = 0;
            await blob.StageBlockAsync(names[^1], block, cancellationToken: stop);
            block.SetLength(0);
        }
    }

    /// <summary>Opens a file, chunk by chunk.</summary>
    /// <param name="id">Whose conversation.</param>
    /// <param name="message">The message that it belongs to.</param>
    /// <param name="keys">The conversation's keys.</param>
    /// <param name="write">Takes the content in pieces.</param>
    /// <param name="cancellationToken">Stops between two pieces.</param>
    /// <exception cref="SealBrokenException">It is gone, was changed, moved or cut from here on (S9).</exception>
    public async Task ReadAsync(
        ConversationId id,
        MessageId message,
        WrappedKeys keys,
        Func<ReadOnlyMemory<byte>, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        await using var content = await DownloadAsync(id, message, cancellationToken);
        var beginning = new byte[ContentSealer.LongestHeader];
        var held = await content.ReadAtLeastAsync(beginning, beginning.Length, false, cancellationToken);
        using var key = await texts.OpenKeyAsync(
            ContentSealer.KeyIdOf(beginning.AsSpan(0, held)), keys, cancellationToken);
        await using var whole = new JoinedStream(beginning.AsMemory(0, held), content);
        await ContentSealer.OpenAsync(key, Context(id, message), whole, write, cancellationToken);
    }

    private async Task<Stream> DownloadAsync(ConversationId id, MessageId message, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await blobs.GetBlobClient(NameOf(id, message))
                .DownloadStreamingAsync(cancellationToken: cancellationToken);
            return answer.Value.Content;
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            // Stored before its message was: somebody has deleted it.
            throw new SealBrokenException(SealBreak.Malformed);
        }
    }

    private static string NameOf(ConversationId id, MessageId message) => $"{id.Value}/{message.Value}";

    private static SealContext Context(ConversationId id, MessageId message) =>
        new(ContainerName, id.Value, message.Value, Field);
}
