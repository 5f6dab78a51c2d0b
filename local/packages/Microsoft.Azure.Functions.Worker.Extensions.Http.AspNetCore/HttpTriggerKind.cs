using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>
/// HttpTrigger on HttpRequest, and route parameters by name as string, int, long or Guid. A route value that does not
/// convert fails the invocation (500), as in the package: constrain the route to get 404 instead.
/// </summary>
internal sealed class HttpTriggerKind(HostJson host, IInlineConstraintResolver constraints) : TriggerKind
{
    public override Type AttributeType => typeof(HttpTriggerAttribute);

    public override string BindingType => "httpTrigger";

    public HttpRoute Route(FunctionMethod function) => new(function, host.RoutePrefix, constraints);

    public override IEnumerable<string> Problems(FunctionMethod function)
    {
        if (!CanAnswerWith(function.ReturnType))
            yield return $"an HTTP function returns IActionResult or IResult, not {function.ReturnType}.";
        if (RouteProblem(function) is { } problem)
            yield return $"its route is malformed: {problem}";
    }

    public override ParameterBinder? Bind(FunctionMethod function, ParameterInfo parameter)
    {
        if (parameter == function.TriggerParameter)
        {
            return parameter.ParameterType == typeof(HttpRequest)
                ? static context => new(((HttpContext)context.TriggerValue()!).Request)
                : null;
        }

        if (RouteProblem(function) is not null || !Route(function).Parameters.TryGetValue(parameter.Name!, out var optional))
            return null;
        if (optional && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
            return null;
        return Converter(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) is { } convert
            ? context => new(Value(context, parameter.Name!) is { } text ? convert(text) : null)
            : null;
    }

    public override string Describe(FunctionMethod function, Uri address)
    {
        var route = Route(function);
        return $"[{(route.Methods.IsEmpty ? "ALL" : string.Join(',', route.Methods))}] {address}{route.Template}";
    }

    private string? RouteProblem(FunctionMethod function)
    {
        try
        {
            Route(function);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or RouteCreationException)
        {
            return e.Message;
        }
    }

    private static bool CanAnswerWith(Type type)
        => type == typeof(void) || typeof(IActionResult).IsAssignableFrom(type) || typeof(IResult).IsAssignableFrom(type);

    private static string? Value(FunctionContext context, string name)
        => ((HttpContext)context.TriggerValue()!).Request.RouteValues[name] as string;

    private static Func<string, object?>? Converter(Type type)
        => type == typeof(string) ? static text => text
            : type == typeof(Guid) ? static text => Guid.Parse(text)
            : type == typeof(int) || type == typeof(long) ? text => JsonSerializer.Deserialize(text, type)
            : null;
}
