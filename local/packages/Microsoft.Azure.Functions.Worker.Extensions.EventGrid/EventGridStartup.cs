using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: WorkerExtensionStartup(typeof(EventGridStartup))]

namespace Microsoft.Azure.Functions.Worker.Hosting;

internal sealed class EventGridStartup : WorkerExtensionStartup
{
    public override void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder)
    {
        applicationBuilder.Services.AddSingleton<TriggerKind, EventGridTriggerKind>();
        applicationBuilder.Services.AddSingleton<IWebhook, EventGridWebhook>();
    }
}
