using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>
/// The application's functions, in the order of their names, which is the order in which the host tries routes.
/// Making it checks what Microsoft's generators and analyzers check at compile time, since they do not run here.
/// </summary>
/// <exception cref="FunctionWorkerException">A function breaks a rule; the message has every breach.</exception>
internal sealed class FunctionCatalog
{
    private const BindingFlags AnyMethod =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly ImmutableArray<FunctionMethod> _functions;

    public FunctionCatalog(
        FunctionSource source,
        IEnumerable<TriggerKind> triggers,
        IEnumerable<InputBindingKind> inputs,
        IConfiguration configuration)
    {
        var problems = new List<string>();
        var builder = new FunctionBuilder([.. triggers], [.. inputs], problems);
        var found = Methods(source.Types()).Select(m => new FunctionMethod(m.Name, m.Method)).ToArray();

        foreach (var same in found.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            problems.Add($"Function name '{same.Key}' is used by {string.Join(" and ", same.Select(f => f.EntryPoint))}.");
        foreach (var function in found)
            builder.Complete(function);
        if (problems.Count > 0)
            throw new FunctionWorkerException(
                "The application has functions that the Functions host or its analyzers refuse:"
                + string.Concat(problems.Select(p => $"{Environment.NewLine}  {p}")));

        var enabled = found.Where(f => !IsDisabled(f, configuration));
        _functions = [.. enabled.OrderBy(f => f.Name, StringComparer.InvariantCulture)];
    }

    public IReadOnlyList<FunctionMethod> All => _functions;

    public IEnumerable<FunctionMethod> OfTrigger<TAttribute>()
        where TAttribute : TriggerBindingAttribute
        => _functions.Where(f => f.Trigger is TAttribute);

    /// <summary>Names are case-sensitive where the host looks them up.</summary>
    public FunctionMethod? Find(string name) => _functions.FirstOrDefault(f => f.Name == name);

    private static IEnumerable<(string Name, MethodInfo Method)> Methods(IEnumerable<Type> types)
        => from type in types
           from method in type.GetMethods(AnyMethod)
           let attribute = method.GetCustomAttribute<FunctionAttribute>()
           where attribute is not null
           select (attribute.Name, method);

    private static bool IsDisabled(FunctionMethod function, IConfiguration configuration)
        => configuration[$"AzureWebJobs.{function.Name}.Disabled"] is { } value
            && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));
}
