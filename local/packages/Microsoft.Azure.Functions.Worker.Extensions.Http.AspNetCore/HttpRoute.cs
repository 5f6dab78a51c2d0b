using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>A function's route template with its prefix, constraints and methods.</summary>
internal sealed class HttpRoute
{
    private readonly TemplateMatcher _matcher;
    private readonly ImmutableArray<(string Parameter, IRouteConstraint Constraint)> _constraints;

    /// <exception cref="ArgumentException">The template is malformed or names an unknown constraint.</exception>
    public HttpRoute(FunctionMethod function, string prefix, IInlineConstraintResolver resolver)
    {
        var trigger = (HttpTriggerAttribute)function.Trigger;
        Function = function;
        Methods = [.. (trigger.Methods ?? []).Select(m => m.ToUpperInvariant())];
        Template = prefix.Length == 0 ? Suffix(function) : $"{prefix}/{Suffix(function)}";
        var parsed = TemplateParser.Parse(Template);
        var defaults = new RouteValueDictionary();
        foreach (var parameter in parsed.Parameters.Where(p => p.DefaultValue is not null))
            defaults[parameter.Name!] = parameter.DefaultValue;
        _matcher = new TemplateMatcher(parsed, defaults);
        _constraints =
        [
            .. from parameter in parsed.Parameters
               from inline in parameter.InlineConstraints
               select (parameter.Name!, resolver.ResolveConstraint(inline.Constraint)
                   ?? throw new ArgumentException($"the constraint '{inline.Constraint}' is not known.")),
        ];
        Parameters = parsed.Parameters.ToImmutableDictionary(p => p.Name!, p => p.IsOptional, StringComparer.OrdinalIgnoreCase);
    }

    public FunctionMethod Function { get; }

    public string Template { get; }

    /// <summary>In upper case; empty means every method.</summary>
    public ImmutableArray<string> Methods { get; }

    /// <summary>Each parameter's name and whether it may be missing.</summary>
    public ImmutableDictionary<string, bool> Parameters { get; }

    public bool TryMatch(HttpContext context, out RouteValueDictionary values)
    {
        values = [];
        if (!Methods.IsEmpty && !Methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
            return false;
        if (!_matcher.TryMatch(context.Request.Path, values))
            return false;
        foreach (var (parameter, constraint) in _constraints)
        {
            // An optional parameter that is missing has nothing to be constrained.
            if (!values.ContainsKey(parameter))
                continue;
            if (!constraint.Match(context, null, parameter, values, RouteDirection.IncomingRequest))
                return false;
        }

        return true;
    }

    private static string Suffix(FunctionMethod function)
        => ((HttpTriggerAttribute)function.Trigger).Route is { Length: > 0 } route ? route : function.Name;
}
