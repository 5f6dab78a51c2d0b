using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;

namespace SecureText.Evidence;

/// <summary>Which HTTP functions this program has, found in itself, beside the permission table.</summary>
internal static class DoorLook
{
    /// <summary>Counts them.</summary>
    public static DoorFacts Look()
    {
        var names = (
            from type in typeof(Permissions).Assembly.GetTypes()
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            where method.GetParameters().Any(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>() is not null)
            let function = method.GetCustomAttribute<FunctionAttribute>()
            where function is not null
            select function.Name).Order(StringComparer.Ordinal).ToList();
        return Of(names, Permissions.All);
    }

    internal static DoorFacts Of(IReadOnlyCollection<string> functions, IReadOnlyDictionary<string, Rule> rules) => new(
        functions.Count,
        [.. functions.Where(name => !rules.ContainsKey(name))],
        [.. functions.Where(name => rules.TryGetValue(name, out var rule) && rule.Kind == RuleKind.Anybody)],
        functions.Count(name => rules.TryGetValue(name, out var rule) && rule.AsksForStaff));
}
