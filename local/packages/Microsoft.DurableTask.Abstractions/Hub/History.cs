namespace Microsoft.DurableTask.Hub;

/// <summary>What can happen to an orchestration. The values are stored: add, never renumber.</summary>
internal enum HistoryKind
{
    TurnStarted = 0,
    ExecutionStarted = 1,
    TaskScheduled = 2,
    TaskCompleted = 3,
    TaskFailed = 4,
    SubOrchestrationCreated = 5,
    SubOrchestrationCompleted = 6,
    SubOrchestrationFailed = 7,
    TimerCreated = 8,
    TimerFired = 9,
    EventSent = 10,
    EventRaised = 11,
    Suspended = 12,
    Resumed = 13,
    Terminated = 14,
    ExecutionCompleted = 15,

    /// <summary>The orchestrator was caught continuing outside its turn; it cannot be trusted any more.</summary>
    LeftTheTurn = 16,
}

/// <summary>One entry of an orchestration's history. Only the fields that its kind needs are set.</summary>
internal sealed record HistoryEvent
{
    public required HistoryKind Kind { get; init; }

    /// <summary>UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>The number of the action that this event makes known or answers; -1 if it belongs to none.</summary>
    public int TaskId { get; init; } = -1;

    public string? Name { get; init; }

    public string? Version { get; init; }

    /// <summary>Serialized input, result, event or reason.</summary>
    public string? Payload { get; init; }

    /// <summary>The other instance: the child that was created, the receiver of an event.</summary>
    public string? InstanceId { get; init; }

    public string? ExecutionId { get; init; }

    /// <summary>The id of the message that brought this event, by which a second delivery is recognised.</summary>
    public string? MessageId { get; init; }

    public DateTime? FireAt { get; init; }

    public Failure? Failure { get; init; }

    public ParentLink? Parent { get; init; }

    public Dictionary<string, string>? Tags { get; init; }

    public bool Recursive { get; init; }

    public HubStatus? Status { get; init; }
}

/// <summary>Where a sub-orchestration reports its end.</summary>
internal sealed record ParentLink(string Name, string InstanceId, string ExecutionId, int TaskId);

/// <summary>A message to an instance. <paramref name="Id"/> is the same at every delivery.</summary>
/// <param name="Id">Names the message for good.</param>
/// <param name="InstanceId">The receiver.</param>
/// <param name="ExecutionId">If set, only this execution of the receiver may take it.</param>
/// <param name="Event">What it brings.</param>
/// <param name="VisibleAt">UTC; not to be taken before.</param>
internal sealed record HubMessage(
    string Id, string InstanceId, string? ExecutionId, HistoryEvent Event, DateTime? VisibleAt = null);

/// <summary>The same values as the client's OrchestrationRuntimeStatus.</summary>
internal enum HubStatus
{
    Running = 0,
    Completed = 1,
    ContinuedAsNew = 2,
    Failed = 3,
    Canceled = 4,
    Terminated = 5,
    Pending = 6,
    Suspended = 7,
}

internal static class HubStatusExtensions
{
    internal static bool IsTerminal(this HubStatus status) =>
        status is HubStatus.Completed or HubStatus.Failed or HubStatus.Terminated or HubStatus.Canceled;
}

/// <summary>What a client may know of an instance.</summary>
internal sealed record InstanceRecord
{
    public required string InstanceId { get; init; }

    public required string ExecutionId { get; init; }

    public required string Name { get; init; }

    public string? Version { get; init; }

    public HubStatus Status { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    public DateTime? CompletedAt { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public Failure? Failure { get; init; }

    public Dictionary<string, string>? Tags { get; init; }

    /// <summary>The message that started this execution; its second delivery changes nothing.</summary>
    public string? StartedBy { get; init; }
}
