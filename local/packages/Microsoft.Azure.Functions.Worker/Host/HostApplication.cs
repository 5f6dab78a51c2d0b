using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Kestrel's view of the host: one HttpContext a request, and 500 with an empty body for what nobody caught.</summary>
internal sealed partial class HostApplication(HostRouter router, ILoggerFactory loggers) : IHttpApplication<HttpContext>
{
    private readonly ILogger _logger = loggers.CreateLogger("Host.Http");

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        try
        {
            await router.RouteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away; there is nobody to answer.
        }
        catch (Exception e)
        {
            // A function's own exception was logged by its invocation; a second line here would only repeat it.
            if (e is not FunctionFailedException)
                Unhandled(_logger, e);
            if (context.Response.HasStarted)
                throw;
            context.Response.Clear();
            context.Response.StatusCode =
                e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    [LoggerMessage(1, LogLevel.Error, "An unhandled host error has occurred.")]
    private static partial void Unhandled(ILogger logger, Exception exception);
}
