using System.Reflection;
using Azure;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Functions;

/// <summary>Works on the hub while the application runs. An application without durable functions never touches storage.</summary>
internal sealed class DurableListener(FunctionCatalog catalog, IServiceProvider services) : ITriggerListener
{
    private DurableHub? running;

    /// <exception cref="FunctionWorkerException">The storage is not set or does not answer.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!catalog.All.Any(IsDurable))
            return;
        var hub = services.GetRequiredService<DurableHub>();
        try
        {
            await hub.Hub.OpenAsync(cancellationToken);
        }
        catch (Exception failed) when (failed is RequestFailedException or AggregateException)
        {
            throw new FunctionWorkerException(
                $"The storage of the task hub '{hub.Client.Name}' (setting AzureWebJobsStorage) does not answer: {failed.Message}", failed);
        }

        await hub.Hub.StartAsync(cancellationToken);
        running = hub;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (running is not null)
            await running.Hub.DisposeAsync();
    }

    private static bool IsDurable(FunctionMethod function) =>
        function.Trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute
        || function.Method.GetParameters().Any(parameter => parameter.IsDefined(typeof(DurableClientAttribute)));
}
