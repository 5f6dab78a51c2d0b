using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Storage;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Hub;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Functions;

/// <summary>The application's task hub and the client of it that functions are given.</summary>
internal sealed class DurableHub
{
    public DurableHub(
        DurableHostJson hostJson,
        DurableFunctions functions,
        IOptions<DurableTaskWorkerOptions> options,
        IConfiguration configuration,
        ILoggerFactory loggers,
        HostClock clock)
    {
        var store = new TableHubStore(StorageAccount.Open(configuration), hostJson.HubName, clock.Time);
        Hub = new TaskHub(store, functions, Options(options.Value, hostJson, functions), clock.Time, loggers);
        Client = new HubDurableTaskClient(hostJson.HubName, Hub, new DurableTaskClientOptions
        {
            DataConverter = functions.Converter,
            DefaultVersion = hostJson.DefaultVersion,
        });
    }

    internal TaskHub Hub { get; }

    internal DurableTaskClient Client { get; }

    private static HubOptions Options(DurableTaskWorkerOptions worker, DurableHostJson hostJson, DurableFunctions functions) => new()
    {
        Converter = functions.Converter,
        MaximumTimerInterval = worker.MaximumTimerInterval,
        DefaultVersion = hostJson.DefaultVersion,
        ConcurrentActivities = hostJson.ConcurrentActivities ?? 10 * Environment.ProcessorCount,
        ConvertInput = true,
        RefuseMissingInstances = true,
        IgnoreDedupeStatuses = true,
    };
}
