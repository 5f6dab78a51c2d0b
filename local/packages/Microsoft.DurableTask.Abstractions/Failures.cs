using System.Reflection;
using Microsoft.DurableTask.Hub;

namespace Microsoft.DurableTask;

/// <summary>How a task failed, as it was written into the history.</summary>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Failure.From(exception).ToDetails();
    }

    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
        {
            throw new ArgumentException(
                $"The type {targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        }

        if (string.IsNullOrEmpty(ErrorType))
            return false;
        var thrown = Type.GetType(ErrorType, throwOnError: false)
            ?? targetBaseExceptionType.Assembly.GetType(ErrorType, throwOnError: false)
            ?? SearchLoadedAssemblies(ErrorType);
        return thrown is not null && targetBaseExceptionType.IsAssignableFrom(thrown);
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private static Type? SearchLoadedAssemblies(string name)
    {
        var found = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(name, throwOnError: false))
            .OfType<Type>()
            .ToArray();
        return found.Length > 1
            ? throw new AmbiguousMatchException($"Multiple exception types with the name '{name}' were found.")
            : found.FirstOrDefault();
    }
}

/// <summary>Thrown into an orchestrator when an activity or sub-orchestration that it awaits has failed.</summary>
public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Describe(taskName, taskId, innerException?.Message), innerException)
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException!);
    }

    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Describe(taskName, taskId, failureDetails?.ErrorMessage))
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails!;
    }

    public string TaskName { get; }

    public int TaskId { get; }

    public TaskFailureDetails FailureDetails { get; }

    [Obsolete("Use the FailureDetails property and its IsCausedBy<T>() method")]
    public bool IsCausedByException<T>()
        where T : Exception => FailureDetails.ErrorType == typeof(T).FullName;

    private static string Describe(string name, int id, string? cause) => cause is null
        ? $"Task '{name}' (#{id}) failed with an unhandled exception."
        : $"Task '{name}' (#{id}) failed with an unhandled exception: {cause}";
}
