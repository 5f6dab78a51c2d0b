using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Hub;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Functions;

/// <summary>
/// Runs a turn around everything else that is invoked: the invocation ends with the turn, while the function may still
/// be waiting. Middleware further in runs inside the turn, and so must not wait for anything itself.
/// </summary>
internal sealed class OrchestrationMiddleware(DurableFunctions functions) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.TriggerValue() is not OrchestrationRun run)
            return next(context);
        Exception? thrown = null;
        run.Execute(async replay =>
        {
            run.Context = replay;
            try
            {
                await next(context);
                return functions.Converter.Serialize(context.GetInvocationResult().Value);
            }
            catch (Exception failed)
            {
                thrown = failed;
                throw;
            }
        });

        // For the invocation's log; the turn has its outcome.
        return run.Result!.Status == HubStatus.Failed && thrown is not null ? Task.FromException(thrown) : Task.CompletedTask;
    }
}
