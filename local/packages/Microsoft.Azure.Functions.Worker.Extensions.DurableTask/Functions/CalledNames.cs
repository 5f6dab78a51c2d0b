using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Functions;

/// <summary>
/// Finds calls of activities and sub-orchestrations by names that no function has (DURABLE2003, DURABLE2004), as
/// Microsoft's analyzer does at compile time. Only names that stand in the code as constants can be checked.
/// </summary>
internal sealed class CalledNames
{
    private readonly HashSet<string> activities;
    private readonly HashSet<string> orchestrators;

    public CalledNames(FunctionSource source)
    {
        var methods = source.Types().SelectMany(type => type.GetMethods(Everything)).ToArray();
        activities = Names<ActivityTriggerAttribute>(methods, attribute => attribute.Activity);
        orchestrators = Names<OrchestrationTriggerAttribute>(methods, attribute => attribute.Orchestration);
    }

    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The calls in the orchestrator's class that cannot succeed, a sentence each.</summary>
    internal IEnumerable<string> NotFound(FunctionMethod orchestrator)
    {
        foreach (var (call, name) in Bodies(orchestrator.DeclaringType).SelectMany(CallsIn).Distinct())
        {
            if (call == nameof(TaskOrchestrationContext.CallActivityAsync) && !activities.Contains(name))
                yield return $"it calls the activity '{name}', which no function is (DURABLE2003).";
            if (call == nameof(TaskOrchestrationContext.CallSubOrchestratorAsync) && !orchestrators.Contains(name))
                yield return $"it calls the sub-orchestration '{name}', which no function is (DURABLE2004).";
        }
    }

    // A constant becomes a TaskName right where it is passed, and the call that takes it follows.
    private static IEnumerable<(string Call, string Name)> CallsIn(MethodBase method)
    {
        string? constant = null, name = null;
        foreach (var instruction in IntermediateCode.Read(method))
        {
            if (instruction is MethodBase { Name: "op_Implicit" or ".ctor" } made && made.DeclaringType == typeof(TaskName))
                name = constant;
            else if (instruction is MethodBase called && called.DeclaringType == typeof(TaskOrchestrationContext)
                && called.Name is nameof(TaskOrchestrationContext.CallActivityAsync)
                    or nameof(TaskOrchestrationContext.CallSubOrchestratorAsync))
            {
                if (name is not null)
                    yield return (called.Name, name);
                name = null;
            }

            constant = instruction as string;
        }
    }

    private static IEnumerable<MethodBase> Bodies(Type type) =>
        type.GetMethods(Everything)
            .Concat(type.GetNestedTypes(Everything).Where(IsCompilerMade).SelectMany(Bodies));

    private static bool IsCompilerMade(Type type) => type.Name.Contains('<', StringComparison.Ordinal);

    private static HashSet<string> Names<TAttribute>(MethodInfo[] methods, Func<TAttribute, string?> given)
        where TAttribute : TriggerBindingAttribute =>
        methods
            .Select(method => (
                method.GetCustomAttribute<FunctionAttribute>()?.Name,
                Trigger: method.GetParameters().Select(p => p.GetCustomAttribute<TAttribute>()).FirstOrDefault(a => a is not null)))
            .Where(found => found is { Name: not null, Trigger: not null })
            .Select(found => given(found.Trigger!) is { Length: > 0 } own ? own : found.Name!)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
