using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Gives HTTP functions their HttpContext and writes what they, or the middleware after this one, returned.</summary>
internal sealed partial class HttpResultMiddleware(ILogger<HttpResultMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public const string HttpContextKey = "HttpRequestContext";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.TriggerValue() is not HttpContext http)
        {
            await next(context);
            return;
        }

        context.Items.Add(HttpContextKey, http);
        await next(context);
        switch (context.GetInvocationResult().Value)
        {
            case IActionResult result:
                await result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
                break;
            case IResult result:
                await result.ExecuteAsync(http);
                break;
            default:
                NoResponse(logger, context.FunctionDefinition.Name, context.InvocationId);
                break;
        }
    }

    [LoggerMessage(1, LogLevel.Trace, "No HTTP response returned from function '{Function}', invocation {Id}.")]
    private static partial void NoResponse(ILogger logger, string function, string id);
}
