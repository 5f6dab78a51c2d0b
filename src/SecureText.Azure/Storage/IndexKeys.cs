using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// The deployment's index key: made once, stored wrapped, unwrapped once a process. The blind index and the seal of rows
/// stand on it.
/// </summary>
public sealed class IndexKeys(TableClient keys, IKeyWrapper wrapper, IRandomSource random) : IDisposable
{
    private const string Partition = "index";
    private const string RowKey = "v1";
    private readonly SemaphoreSlim gate = new(1, 1);
    private Opened? opened;

    /// <summary>The blind index; the first call of a process unwraps the key.</summary>
    public async ValueTask<BlindIndex> IndexAsync(CancellationToken cancellationToken) =>
        (await OpenedAsync(cancellationToken)).Index;

    /// <summary>What authenticates rows, under a key derived from the same one.</summary>
    public async ValueTask<RowSeal> RowSealAsync(CancellationToken cancellationToken) =>
        (await OpenedAsync(cancellationToken)).Rows;

    /// <summary>
    /// Unwraps the stored key anew, so that a key vault which has stopped answering shows before a process starts anew.
    /// </summary>
    public async Task ProbeAsync(CancellationToken cancellationToken) =>
        CryptographicOperations.ZeroMemory(await UnwrapAsync(
            await FindAsync(cancellationToken) ?? throw Damaged(), cancellationToken));

    private async ValueTask<Opened> OpenedAsync(CancellationToken cancellationToken)
    {
        if (opened is { } ready) return ready;
        await gate.WaitAsync(cancellationToken);
        try
        {
            return opened ??= await OpenAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        opened?.Index.Dispose();
        opened?.Rows.Dispose();
        gate.Dispose();
    }

    private async Task<Opened> OpenAsync(CancellationToken cancellationToken)
    {
        var row = await FindAsync(cancellationToken) ?? await CreateAsync(cancellationToken);
        var key = await UnwrapAsync(row, cancellationToken);
        try
        {
            return new Opened(new BlindIndex(key), new RowSeal(key));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private Task<byte[]> UnwrapAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var (kekId, wrapped) = WrappedKeys.Read(row) ?? throw Damaged();
        return wrapper.UnwrapAsync(kekId, wrapped, cancellationToken);
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
        catch (RequestFailedException e) when (e.IsThere())
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

    private sealed record Opened(BlindIndex Index, RowSeal Rows);

    private static InvalidDataException Damaged() => new("The row of the index key is damaged.");
}
