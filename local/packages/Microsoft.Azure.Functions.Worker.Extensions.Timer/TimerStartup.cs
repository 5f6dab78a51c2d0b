using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: WorkerExtensionStartup(typeof(TimerStartup))]

namespace Microsoft.Azure.Functions.Worker.Hosting;

internal sealed class TimerStartup : WorkerExtensionStartup
{
    public override void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder)
    {
        applicationBuilder.Services.AddSingleton<TriggerKind, TimerTriggerKind>();
        applicationBuilder.Services.AddSingleton<ITriggerListener, TimerListener>();
    }
}
