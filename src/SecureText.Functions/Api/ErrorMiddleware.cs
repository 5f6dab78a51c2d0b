using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using SecureText.Audit;

namespace SecureText.Api;

/// <summary>The one place that turns exceptions of HTTP functions into answers. What they say stays in the log.</summary>
internal sealed partial class ErrorMiddleware(ILogger<ErrorMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private const string Server = "Microsoft.AspNetCore.Server.Kestrel.Core";
    private const string Mend = "The request broke off or cannot be read. Send it again.";

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
            if (!http.Response.HasStarted && Find<IOException>(e) is { } broken && RefusalOf(broken) is { } refusal)
            {
                LogBroken(context.FunctionDefinition.Name);
                await refusal.ExecuteAsync(http);
                return;
            }

            LogFailure(context.FunctionDefinition.Name, e.GetType().Name, e);
            if (http.Response.HasStarted) throw;
            var isSilent = Find<JournalUnavailableException>(e) is not null;
            if (isSilent) LogReadFailed(context.FunctionDefinition.Name);
            var problem = isSilent ? Problems.JournalUnavailable
                : Outages.IsOne(e) ? Problems.StorageUnavailable
                : Problems.Unexpected;
            await problem.ExecuteAsync(http);
        }
    }

    // The server could not read the body to its end: too long, too slow, cut off, or its chunks are none.
    private static IResult? RefusalOf(IOException e) => e switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problems.Of(413, "body-too-large", "The request is too large."),
        BadHttpRequestException bad => Problems.Of(bad.StatusCode, "bad-request", Mend),
        { Source: Server } => Problems.BadRequest(Mend),
        _ => null,
    };

    private static T? Find<T>(Exception? e) where T : Exception
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is T found) return found;
        }

        return null;
    }

    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed with {Kind}.")]
    private partial void LogFailure(string function, string kind, Exception exception);

    [LoggerMessage(3, LogLevel.Information, "Function {Function} was sent a request that cannot be read to its end.")]
    private partial void LogBroken(string function);

    // An alert goes by its name: while the journal is silent, nobody sees anything.
    [LoggerMessage(2, LogLevel.Error, "Function {Function} showed nothing: the journal takes no entries.", EventName = "ReadFailed")]
    private partial void LogReadFailed(string function);
}
