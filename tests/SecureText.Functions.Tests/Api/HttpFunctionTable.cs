using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;

namespace SecureText.Api;

/// <summary>Every HTTP function of the program, found in the assembly: a new one is in every test that asks here.</summary>
internal sealed record HttpFunction(string Name, string Route, IReadOnlyList<string> Methods, MethodInfo Method)
{
    public static IReadOnlyList<HttpFunction> All { get; } =
    [
        .. from type in typeof(Permissions).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           let trigger = method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(t => t is not null)
           where trigger is not null
           orderby function.Name
           select new HttpFunction(function.Name, trigger.Route!, [.. trigger.Methods!.Select(m => m.ToUpperInvariant())], method),
    ];

    /// <summary>Its path with <paramref name="id"/> for every parameter.</summary>
    public string Path(string id) => "api/" + System.Text.RegularExpressions.Regex.Replace(Route, @"\{[^}]*\}", id);
}
