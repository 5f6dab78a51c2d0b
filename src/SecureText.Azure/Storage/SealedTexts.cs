using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Storage;

/// <summary>
/// Seals the words of a conversation before they are stored and opens them again. Words over 30 KiB go to a blob whose
/// name is never used twice, so that a try that failed half-way leaves an orphan and never overwrites.
/// </summary>
public sealed class SealedTexts(
    BlobContainerClient blobs, WritingKeys writingKeys, DataKeyCache cache, IRandomSource random)
{
    internal const string ConsentField = "record";
    private const string TableName = "Conversations";
    private const string TextField = "text";
    private const string FilesField = "files";
    private const int LargestInRow = 30 * 1024;

    internal WritingKey KeyFor(ConversationId id) => writingKeys.Get(id.Value);

    internal static TableEntity KeyRow(string partition, WritingKey key) =>
        WrappedKeys.ToEntity(partition, key.Wrapped);

    internal byte[] Seal(WritingKey key, ConversationId id, string row, string field, string text) =>
        Sealer.SealText(key.Key, new SealContext(TableName, id.Value, row, field), text, random);

    internal async Task<(byte[]? Box, string? BlobName)> SealAsync(
        WritingKey key, ConversationId id, MessageDraft draft, CancellationToken cancellationToken)
    {
        var box = Seal(key, id, RowKeys.Message(draft.Id), TextField, draft.Text.Value);
        if (box.Length <= LargestInRow) return (box, null);

        Span<byte> unique = stackalloc byte[8];
        random.Fill(unique);
        var name = $"{id.Value}/{draft.Id.Value}-{Convert.ToHexStringLower(unique)}";
        await blobs.GetBlobClient(name).UploadAsync(new BinaryData(box), overwrite: false, cancellationToken);
        return (null, name);
    }

    /// <summary>Seals the names of a message's files; null when it has none.</summary>
    internal byte[]? SealFiles(WritingKey key, ConversationId id, MessageDraft draft) => draft.Attachments.Count == 0
        ? null
        : Seal(key, id, RowKeys.Message(draft.Id), FilesField, JsonSerializer.Serialize(draft.Attachments.Select(a => a.Name)));

    /// <summary>Opens the names of a message's files, in the order of its attachments.</summary>
    /// <exception cref="SealBrokenException">The row was changed, moved or sealed by another key (S9).</exception>
    public async Task<IReadOnlyList<string>> OpenFilesAsync(
        ConversationId id, MessageRow row, WrappedKeys keys, CancellationToken cancellationToken)
    {
        if (row.Message.Attachments.Count == 0) return [];
        if (row.FilesBox is not { } box) throw new SealBrokenException(SealBreak.Malformed);
        var json = await OpenAsync(id, RowKeys.Message(row.Message.Id), FilesField, box, keys, cancellationToken);
        return JsonSerializer.Deserialize<string[]>(json) is { } names && names.Length == row.Message.Attachments.Count
            ? names
            : throw new SealBrokenException(SealBreak.Malformed);
    }

    /// <summary>A data key of the conversation.</summary>
    /// <exception cref="SealBrokenException">There is no such key, or its row was changed.</exception>
    internal async Task<DataKey> OpenKeyAsync(string keyId, WrappedKeys keys, CancellationToken cancellationToken) =>
        keys.TryFind(keyId, out var wrapped)
            ? await cache.OpenAsync(keyId, wrapped, cancellationToken)
            : throw new SealBrokenException(SealBreak.WrongKey);

    /// <summary>Opens a message's words.</summary>
    /// <exception cref="SealBrokenException">The row was changed, moved or sealed by another key (S9).</exception>
    public async Task<MessageText> OpenAsync(
        ConversationId id, MessageRow row, WrappedKeys keys, CancellationToken cancellationToken)
    {
        var box = row.Box ?? await DownloadAsync(row.BlobName, cancellationToken);
        return new MessageText(
            await OpenAsync(id, RowKeys.Message(row.Message.Id), TextField, box, keys, cancellationToken));
    }

    internal async Task<string> OpenAsync(
        ConversationId id, string row, string field, byte[] box, WrappedKeys keys, CancellationToken cancellationToken)
    {
        var keyId = Sealer.KeyIdOf(box);
        using var key = await OpenKeyAsync(keyId, keys, cancellationToken);
        return Sealer.OpenText(key, new SealContext(TableName, id.Value, row, field), box);
    }

    private async Task<byte[]> DownloadAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null) throw new SealBrokenException(SealBreak.Malformed);
        try
        {
            var content = await blobs.GetBlobClient(name).DownloadContentAsync(cancellationToken);
            return content.Value.Content.ToArray();
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            // Uploaded before its row was written: somebody has deleted it.
            throw new SealBrokenException(SealBreak.Malformed);
        }
    }
}
