using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>A method marked with <c>[Function]</c>.</summary>
internal sealed class FunctionMethod(string name, MethodInfo method)
{
    public string Name { get; } = name;

    public MethodInfo Method { get; } = method;

    public Type DeclaringType => Method.DeclaringType!;

    public string EntryPoint => $"{DeclaringType.FullName}.{Method.Name}";

    /// <summary>The parameter that carries the trigger attribute. A function has exactly one; the catalog checks.</summary>
    public ParameterInfo TriggerParameter { get; } = method.GetParameters().FirstOrDefault(HasTrigger)!;

    public TriggerBindingAttribute Trigger => TriggerParameter.GetCustomAttribute<TriggerBindingAttribute>()!;

    /// <summary>What the method returns when awaited; <see cref="void"/> for nothing.</summary>
    public Type ReturnType
        => Method.ReturnType == typeof(Task) ? typeof(void)
            : Method.ReturnType is { IsGenericType: true } t && t.GetGenericTypeDefinition() == typeof(Task<>)
                ? t.GetGenericArguments()[0]
                : Method.ReturnType;

    /// <summary>Set by the catalog once the function is known to be sound.</summary>
    public FunctionDefinition Definition { get; set; } = null!;

    /// <summary>One for each parameter, in order.</summary>
    public IReadOnlyList<ParameterBinder> Binders { get; set; } = [];

    public TriggerKind Kind { get; set; } = null!;

    public static bool HasTrigger(ParameterInfo parameter)
        => parameter.IsDefined(typeof(TriggerBindingAttribute), inherit: true);
}
