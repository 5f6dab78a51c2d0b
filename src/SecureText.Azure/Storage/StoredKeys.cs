using System.Collections.Concurrent;
using Azure.Data.Tables;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>The data keys of a partition, one at a time. A row that opened once is not read again by this process: it never changes.</summary>
internal sealed class StoredKeys(TableClient table, string partition, DataKeyCache cache)
{
    private readonly ConcurrentDictionary<string, (string KekId, byte[] Wrapped)> known = new(StringComparer.Ordinal);

    /// <summary>The key, as a copy that the caller disposes.</summary>
    /// <exception cref="SealBrokenException">There is no such key, or its row was changed.</exception>
    public async Task<DataKey> OpenAsync(string keyId, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(keyId, out var wrapped)) wrapped = await FindAsync(keyId, cancellationToken);
        var key = await cache.OpenAsync(keyId, wrapped, cancellationToken);
        known[keyId] = wrapped;
        return key;
    }

    private async Task<(string KekId, byte[] Wrapped)> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            partition, RowKeys.Key(keyId), cancellationToken: cancellationToken);
        return (found.HasValue ? WrappedKeys.Read(found.Value!) : null) ?? throw new SealBrokenException(SealBreak.WrongKey);
    }
}
