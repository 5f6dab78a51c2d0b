using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>
/// The host's own paths before the application's: home page, /admin/host/status, /admin/functions/{name},
/// /runtime/webhooks/{extension}. As with <c>func start</c> no key is asked for, neither here nor by functions.
/// </summary>
internal sealed partial class HostRouter(
    FunctionCatalog catalog,
    IEnumerable<IWebhook> webhooks,
    IEnumerable<IHttpFunctions> http,
    FunctionInvoker invoker,
    ILoggerFactory loggers)
{
    private readonly Dictionary<string, IWebhook> _webhooks =
        webhooks.ToDictionary(w => w.Name, StringComparer.OrdinalIgnoreCase);
    private readonly IHttpFunctions[] _http = [.. http];
    private readonly ILogger _logger = loggers.CreateLogger("Host.Http");

    public async Task RouteAsync(HttpContext context)
    {
        var segments = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0)
        {
            await HomeAsync(context);
        }
        else if (Is(segments, "runtime", "webhooks") && segments.Length >= 3)
        {
            await WebhookAsync(context, segments[2]);
        }
        else if (Is(segments, "admin"))
        {
            await AdminAsync(context, segments);
        }
        else
        {
            foreach (var functions in _http)
            {
                if (await functions.TryHandleAsync(context))
                    return;
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private static Task HomeAsync(HttpContext context)
        => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? context.Response.WriteAsync("Your Functions application is up and running.")
            : NotFound(context);

    private Task WebhookAsync(HttpContext context, string name)
    {
        if (!_webhooks.TryGetValue(name, out var webhook))
            return NotFound(context);
        if (context.Request.Method is "GET" or "POST" or "DELETE" or "OPTIONS")
            return webhook.HandleAsync(context);
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    private Task AdminAsync(HttpContext context, string[] segments)
    {
        if (Is(segments, "admin", "host", "status") && segments.Length == 3)
            return context.Response.WriteAsJsonAsync(new { state = "Running", version = "4.local" });
        if (!Is(segments, "admin", "functions") || segments.Length != 3 || !HttpMethods.IsPost(context.Request.Method))
            return NotFound(context);

        // Runs any function but an HTTP one, without waiting for it.
        var function = catalog.Find(segments[2]);
        if (function?.Kind.ManualTriggerValue(function) is not { } value)
            return NotFound(context);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        _ = RunAsync(function, value);
        return Task.CompletedTask;
    }

    private async Task RunAsync(FunctionMethod function, object value)
    {
        try
        {
            await invoker.InvokeAsync(function, new Invocation
            {
                TriggerValue = value,
                Reason = "This function was programmatically called via the host APIs.",
            });
        }
        catch (Exception e)
        {
            ManualRunFailed(_logger, function.Name, e.GetType());
        }
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static bool Is(string[] segments, params ReadOnlySpan<string> start)
    {
        if (segments.Length < start.Length)
            return false;
        for (var i = 0; i < start.Length; i++)
        {
            if (!segments[i].Equals(start[i], StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }

    [LoggerMessage(1, LogLevel.Warning, "'{Function}', called through the host APIs, failed with {Exception}.")]
    private static partial void ManualRunFailed(ILogger logger, string function, Type exception);
}
