namespace Microsoft.DurableTask.Hub;

/// <summary>An activity that is to be run.</summary>
internal sealed record ActivityWork(
    string InstanceId, string ExecutionId, int TaskId, string Name, string? Version, string? Input);

/// <summary>Knows the code: runs orchestrators and activities by name.</summary>
internal interface IHubExecutor
{
    bool HasOrchestrator(string name, string? version);

    /// <summary>
    /// Starts the orchestrator on this thread and returns when it waits or ends. The result is its serialized output.
    /// </summary>
    Task<string?> RunOrchestratorAsync(ReplayContext context);

    /// <summary>Runs the activity and returns its serialized output.</summary>
    Task<string?> RunActivityAsync(ActivityWork work, CancellationToken cancellation);
}
