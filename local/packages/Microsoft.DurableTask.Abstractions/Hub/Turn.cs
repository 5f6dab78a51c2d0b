using DurableTask.Core.Exceptions;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Hub;

/// <summary>What a turn led to. <c>Status</c> Running means that the orchestrator waits.</summary>
internal sealed record TurnResult(HubStatus Status, IReadOnlyList<HistoryEvent> Actions)
{
    internal string? Output { get; init; }

    internal string? CustomStatus { get; init; }

    internal Failure? Failure { get; init; }

    internal ContinueAsNewOptions? Continuation { get; init; }

    internal IReadOnlyList<HistoryEvent> Carried { get; init; } = [];

    /// <summary>A termination that is to reach the children too.</summary>
    internal bool Recursive { get; init; }
}

/// <summary>
/// Runs an orchestrator once: from its start through all that its history holds, and on through what is new, until it
/// waits or ends. It runs on the calling thread and leaves nothing behind.
/// </summary>
internal sealed class Turn
{
    private readonly string instanceId;
    private readonly OrchestratorStart orchestrator;
    private readonly HubOptions options;
    private readonly ILoggerFactory loggers;
    private readonly TurnThread thread;
    private readonly Queue<HistoryEvent> whileSuspended = new();
    private ReplayContext? context;
    private Task<string?>? running;
    private HistoryEvent? terminated;
    private bool suspended;
    private bool left;

    internal Turn(
        string instanceId, OrchestratorStart orchestrator, HubOptions options, ILoggerFactory loggers, Action leftAfterwards)
    {
        (this.instanceId, this.orchestrator, this.options, this.loggers) = (instanceId, orchestrator, options, loggers);
        var over = false;
        thread = new TurnThread(() =>
        {
            left = true;
            if (Volatile.Read(ref over))
                leftAfterwards();
        });
        MarkOver = () => Volatile.Write(ref over, true);
    }

    private Action MarkOver { get; }

    internal TurnResult Execute(IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> fresh)
    {
        TurnResult? result = null;
        thread.Run(() => result = Replay(past, fresh));
        MarkOver();
        return result!;
    }

    private TurnResult Replay(IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> fresh)
    {
        var now = default(DateTime);
        try
        {
            for (var i = 0; i < past.Count + fresh.Count; i++)
            {
                var next = i < past.Count ? past[i] : fresh[i - past.Count];
                if (next.Kind == HistoryKind.TurnStarted)
                    now = next.At;
                if (next.Kind == HistoryKind.ExecutionStarted)
                    context ??= new ReplayContext(thread, next, instanceId, options, loggers);
                if (context is not null)
                {
                    context.Now = now;
                    context.Replaying = i < past.Count;
                }

                Apply(next);
                thread.Drain();
            }
        }
        catch (NonDeterministicOrchestrationException different)
        {
            return Failed(Failure.From(different));
        }

        return Result();
    }

    private void Apply(HistoryEvent next)
    {
        switch (next.Kind)
        {
            case HistoryKind.ExecutionStarted:
                running ??= Start();
                break;
            case HistoryKind.TaskScheduled or HistoryKind.SubOrchestrationCreated
                or HistoryKind.TimerCreated or HistoryKind.EventSent:
                context!.Confirm(next);
                break;
            case HistoryKind.Terminated:
                terminated ??= next;
                break;
            case HistoryKind.LeftTheTurn:
                left = true;
                break;
            case HistoryKind.Suspended:
                suspended = true;
                break;
            case HistoryKind.Resumed:
                suspended = false;
                while (!suspended && whileSuspended.TryDequeue(out var kept))
                {
                    Bring(kept);
                    thread.Drain();
                }

                break;
            default:
                if (suspended)
                    whileSuspended.Enqueue(next);
                else
                    Bring(next);
                break;
        }
    }

    private void Bring(HistoryEvent next)
    {
        switch (next.Kind)
        {
            case HistoryKind.TaskCompleted or HistoryKind.SubOrchestrationCompleted or HistoryKind.TimerFired:
                context!.Complete(next.TaskId, next.Payload);
                break;
            case HistoryKind.TaskFailed or HistoryKind.SubOrchestrationFailed:
                context!.Fail(next.TaskId, next.Failure!);
                break;
            case HistoryKind.EventRaised:
                context!.Raise(next);
                break;
        }
    }

    private Task<string?> Start()
    {
        try
        {
            return orchestrator(context!);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            return Task.FromException<string?>(failed);
        }
    }

    private TurnResult Result()
    {
        if (terminated is not null)
        {
            return new(HubStatus.Terminated, [])
            {
                Output = terminated.Payload,
                CustomStatus = context?.CustomStatus,
                Recursive = terminated.Recursive,
            };
        }

        if (left)
            return Failed(Failure.From(new InvalidOperationException(TurnThread.IllegalAwait)));
        if (running is { IsCompleted: true })
            return Ended(running);

        // Nothing that can come would let it go on: it awaits something that the history does not know.
        if (!suspended && !context!.IsWaiting)
            return Failed(Failure.From(new InvalidOperationException(TurnThread.IllegalAwait)));
        return new(suspended ? HubStatus.Suspended : HubStatus.Running, [.. context!.Actions.Values])
        {
            CustomStatus = context.CustomStatus,
        };
    }

    private TurnResult Ended(Task<string?> over)
    {
        if (over.IsFaulted)
            return Failed(Failure.From(over.Exception.InnerException!), [.. context!.Actions.Values]);
        if (over.IsCanceled)
            return Failed(Failure.From(new TaskCanceledException(over)), [.. context!.Actions.Values]);
        if (context!.Continuation is { } continuation)
        {
            return new(HubStatus.ContinuedAsNew, [.. context.Actions.Values])
            {
                Continuation = continuation,
                Output = options.Converter.Serialize(continuation.NewInput),
                CustomStatus = context.CustomStatus,
                Carried = continuation.PreserveUnprocessedEvents
                    ? [.. context.UnreceivedEvents, .. whileSuspended.Where(kept => kept.Kind == HistoryKind.EventRaised)]
                    : [],
            };
        }

        return new(HubStatus.Completed, [.. context.Actions.Values])
        {
            Output = over.Result,
            CustomStatus = context.CustomStatus,
        };
    }

    private TurnResult Failed(Failure failure, IReadOnlyList<HistoryEvent>? actions = null) =>
        new(HubStatus.Failed, actions ?? []) { Failure = failure, CustomStatus = context?.CustomStatus };
}
