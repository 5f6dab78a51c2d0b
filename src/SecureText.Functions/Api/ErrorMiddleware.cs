using Azure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using SecureText.Audit;

namespace SecureText.Api;

/// <summary>The one place that turns exceptions of HTTP functions into answers. What they say stays in the log.</summary>
public sealed partial class ErrorMiddleware(ILogger<ErrorMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception e) when (e is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            // The worker wraps what a function throws.
            var cause = e is AggregateException or { InnerException: not null } ? e.GetBaseException() : e;
            LogFailure(context.FunctionDefinition.Name, e.GetType().Name, e);
            if (http.Response.HasStarted) throw;
            var isSilent = Find<JournalUnavailableException>(e);
            if (isSilent) LogReadFailed(context.FunctionDefinition.Name);
            var problem = isSilent ? Problems.JournalUnavailable
                : cause is RequestFailedException ? Problems.StorageUnavailable
                : Problems.Unexpected;
            await problem.ExecuteAsync(http);
        }
    }

    private static bool Find<T>(Exception? e) where T : Exception
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is T) return true;
        }

        return false;
    }

    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed with {Kind}.")]
    private partial void LogFailure(string function, string kind, Exception exception);

    // An alert goes by its name: while the journal is silent, nobody sees anything.
    [LoggerMessage(2, LogLevel.Error, "Function {Function} showed nothing: the journal takes no entries.", EventName = "ReadFailed")]
    private partial void LogReadFailed(string function);
}
