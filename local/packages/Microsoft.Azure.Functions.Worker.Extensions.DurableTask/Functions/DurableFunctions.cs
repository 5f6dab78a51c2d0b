using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Hub;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Functions;

/// <summary>Runs orchestrator and activity functions for the hub. The functions themselves are found when first asked for.</summary>
internal sealed class DurableFunctions(IServiceProvider services, IOptions<DurableTaskWorkerOptions> options) : IHubExecutor
{
    // The worker's own serializer, which the extension uses unless it is told otherwise, takes names in any case.
    private static readonly JsonDataConverter WorkerConverter =
        new(new JsonSerializerOptions { PropertyNameCaseInsensitive = true });

    internal DataConverter Converter { get; } = options.Value.DataConverter == JsonDataConverter.Default
        ? WorkerConverter
        : options.Value.DataConverter;

    internal static string NameOf(FunctionMethod function) => function.Trigger switch
    {
        OrchestrationTriggerAttribute { Orchestration: { Length: > 0 } name } => name,
        ActivityTriggerAttribute { Activity: { Length: > 0 } name } => name,
        _ => function.Name,
    };

    public async Task<TurnResult> RunTurnAsync(string name, string? version, Func<OrchestratorStart, TurnResult> turn)
    {
        if (Find<OrchestrationTriggerAttribute>(name) is not { } function)
            return turn(_ => throw new RecordedFailureException(Failure.OrchestratorNotFound(name)));
        var run = new OrchestrationRun(turn);
        try
        {
            await Invoker.InvokeAsync(function, new Invocation { TriggerValue = run, Reason = "(null)" });
        }
        catch (Exception) when (run.Result is not null)
        {
            // The turn has recorded it, and the invocation has logged it.
        }

        return run.Result ?? throw new InvalidOperationException(
            $"The orchestrator '{name}' was not reached: a middleware did not call on.");
    }

    public async Task<string?> RunActivityAsync(ActivityWork work, CancellationToken cancellation)
    {
        var function = Find<ActivityTriggerAttribute>(work.Name)
            ?? throw new RecordedFailureException(Failure.ActivityNotFound(work.Name));
        var returned = await Invoker.InvokeAsync(
            function, new Invocation { TriggerValue = work, Reason = "(null)", CancellationToken = cancellation });
        return Converter.Serialize(returned);
    }

    private FunctionInvoker Invoker => services.GetRequiredService<FunctionInvoker>();

    private FunctionMethod? Find<TAttribute>(string name)
        where TAttribute : Abstractions.TriggerBindingAttribute =>
        services.GetRequiredService<FunctionCatalog>().OfTrigger<TAttribute>()
            .FirstOrDefault(function => NameOf(function).Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One turn on its way through the function pipeline.</summary>
internal sealed class OrchestrationRun(Func<OrchestratorStart, TurnResult> turn)
{
    internal ReplayContext? Context { get; set; }

    internal TurnResult? Result { get; private set; }

    internal void Execute(OrchestratorStart start) => Result = turn(start);
}
