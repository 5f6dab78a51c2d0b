using Azure.Data.Tables;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>Wrapped data keys, as rows that anybody may read: only the key-encryption key opens them.</summary>
public sealed class WrappedKeys
{
    private readonly Dictionary<string, (string KekId, byte[] Wrapped)> keys = new(StringComparer.Ordinal);

    /// <summary>All of a conversation. One range query.</summary>
    internal static async Task<WrappedKeys> ReadAsync(TableClient table, ConversationId id, CancellationToken cancellationToken)
    {
        var wrapped = new WrappedKeys();
        await foreach (var entity in table.RangeAsync(id.Value, RowKeys.KeyPrefix, RowKeys.MessagePrefix, cancellationToken)) wrapped.Add(entity);
        return wrapped;
    }

    /// <summary>Takes a row in if it is that of a key.</summary>
    internal void Add(TableEntity entity)
    {
        if (entity.RowKey.StartsWith(RowKeys.KeyPrefix, StringComparison.Ordinal) && Read(entity) is { } key) keys[entity.RowKey[RowKeys.KeyPrefix.Length..]] = key;
    }

    internal bool TryFind(string dataKeyId, out (string KekId, byte[] Wrapped) key) => keys.TryGetValue(dataKeyId, out key);

    /// <summary>Null when somebody has made something else of the row.</summary>
    internal static (string KekId, byte[] Wrapped)? Read(TableEntity entity) =>
        entity.TryText("Kek") is { } kekId && entity.TryBinary("Wrapped") is { Length: > 0 } wrapped ? (kekId, wrapped) : null;

    internal static TableEntity ToEntity(string partition, WrappedDataKey key) =>
        new(partition, RowKeys.Key(key.Id)) { ["Kek"] = key.KekId, ["Wrapped"] = key.Wrapped };
}
