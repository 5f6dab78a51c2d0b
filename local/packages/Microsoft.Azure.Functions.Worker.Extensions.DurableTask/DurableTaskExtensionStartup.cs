using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Functions;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

[assembly: WorkerExtensionStartup(typeof(DurableTaskExtensionStartup))]

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask;

public sealed class DurableTaskExtensionStartup : WorkerExtensionStartup
{
    public override void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder)
    {
        ArgumentNullException.ThrowIfNull(applicationBuilder);
        var services = applicationBuilder.Services;
        services.AddOptions();
        services.AddSingleton(DurableHostJson.Read);
        services.AddSingleton<DurableFunctions>();
        services.AddSingleton<DurableHub>();
        services.AddSingleton<CalledNames>();
        services.AddSingleton<TriggerKind, OrchestrationTriggerKind>();
        services.AddSingleton<TriggerKind, ActivityTriggerKind>();
        services.AddSingleton<InputBindingKind, DurableClientKind>();
        services.AddSingleton<ITriggerListener, DurableListener>();
        applicationBuilder.UseMiddleware<OrchestrationMiddleware>();
    }
}
