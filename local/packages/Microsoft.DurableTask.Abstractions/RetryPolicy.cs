using System.ComponentModel;

namespace Microsoft.DurableTask;

/// <summary>When and how often a failed task is tried again.</summary>
public class RetryPolicy
{
    private Func<TaskFailureDetails, bool>? handleFailure;

    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        if (maxNumberOfAttempts <= 0)
            throw Wrong(nameof(maxNumberOfAttempts), maxNumberOfAttempts, "must be greater than zero.");
        if (firstRetryInterval <= TimeSpan.Zero)
            throw Wrong(nameof(firstRetryInterval), firstRetryInterval, "must be greater than zero.");
        if (backoffCoefficient < 1.0)
            throw Wrong(nameof(backoffCoefficient), backoffCoefficient, "must be greater or equal to 1.0.");
        if (maxRetryInterval < firstRetryInterval && maxRetryInterval != Timeout.InfiniteTimeSpan)
            throw Wrong(nameof(maxRetryInterval), maxRetryInterval, $"must not be below {nameof(firstRetryInterval)}.");
        if (retryTimeout < firstRetryInterval && retryTimeout != Timeout.InfiniteTimeSpan)
            throw Wrong(nameof(retryTimeout), retryTimeout, $"must not be below {nameof(firstRetryInterval)}.");

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    [Obsolete("This functionality is not implemented. Use HandleFailure or TaskRetryOptions.FromRetryHandler.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    /// <summary>Asked after each failure, unless it cannot be retried at all; false ends the attempts.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => handleFailure = value;
    }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle => exception =>
        Retries(exception is TaskFailedException failed
            ? failed.FailureDetails
            : TaskFailureDetails.FromException(exception));

    internal bool Retries(TaskFailureDetails details) => handleFailure?.Invoke(details) ?? true;

    private static ArgumentOutOfRangeException Wrong(string name, object? value, string message) =>
        new(name, value, $"The value for {name} {message}");
}
