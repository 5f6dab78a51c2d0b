using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>
/// Finds the function for a request. The host tries routes in the order of the functions' names and takes the first
/// that fits, whatever ASP.NET Core would think the better match; a path that fits with another method is not found.
/// </summary>
internal sealed class HttpFunctions(
    FunctionCatalog catalog, IEnumerable<TriggerKind> kinds, FunctionInvoker invoker, IServiceProvider services)
    : IHttpFunctions
{
    private readonly ImmutableArray<HttpRoute> _routes =
        [.. catalog.OfTrigger<HttpTriggerAttribute>().Select(kinds.OfType<HttpTriggerKind>().Single().Route)];

    public async Task<bool> TryHandleAsync(HttpContext context)
    {
        foreach (var route in _routes)
        {
            if (!route.TryMatch(context, out var values))
                continue;
            context.Request.RouteValues = values;
            if (services.GetService<IHttpContextAccessor>() is { } accessor)
                accessor.HttpContext = context;
            try
            {
                await invoker.InvokeAsync(route.Function, Invocation(context, values));
            }
            catch (Exception e) when (e is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
            {
                throw new FunctionFailedException(e);
            }

            return true;
        }

        return false;
    }

    private static Invocation Invocation(HttpContext context, RouteValueDictionary values)
        => new()
        {
            TriggerValue = context,
            Reason = "This function was programmatically called via the host APIs.",
            BindingData = BindingData(context, values),
            TraceParent = context.Request.Headers.TraceParent,
            CancellationToken = context.RequestAborted,
            Prepare = function => context.RequestServices = function.InstanceServices,
        };

    /// <summary>Query under the route, since a route's value wins over a query's of the same name.</summary>
    private static Dictionary<string, object?> BindingData(HttpContext context, RouteValueDictionary values)
    {
        var query = context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in query)
            data[name] = value;
        foreach (var (name, value) in values)
            data[name] = value;
        data["Query"] = JsonSerializer.Serialize(query);
        data["Headers"] = JsonSerializer.Serialize(
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()));
        return data;
    }
}
