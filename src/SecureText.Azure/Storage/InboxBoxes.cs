using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// Seals what a line of the inbox shows. One data key serves all conversations of a process and day, so that a cold page
/// of the inbox needs a few unwraps and not one for each line. A box is bound to its conversation, not to its row:
/// the head and the rows of the index carry the same box, copied without opening it.
/// </summary>
public sealed class InboxBoxes(TableClient keys, WritingKeys writingKeys, DataKeyCache cache, IRandomSource random)
{
    private const string Partition = "inbox";
    private const string TableName = "Inbox";
    private readonly ConcurrentDictionary<string, (string KekId, byte[] Wrapped)> known = new(StringComparer.Ordinal);

    /// <summary>Seals number and preview. No storage request, but for the first of a process and day.</summary>
    public Task<byte[]> SealContactAsync(ConversationId id, InboxContact contact, CancellationToken cancellationToken) =>
        SealAsync(id, "contact", JsonSerializer.Serialize(contact), cancellationToken);

    /// <summary>Seals the names of the patients whose number it is.</summary>
    public Task<byte[]> SealNamesAsync(
        ConversationId id, IReadOnlyList<InboxName> names, CancellationToken cancellationToken) =>
        SealAsync(id, "names", JsonSerializer.Serialize(names), cancellationToken);

    /// <summary>Opens number and preview.</summary>
    /// <exception cref="SealBrokenException">The box was changed or belongs to another conversation.</exception>
    public async Task<InboxContact> OpenContactAsync(ConversationId id, byte[] box, CancellationToken cancellationToken) =>
        Parse<InboxContact>(await OpenAsync(id, "contact", box, cancellationToken));

    /// <summary>Opens the names, in the order in which staff gave them.</summary>
    /// <exception cref="SealBrokenException">The box was changed or belongs to another conversation.</exception>
    public async Task<IReadOnlyList<InboxName>> OpenNamesAsync(
        ConversationId id, byte[] box, CancellationToken cancellationToken) =>
        Parse<List<InboxName>>(await OpenAsync(id, "names", box, cancellationToken));

    private async Task<byte[]> SealAsync(ConversationId id, string field, string json, CancellationToken cancellationToken)
    {
        using var key = writingKeys.Get(Partition);
        if (!key.IsStored)
        {
            // Before first use: a box whose key is not stored could never be opened.
            await keys.UpsertEntityAsync(
                WrappedKeys.ToEntity(Partition, key.Wrapped),
                TableUpdateMode.Replace,
                cancellationToken);
            key.MarkStored();
        }

        return Sealer.SealText(key.Key, Context(id, field), json, random);
    }

    private async Task<string> OpenAsync(ConversationId id, string field, byte[] box, CancellationToken cancellationToken)
    {
        var keyId = Sealer.KeyIdOf(box);
        if (!known.TryGetValue(keyId, out var wrapped))
        {
            wrapped = await FindKeyAsync(keyId, cancellationToken);
            known[keyId] = wrapped;
        }

        using var key = await cache.OpenAsync(keyId, wrapped, cancellationToken);
        return Sealer.OpenText(key, Context(id, field), box);
    }

    private async Task<(string KekId, byte[] Wrapped)> FindKeyAsync(string keyId, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await keys.GetEntityIfExistsAsync<TableEntity>(
            Partition, RowKeys.Key(keyId), cancellationToken: cancellationToken);
        return row is { HasValue: true, Value: { } entity }
            && entity.GetString("Kek") is { } kekId
            && entity.GetBinary("Wrapped") is { } wrapped
                ? (kekId, wrapped)
                : throw new SealBrokenException(SealBreak.WrongKey);
    }

    private static SealContext Context(ConversationId id, string field) => new(TableName, id.Value, "H", field);

    private static T Parse<T>(string json) =>
        JsonSerializer.Deserialize<T>(json) ?? throw new SealBrokenException(SealBreak.Malformed);
}
