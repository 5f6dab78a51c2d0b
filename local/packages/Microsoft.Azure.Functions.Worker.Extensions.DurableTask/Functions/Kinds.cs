using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Functions;

internal sealed class OrchestrationTriggerKind(CalledNames names) : TriggerKind
{
    public override Type AttributeType => typeof(OrchestrationTriggerAttribute);

    public override string BindingType => "orchestrationTrigger";

    public override IEnumerable<string> Problems(FunctionMethod function)
    {
        if (function.TriggerParameter.ParameterType != typeof(TaskOrchestrationContext))
            yield return "[OrchestrationTrigger] belongs on a TaskOrchestrationContext (DURABLE1001).";
        foreach (var parameter in function.Method.GetParameters())
        {
            if (parameter.ParameterType == typeof(CancellationToken))
                yield return "an orchestrator takes no CancellationToken (DURABLE0007).";
            if (parameter.IsDefined(typeof(InputBindingAttribute)))
                yield return $"an orchestrator has no other binding than its trigger: '{parameter.Name}' (DURABLE0008).";
        }

        foreach (var missing in names.NotFound(function))
            yield return missing;
    }

    public override ParameterBinder? Bind(FunctionMethod function, ParameterInfo parameter) =>
        parameter == function.TriggerParameter && parameter.ParameterType == typeof(TaskOrchestrationContext)
            ? static context => new(((OrchestrationRun)context.TriggerValue()!).Context)
            : null;
}

internal sealed class ActivityTriggerKind(DurableFunctions functions) : TriggerKind
{
    public override Type AttributeType => typeof(ActivityTriggerAttribute);

    public override string BindingType => "activityTrigger";

    public override ParameterBinder? Bind(FunctionMethod function, ParameterInfo parameter) =>
        parameter == function.TriggerParameter
            ? context => new(functions.Converter.Deserialize(((ActivityWork)context.TriggerValue()!).Input, parameter.ParameterType))
            : null;
}

internal sealed class DurableClientKind(IServiceProvider services) : InputBindingKind
{
    public override Type AttributeType => typeof(DurableClientAttribute);

    public override string BindingType => "durableClient";

    /// <summary>Only a DurableTaskClient (DURABLE1002), and only that of the application's own hub.</summary>
    public override ParameterBinder? Bind(ParameterInfo parameter)
    {
        var attribute = parameter.GetCustomAttribute<DurableClientAttribute>()!;
        return parameter.ParameterType == typeof(DurableTaskClient) && attribute is { TaskHub: null, ConnectionName: null }
            ? _ => new(services.GetRequiredService<DurableHub>().Client)
            : null;
    }
}
