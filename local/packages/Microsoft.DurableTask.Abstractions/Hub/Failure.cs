using System.Collections.Immutable;

namespace Microsoft.DurableTask.Hub;

/// <summary>A failure as it is stored. If it is NonRetriable, no retry policy or handler is asked: it cannot help.</summary>
internal sealed record Failure(
    string ErrorType, string ErrorMessage, string? StackTrace, Failure? Inner, bool NonRetriable = false)
{
    internal static Failure From(Exception exception) => exception switch
    {
        RecordedFailureException recorded => recorded.Failure,
        TaskFailedException { InnerException: null } failed => new(
            exception.GetType().ToString(), exception.Message, exception.StackTrace, From(failed.FailureDetails)),
        _ => new(
            exception.GetType().ToString(),
            exception.Message,
            exception.StackTrace,
            exception.InnerException is null ? null : From(exception.InnerException)),
    };

    internal TaskFailureDetails ToDetails() =>
        new(ErrorType, ErrorMessage, StackTrace, Inner?.ToDetails(), ImmutableDictionary<string, object?>.Empty);

    internal static Failure ActivityNotFound(string name) => new(
        "ActivityTaskNotFound", $"No activity task named '{name}' was found.", null, null, NonRetriable: true);

    internal static Failure OrchestratorNotFound(string name) => new(
        "OrchestratorTaskNotFound", $"No orchestrator task named '{name}' was found.", null, null, NonRetriable: true);

    private static Failure? From(TaskFailureDetails? details) => details is null
        ? null
        : new(details.ErrorType, details.ErrorMessage, details.StackTrace, From(details.InnerFailure));
}

/// <summary>Carries a stored failure as the inner exception of a <see cref="TaskFailedException"/>.</summary>
internal sealed class RecordedFailureException(Failure failure) : Exception(failure.ErrorMessage)
{
    internal Failure Failure { get; } = failure;
}
