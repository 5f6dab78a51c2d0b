using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Checks one function against the rules and gives it its binders.</summary>
internal sealed partial class FunctionBuilder(
    IReadOnlyList<TriggerKind> triggers, IReadOnlyList<InputBindingKind> inputs, List<string> problems)
{
    public void Complete(FunctionMethod function)
    {
        var before = problems.Count;
        problems.AddRange(ShapeProblems(function).Select(p => $"{function.Name} ({function.EntryPoint}): {p}"));
        if (problems.Count > before)
            return;

        var kind = triggers.FirstOrDefault(k => k.AttributeType == function.Trigger.GetType());
        if (kind is null)
        {
            problems.Add($"{function.Name}: nothing in this application serves [{NameOf(function.Trigger)}]"
                + (NameOf(function.Trigger) == "HttpTrigger"
                    ? "; builder.ConfigureFunctionsWebApplication() is missing (AZFW0014)."
                    : "; its extension package is not referenced or does not support it here."));
            return;
        }

        function.Kind = kind;
        problems.AddRange(kind.Problems(function).Select(p => $"{function.Name}: {p}"));
        var binders = function.Method.GetParameters().Select(p => Binder(function, p)).ToArray();
        if (problems.Count > before)
            return;
        function.Binders = binders!;
        function.Definition = Definition(function);
    }

    private static IEnumerable<string> ShapeProblems(FunctionMethod function)
    {
        var method = function.Method;
        if (!ValidName().IsMatch(function.Name))
            yield return "a function's name starts with a letter and has letters, digits, '_' and '-', 127 at most.";
        if (!method.IsPublic)
            yield return "a function's method must be public.";
        for (var type = method.DeclaringType; type is not null; type = type.DeclaringType)
        {
            if (!type.IsPublic && !type.IsNestedPublic)
                yield return $"the class {type.Name} must be public.";
        }

        if (method.DeclaringType!.IsAbstract && !method.IsStatic)
            yield return "the class is abstract, so nothing can be made to call the method on.";
        if (method.ContainsGenericParameters)
            yield return "a function cannot be generic.";
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
            yield return "a function must not be async void; return Task (AZFW0002).";
        if (IsOtherAwaitable(method.ReturnType))
            yield return $"a function returns a value, Task or Task<T>, not {method.ReturnType.Name}.";
        var count = method.GetParameters().Count(FunctionMethod.HasTrigger);
        if (count != 1)
            yield return count == 0 ? "a function needs a trigger." : "a function has one trigger only.";
    }

    private ParameterBinder? Binder(FunctionMethod function, ParameterInfo parameter)
    {
        if (parameter.ParameterType.IsByRef)
            problems.Add($"{function.Name}: parameter '{parameter.Name}' cannot be ref or out.");
        else if (FunctionMethod.HasTrigger(parameter) && function.Kind.Bind(function, parameter) is { } fromTrigger)
            return fromTrigger;
        else if (FunctionMethod.HasTrigger(parameter))
            problems.Add(CannotBind(function, parameter, function.Trigger));
        else if (parameter.GetCustomAttribute<InputBindingAttribute>() is { } input)
            return InputBinder(function, parameter, input);
        else if (parameter.ParameterType == typeof(FunctionContext))
            return static context => new(context);
        else if (parameter.ParameterType == typeof(CancellationToken))
            return static context => new(context.CancellationToken);
        else if (function.Kind.Bind(function, parameter) is { } byName)
            return byName;
        else
            problems.Add($"{function.Name}: nothing provides parameter '{parameter.Name}' ({parameter.ParameterType}).");
        return null;
    }

    private ParameterBinder? InputBinder(FunctionMethod function, ParameterInfo parameter, InputBindingAttribute attribute)
    {
        var kind = inputs.FirstOrDefault(k => k.AttributeType == attribute.GetType());
        if (kind?.Bind(parameter) is { } binder)
            return binder;
        problems.Add(kind is null
            ? $"{function.Name}: nothing in this application serves [{NameOf(attribute)}]."
            : CannotBind(function, parameter, attribute));
        return null;
    }

    private LocalFunctionDefinition Definition(FunctionMethod function)
    {
        var bindings = ImmutableDictionary.CreateBuilder<string, BindingMetadata>();
        var trigger = function.TriggerParameter.Name!;
        bindings.Add(trigger, new LocalBindingMetadata(trigger, function.Kind.BindingType));
        foreach (var parameter in function.Method.GetParameters())
        {
            if (parameter.GetCustomAttribute<InputBindingAttribute>() is { } attribute)
            {
                var kind = inputs.First(k => k.AttributeType == attribute.GetType());
                bindings.Add(parameter.Name!, new LocalBindingMetadata(parameter.Name!, kind.BindingType));
            }
        }

        return new LocalFunctionDefinition(function, bindings.ToImmutable());
    }

    private static bool IsOtherAwaitable(Type type)
        => type.GetMethod("GetAwaiter", Type.EmptyTypes) is not null
            && type != typeof(Task)
            && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>));

    private static string CannotBind(FunctionMethod function, ParameterInfo parameter, Attribute attribute)
        => $"{function.Name}: [{NameOf(attribute)}] cannot bind to {parameter.ParameterType} (AZFW0010).";

    private static string NameOf(Attribute attribute)
        => attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal);

    [GeneratedRegex("^[a-z][a-z0-9_\\-]{0,126}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ValidName();
}
