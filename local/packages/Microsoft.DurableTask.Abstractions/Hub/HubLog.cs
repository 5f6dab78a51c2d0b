using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Hub;

/// <summary>No payload is ever logged: inputs, outputs and events belong to the application.</summary>
internal static partial class HubLog
{
    [LoggerMessage(1, LogLevel.Error, "Orchestration {InstanceId} ({Name}) failed: {ErrorType}")]
    internal static partial void OrchestrationFailed(this ILogger logger, string instanceId, string name, string? errorType);

    [LoggerMessage(2, LogLevel.Error,
        "Orchestration {InstanceId} continued outside its turn: it awaits something that is not durable")]
    internal static partial void LeftTheTurn(this ILogger logger, string instanceId);

    [LoggerMessage(3, LogLevel.Warning, "Activity {Name} of {InstanceId} failed: {ErrorType}")]
    internal static partial void ActivityFailed(this ILogger logger, string instanceId, string name, string errorType);

    [LoggerMessage(4, LogLevel.Warning, "A step of orchestration {InstanceId} failed; it will be tried again")]
    internal static partial void StepFailed(this ILogger logger, Exception exception, string instanceId);

    [LoggerMessage(5, LogLevel.Information, "This process now works on the task hub")]
    internal static partial void Owns(this ILogger logger);

    [LoggerMessage(6, LogLevel.Warning, "Another process works on the task hub; waiting for it to end")]
    internal static partial void WaitsForOwner(this ILogger logger);

    [LoggerMessage(7, LogLevel.Warning, "The task hub's storage did not answer; trying again")]
    internal static partial void StorageSilent(this ILogger logger, Exception exception);
}
