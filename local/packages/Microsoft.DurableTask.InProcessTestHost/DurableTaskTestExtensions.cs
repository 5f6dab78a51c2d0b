using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Hub;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Testing;

public static class DurableTaskTestExtensions
{
    /// <summary>Adds a task hub in memory, its worker and its client to a host.</summary>
    public static IServiceCollection AddInMemoryDurableTask(
        this IServiceCollection services,
        Action<DurableTaskRegistry> configureTasks,
        InMemoryDurableTaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configureTasks);
        services.AddOptions();
        services.AddSingleton(provider => MakeHub(provider, configureTasks));
        services.AddSingleton<IHostedService>(provider => new HubHost(provider.GetRequiredService<TaskHub>()));
        services.AddSingleton<DurableTaskClient>(provider => new HubDurableTaskClient(
            string.Empty,
            provider.GetRequiredService<TaskHub>(),
            provider.GetRequiredService<IOptions<DurableTaskClientOptions>>().Value));
        return services;
    }

    private static TaskHub MakeHub(IServiceProvider provider, Action<DurableTaskRegistry> configureTasks)
    {
        var registry = new DurableTaskRegistry();
        configureTasks(registry);
        var options = provider.GetRequiredService<IOptions<DurableTaskWorkerOptions>>().Value.ToHub();
        return new TaskHub(
            new MemoryStore(),
            new RegistryExecutor(registry, provider, options.Converter),
            options,
            TimeProvider.System,
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
    }

    private sealed class HubHost(TaskHub hub) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await hub.OpenAsync(cancellationToken);
            await hub.StartAsync(cancellationToken);
        }

        public async Task StopAsync(CancellationToken cancellationToken) => await hub.DisposeAsync();
    }
}
