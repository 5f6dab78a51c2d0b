using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Hosting;

// THE SEAM FOR EXTENSIONS (HTTP, Event Grid, timer, Durable)
//
// An extension package says at assembly level
//     [assembly: WorkerExtensionStartup(typeof(MyStartup))]
// where MyStartup : WorkerExtensionStartup may be internal. Every assembly that the application references and whose
// name starts with "Microsoft.Azure.Functions.Worker.Extensions." is looked at when FunctionsApplication.CreateBuilder
// runs, before the application's own registrations; Configure(builder) registers any of these as singletons:
//
//   (a) TriggerKind       - a trigger attribute: how its functions look, and how their parameters get their values.
//                           To run such a function, take FunctionCatalog and FunctionInvoker from the container:
//                               foreach (var f in catalog.OfTrigger<ActivityTriggerAttribute>()) ...
//                               object? returned = await invoker.InvokeAsync(catalog.Find("Name")!, new Invocation {
//                                   TriggerValue = context, Reason = "...", CancellationToken = ct });
//                           This goes through the application's middleware in a scope of its own, logs as the host
//                           does, and throws what the function threw. InvokeAsync returns the InvocationResult's value.
//                           Invocation.Prepare(context) may set Features or Items before the middleware runs.
//   (b) InputBindingKind  - an input attribute ([DurableClient]) and the value it stands for.
//   (c) ITriggerListener  - started after the application's own hosted services and before HTTP is served; stopped
//                           after HTTP has drained, in reverse order. What must come even earlier is an IHostedService.
//   (d) IWebhook          - answers /runtime/webhooks/{Name}.
//   middleware            - builder.UseMiddleware<T>() in Configure stands outside the application's own.
//
// FunctionCatalog is made inside Build(): what a kind's Problems(...) reports there fails the start, all at once.

/// <summary>Gives one parameter its value for one invocation. What it throws fails the invocation.</summary>
internal delegate ValueTask<object?> ParameterBinder(FunctionContext context);

/// <summary>One trigger attribute. Register as a singleton of this type.</summary>
internal abstract class TriggerKind
{
    public abstract Type AttributeType { get; }

    /// <summary>The binding's type in function metadata, such as <c>httpTrigger</c>.</summary>
    public abstract string BindingType { get; }

    /// <summary>What is wrong with the function's signature or attribute, a sentence each; empty when nothing is.</summary>
    public virtual IEnumerable<string> Problems(FunctionMethod function) => [];

    /// <summary>
    /// Binds the trigger parameter, or another that this trigger provides by name. Null means that the parameter is
    /// not this trigger's; for the trigger parameter itself it means that its type is not supported.
    /// FunctionContext and CancellationToken parameters and input bindings are bound without asking.
    /// </summary>
    public abstract ParameterBinder? Bind(FunctionMethod function, ParameterInfo parameter);

    /// <summary>A trigger value for a run that POST /admin/functions/{name} asks for; null when that is not supported.</summary>
    public virtual object? ManualTriggerValue(FunctionMethod function) => null;

    /// <summary>The line that the start prints behind the function's name.</summary>
    public virtual string Describe(FunctionMethod function, Uri address) => BindingType;
}

/// <summary>One input binding attribute. Register as a singleton of this type.</summary>
internal abstract class InputBindingKind
{
    public abstract Type AttributeType { get; }

    /// <summary>The binding's type in function metadata, such as <c>durableClient</c>.</summary>
    public abstract string BindingType { get; }

    /// <summary>Null when the parameter's type is not supported.</summary>
    public abstract ParameterBinder? Bind(ParameterInfo parameter);
}

/// <summary>Something that waits for triggers to fire and invokes their functions.</summary>
internal interface ITriggerListener
{
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Takes no new work and waits for what runs, until the token says that time is up.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}

/// <summary>Answers every request under <c>/runtime/webhooks/{Name}</c>, in any case.</summary>
internal interface IWebhook
{
    string Name { get; }

    Task HandleAsync(AspNetCore.Http.HttpContext context);
}

/// <summary>Answers requests to HTTP functions; false when no route fits.</summary>
internal interface IHttpFunctions
{
    Task<bool> TryHandleAsync(AspNetCore.Http.HttpContext context);
}
