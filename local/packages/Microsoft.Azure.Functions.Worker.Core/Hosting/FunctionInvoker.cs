using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Runs a function once: scope, context, middleware, function, log.</summary>
internal sealed partial class FunctionInvoker(
    IServiceScopeFactory scopes, FunctionPipeline pipeline, ILoggerFactory loggers, HostShutdown shutdown)
{
    /// <returns>The value of the invocation result after all middleware.</returns>
    /// <exception cref="Exception">Whatever the function, its middleware or its binding threw; it is logged already.</exception>
    public async Task<object?> InvokeAsync(FunctionMethod function, Invocation invocation)
    {
        var logger = loggers.CreateLogger($"Function.{function.Name}");
        var id = Guid.NewGuid().ToString();
        using var activity = new Activity("Invoke");
        if (invocation.TraceParent is { } parent && ActivityContext.TryParse(parent, null, out _))
            activity.SetParentId(parent);
        activity.SetIdFormat(ActivityIdFormat.W3C).Start();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(
            invocation.CancellationToken, shutdown.OutOfTime);
        await using var scope = scopes.CreateAsyncScope();
        var context = new LocalFunctionContext(id, function.Definition, invocation, scope.ServiceProvider, linked.Token);
        context.Features.Set(invocation);
        context.Features.Set(function);
        context.Features.Set<InvocationResult>(new LocalInvocationResult());

        using var logScope = logger.BeginScope(new Dictionary<string, object>
        {
            ["FunctionName"] = function.Name,
            ["InvocationId"] = id,
        });
        Executing(logger, function.Name, invocation.Reason, id);
        var started = Stopwatch.GetTimestamp();
        try
        {
            invocation.Prepare?.Invoke(context);
            await pipeline.Build()(context);
            Executed(logger, function.Name, id, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return context.GetInvocationResult().Value;
        }
        catch (Exception e)
        {
            Failed(logger, e, function.Name, id, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Executing 'Functions.{Function}' (Reason='{Reason}', Id={Id})")]
    private static partial void Executing(ILogger logger, string function, string reason, string id);

    [LoggerMessage(2, LogLevel.Information, "Executed 'Functions.{Function}' (Succeeded, Id={Id}, Duration={Duration}ms)")]
    private static partial void Executed(ILogger logger, string function, string id, long duration);

    [LoggerMessage(3, LogLevel.Error, "Executed 'Functions.{Function}' (Failed, Id={Id}, Duration={Duration}ms)")]
    private static partial void Failed(ILogger logger, Exception exception, string function, string id, long duration);
}

/// <summary>Tells running invocations that a stop no longer waits for them.</summary>
internal sealed class HostShutdown : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public CancellationToken OutOfTime => _source.Token;

    public void Cancel() => _source.Cancel();

    public void Dispose() => _source.Dispose();
}
