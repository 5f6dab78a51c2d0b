namespace Microsoft.DurableTask.Hub;

/// <summary>An activity that is to be run.</summary>
internal sealed record ActivityWork(
    string InstanceId, string ExecutionId, int TaskId, string Name, string? Version, string? Input);

/// <summary>Starts an orchestrator on this thread; returns when it waits or ends. The result is its serialized output.</summary>
internal delegate Task<string?> OrchestratorStart(ReplayContext context);

/// <summary>Knows the code: runs orchestrators and activities by name.</summary>
internal interface IHubExecutor
{
    /// <summary>
    /// Finds the orchestrator and calls <paramref name="turn"/> with what starts it. The turn is over when that returns,
    /// even if the orchestrator still waits: it is never heard of again.
    /// </summary>
    Task<TurnResult> RunTurnAsync(string name, string? version, Func<OrchestratorStart, TurnResult> turn);

    /// <summary>Runs the activity and returns its serialized output.</summary>
    Task<string?> RunActivityAsync(ActivityWork work, CancellationToken cancellation);
}
