namespace Microsoft.DurableTask.Hub;

/// <summary>Tries a task again as its options say. The waits between attempts are durable timers.</summary>
internal static class RetryLoop
{
    internal static Task<T> RunAsync<T>(
        ReplayContext context, TaskName name, TaskRetryOptions? retry, Func<Task<T>> attempt) => retry switch
        {
            { Policy: { } policy } => WithPolicy(context, policy, attempt),
            { Handler: { } handler } => WithHandler(context, handler, attempt),
            _ => attempt(),
        };

    private static async Task<T> WithPolicy<T>(ReplayContext context, RetryPolicy policy, Func<Task<T>> attempt)
    {
        var first = context.CurrentUtcDateTime;
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failed) when (MayRetry(failed, attempts))
            {
                await context.CreateTimer(context.CurrentUtcDateTime + Delay(policy, attempts), CancellationToken.None);
            }
        }

        bool MayRetry(TaskFailedException failed, int attempts) =>
            !IsFinal(failed)
            && attempts < policy.MaxNumberOfAttempts
            && policy.Retries(failed.FailureDetails)
            && (policy.RetryTimeout == Timeout.InfiniteTimeSpan
                || context.CurrentUtcDateTime < first + policy.RetryTimeout);
    }

    private static TimeSpan Delay(RetryPolicy policy, int attempts)
    {
        var milliseconds =
            policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempts - 1);
        return policy.MaxRetryInterval != Timeout.InfiniteTimeSpan
            && milliseconds >= policy.MaxRetryInterval.TotalMilliseconds
                ? policy.MaxRetryInterval
                : TimeSpan.FromMilliseconds(milliseconds);
    }

    private static async Task<T> WithHandler<T>(ReplayContext context, AsyncRetryHandler handler, Func<Task<T>> attempt)
    {
        var first = context.CurrentUtcDateTime;
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failed) when (!IsFinal(failed))
            {
                var again = await handler(new RetryContext(
                    context, attempts, failed.FailureDetails, context.CurrentUtcDateTime - first, CancellationToken.None));
                if (!again)
                    throw;
            }
        }
    }

    private static bool IsFinal(TaskFailedException failed) =>
        failed.InnerException is RecordedFailureException { Failure.NonRetriable: true };
}
