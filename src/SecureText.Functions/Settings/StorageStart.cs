using Microsoft.Extensions.Hosting;
using SecureText.Storage;

namespace SecureText.Settings;

/// <summary>Makes tables and containers and opens the index key before the first request needs them.</summary>
internal sealed class StorageStart(StorageClients storage, IndexKeys keys) : IHostedService
{
    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await storage.EnsureAsync(cancellationToken);
        await keys.IndexAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
