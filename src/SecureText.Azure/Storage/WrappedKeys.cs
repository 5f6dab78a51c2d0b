using Azure.Data.Tables;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>Wrapped data keys, as rows that anybody may read: only the key-encryption key opens them.</summary>
public sealed class WrappedKeys
{
    private readonly Dictionary<string, (string KekId, byte[] Wrapped)> keys = new(StringComparer.Ordinal);

    internal void Add(TableEntity entity)
    {
        if (entity.GetBinary("Wrapped") is { } wrapped && entity.GetString("Kek") is { } kekId)
        {
            keys[entity.RowKey[RowKeys.KeyPrefix.Length..]] = (kekId, wrapped);
        }
    }

    internal bool TryFind(string dataKeyId, out (string KekId, byte[] Wrapped) key) => keys.TryGetValue(dataKeyId, out key);

    internal static TableEntity ToEntity(string partition, WrappedDataKey key) =>
        new(partition, RowKeys.Key(key.Id)) { ["Kek"] = key.KekId, ["Wrapped"] = key.Wrapped };
}
