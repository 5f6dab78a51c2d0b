using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace SecureText.Campaigns;

/// <summary>What the orchestrators share: a step that is tried again, and waiting.</summary>
internal static class Steps
{
    // A warning sign among a patient's answers must not wait behind an hour of backoff: few tries, then it is asked for again.
    private static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    private static readonly TimeSpan Failed = TimeSpan.FromMinutes(10);

    /// <summary>Takes a step that is safe to repeat; null when it failed at every try.</summary>
    public static async Task<T?> TryAsync<T>(TaskOrchestrationContext context, string activity, object input) where T : class
    {
        try
        {
            return await context.CallActivityAsync<T>(activity, input, Retries);
        }
        catch (TaskFailedException)
        {
            // The step has logged why. An orchestration that failed would be one that nobody carries on.
            return null;
        }
    }

    /// <summary>When to go on after a step that failed.</summary>
    public static DateTimeOffset AfterFailure(TaskOrchestrationContext context) =>
        new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc) + Failed);

    /// <summary>Until a time or an event, whichever comes first; without a time until the event.</summary>
    public static async Task WaitAsync(TaskOrchestrationContext context, string happened, DateTimeOffset? until)
    {
        using var over = new CancellationTokenSource();
        var ring = context.WaitForExternalEvent<object?>(happened, over.Token);
        if (until is not { } time)
        {
            await ring;
            return;
        }

        var timer = context.CreateTimer(time.UtcDateTime, over.Token);
        await Task.WhenAny(ring, timer);

        // Not awaited: an orchestrator may wait for nothing but what the task hub gives it.
#pragma warning disable CA1849
        over.Cancel();
#pragma warning restore CA1849
    }
}

/// <summary>
/// Runs the activities. What one throws goes into the task hub's history, where messages of exceptions, which may hold anything,
/// must not stand: they stay in the log.
/// </summary>
public sealed partial class StepGuard(ILogger<StepGuard> logger)
{
    internal async Task<T> RunAsync<T>(string step, string subject, Func<Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailure(step, subject, e.GetType().Name, e);
            throw new StepFailedException(step);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Step} of {Subject} failed with {Kind}; it is tried again.")]
    private partial void LogFailure(string step, string subject, string kind, Exception exception);
}

/// <summary>A step failed. Its message is all that the history keeps of it.</summary>
internal sealed class StepFailedException(string step) : Exception($"{step} failed; the log says why.");
