using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Testing;

/// <summary>Runs orchestrations in memory, with the same engine as everywhere else.</summary>
public sealed class DurableTaskTestHost : IAsyncDisposable
{
    private readonly IHost host;

    private DurableTaskTestHost(IHost host)
    {
        this.host = host;
        Client = host.Services.GetRequiredService<DurableTaskClient>();
    }

    public DurableTaskClient Client { get; }

    public IServiceProvider Services => host.Services;

    public static async Task<DurableTaskTestHost> StartAsync(
        Action<DurableTaskRegistry> registry,
        DurableTaskTestHostOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var builder = Host.CreateDefaultBuilder()
            .ConfigureLogging(logging =>
            {
                logging.ClearProviders();
                if (options?.LoggerFactory is { } loggers)
                    logging.Services.AddSingleton(loggers);
            })
            .ConfigureServices(services =>
            {
                options?.ConfigureServices?.Invoke(services);
                services.AddInMemoryDurableTask(registry);
            });
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new DurableTaskTestHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            host.Dispose();
    }
}
