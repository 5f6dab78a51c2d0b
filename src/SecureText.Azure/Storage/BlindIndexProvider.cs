using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// The blind index, under a key that is made once for a deployment, stored wrapped, and unwrapped once a process.
/// </summary>
public sealed class BlindIndexProvider(TableClient keys, IKeyWrapper wrapper, IRandomSource random) : IDisposable
{
    private const string Partition = "index";
    private const string RowKey = "v1";
    private readonly SemaphoreSlim gate = new(1, 1);
    private BlindIndex? index;

    /// <summary>The index; the first call of a process unwraps its key.</summary>
    public async ValueTask<BlindIndex> GetAsync(CancellationToken cancellationToken)
    {
        if (index is { } ready) return ready;
        await gate.WaitAsync(cancellationToken);
        try
        {
            return index ??= await OpenAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        index?.Dispose();
        gate.Dispose();
    }

    private async Task<BlindIndex> OpenAsync(CancellationToken cancellationToken)
    {
        var row = await FindAsync(cancellationToken) ?? await CreateAsync(cancellationToken);
        var key = await wrapper.UnwrapAsync(
            row.GetString("Kek") ?? throw Damaged(), row.GetBinary("Wrapped") ?? throw Damaged(), cancellationToken);
        try
        {
            return new BlindIndex(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private async Task<TableEntity> CreateAsync(CancellationToken cancellationToken)
    {
        var key = new byte[BlindIndex.KeyLength];
        random.Fill(key);
        var entity = new TableEntity(Partition, RowKey)
        {
            ["Kek"] = wrapper.CurrentKeyId,
            ["Wrapped"] = wrapper.Wrap(key),
        };
        CryptographicOperations.ZeroMemory(key);
        try
        {
            await keys.AddEntityAsync(entity, cancellationToken);
            return entity;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Another process was first; its key is the deployment's key.
            return await FindAsync(cancellationToken) ?? throw Damaged();
        }
    }

    private async Task<TableEntity?> FindAsync(CancellationToken cancellationToken)
    {
        var found = await keys.GetEntityIfExistsAsync<TableEntity>(Partition, RowKey, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private static InvalidDataException Damaged() => new("The row of the index key is damaged.");
}
