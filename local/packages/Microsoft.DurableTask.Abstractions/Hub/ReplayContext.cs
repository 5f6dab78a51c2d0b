using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Hub;

/// <summary>
/// The context of one turn. It numbers what the orchestrator asks for in the order in which it asks; the numbers tie
/// requests to history. Calls from outside the turn's thread are refused.
/// </summary>
internal sealed class ReplayContext : TaskOrchestrationContext
{
    private readonly TurnThread thread;
    private readonly HubOptions options;
    private readonly HistoryEvent started;
    private readonly Dictionary<int, TaskCompletionSource<string?>> open = [];
    private readonly EventWaiters events;
    private int nextTask;
    private int nextGuid;

    internal ReplayContext(
        TurnThread thread, HistoryEvent started, string instanceId, HubOptions options, ILoggerFactory loggers)
    {
        this.thread = thread;
        this.options = options;
        this.started = started;
        InstanceId = instanceId;
        LoggerFactory = loggers;
        events = new EventWaiters(options.Converter);
    }

    public override TaskName Name => started.Name!;

    public override string InstanceId { get; }

    public override ParentOrchestrationInstance? Parent =>
        started.Parent is { } parent ? new(parent.Name, parent.InstanceId) : null;

    public override string Version => started.Version ?? string.Empty;

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => Replaying;

    internal DateTime Now { get; set; }

    internal bool Replaying { get; set; }

    /// <summary>What was asked for and is not in the history yet, by number.</summary>
    internal SortedDictionary<int, HistoryEvent> Actions { get; } = [];

    internal ContinueAsNewOptions? Continuation { get; private set; }

    internal string? CustomStatus { get; private set; }

    /// <summary>The input as the orchestrator declares it; set by whoever runs it.</summary>
    internal object? Input { get; set; }

    internal string? SerializedInput => started.Payload;

    internal IEnumerable<HistoryEvent> UnreceivedEvents => events.Unreceived;

    /// <summary>Whether anything that the history can bring would let the orchestrator go on.</summary>
    internal bool IsWaiting => open.Count > 0 || events.AnyWaiting;

    protected override ILoggerFactory LoggerFactory { get; }

    public override T? GetInput<T>()
        where T : default
    {
        EnsureInTurn();
        return options.ConvertInput
            ? options.Converter.Deserialize<T>(started.Payload)
            : (T?)Input;
    }

    public override Task<TResult> CallActivityAsync<TResult>(
        TaskName name, object? input = null, TaskOptions? options = null)
    {
        EnsureInTurn();
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                $"A {nameof(TaskOptions)} value was given as the input. Was it meant as {nameof(options)}?", nameof(input));
        }

        var version = options?.Version is { } asked ? asked.Version : Version;
        return RetryLoop.RunAsync(this, name, options?.Retry, () => Await<TResult>(name, new HistoryEvent
        {
            Kind = HistoryKind.TaskScheduled,
            Name = name.Name,
            Version = version,
            Payload = this.options.Converter.Serialize(input),
            Tags = options?.Tags is null ? null : new(options.Tags),
        }));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        EnsureInTurn();
        var child = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        var version = options?.Version is { } asked ? asked.Version : this.options.DefaultVersion;
        return RetryLoop.RunAsync(this, orchestratorName, options?.Retry, () => Await<TResult>(orchestratorName, new HistoryEvent
        {
            Kind = HistoryKind.SubOrchestrationCreated,
            Name = orchestratorName.Name,
            Version = version,
            InstanceId = child,
            Payload = this.options.Converter.Serialize(input),
            Tags = options?.Tags is null ? null : new(options.Tags),
        }));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        EnsureInTurn();
        var end = fireAt.ToUniversalTime();
        while (end - Now > options.MaximumTimerInterval && !cancellationToken.IsCancellationRequested)
            await OneTimer(Now + options.MaximumTimerInterval, cancellationToken);
        await OneTimer(end, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        EnsureInTurn();
        return events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        EnsureInTurn();
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        Ask(new HistoryEvent
        {
            Kind = HistoryKind.EventSent,
            InstanceId = instanceId,
            Name = eventName,
            Payload = options.Converter.Serialize(payload),
        });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        EnsureInTurn();
        CustomStatus = options.Converter.Serialize(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        EnsureInTurn();
        Continuation = options;
    }

    public override Guid NewGuid()
    {
        EnsureInTurn();
        var counter = nextGuid++;
        return DeterministicGuid.From(
            $"{InstanceId}_{Now.ToString("o", CultureInfo.InvariantCulture)}_{counter.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>The history says that action <paramref name="recorded"/> was asked for: it must have been asked for now.</summary>
    internal void Confirm(HistoryEvent recorded)
    {
        if (!Actions.Remove(recorded.TaskId, out var asked) || asked.Kind != recorded.Kind
            || !string.Equals(asked.Name, recorded.Name, StringComparison.OrdinalIgnoreCase)
            || (recorded.Kind == HistoryKind.TaskScheduled && !SameVersion(asked, recorded)))
        {
            throw NonDeterminism.Found(recorded, asked);
        }
    }

    internal void Complete(int taskId, string? result)
    {
        if (open.Remove(taskId, out var waiting))
            waiting.TrySetResult(result);
    }

    internal void Fail(int taskId, Failure failure)
    {
        if (open.Remove(taskId, out var waiting))
            waiting.TrySetException(new RecordedFailureException(failure));
    }

    internal void Raise(HistoryEvent raised) => events.Raise(raised);

    internal void EnsureInTurn()
    {
        if (!thread.IsCurrent)
            throw new InvalidOperationException(TurnThread.IllegalAwait);
    }

    private static bool SameVersion(HistoryEvent asked, HistoryEvent recorded) => string.Equals(
        asked.Version ?? string.Empty, recorded.Version ?? string.Empty, StringComparison.OrdinalIgnoreCase);

    private int Ask(HistoryEvent action)
    {
        var id = nextTask++;
        Actions.Add(id, action with { TaskId = id });
        return id;
    }

    private async Task<TResult> Await<TResult>(TaskName name, HistoryEvent action)
    {
        var id = Ask(action);
        var answer = open[id] = new TaskCompletionSource<string?>();
        try
        {
            return options.Converter.Deserialize<TResult>(await answer.Task)!;
        }
        catch (RecordedFailureException failed)
        {
            throw new TaskFailedException(name, id, failed);
        }
    }

    private async Task OneTimer(DateTime fireAt, CancellationToken cancellation)
    {
        var id = Ask(new HistoryEvent { Kind = HistoryKind.TimerCreated, FireAt = fireAt });
        var fired = open[id] = new TaskCompletionSource<string?>();
        using var registration = cancellation.Register(() =>
        {
            if (fired.TrySetCanceled(cancellation))
                open.Remove(id);
        });
        await fired.Task;
    }
}
