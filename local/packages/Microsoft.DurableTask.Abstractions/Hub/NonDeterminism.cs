using DurableTask.Core.Exceptions;

namespace Microsoft.DurableTask.Hub;

/// <summary>Says how a replay differs from the history it should repeat.</summary>
internal static class NonDeterminism
{
    internal static NonDeterministicOrchestrationException Found(HistoryEvent recorded, HistoryEvent? asked)
    {
        var before = $"A previous execution of this orchestration {Describe(recorded)} with sequence number {recorded.TaskId}";
        var now = asked is null
            ? "but the current replay has not (yet?) done so"
            : $"but the current replay instead {Describe(asked)} with this number";
        return new($"{before}, {now}. Was the orchestrator's code changed after this instance had started?");
    }

    private static string Describe(HistoryEvent action) => action.Kind switch
    {
        HistoryKind.TaskScheduled => $"scheduled the activity '{action.Name}' (version '{action.Version}')",
        HistoryKind.SubOrchestrationCreated => $"started the sub-orchestration '{action.Name}'",
        HistoryKind.TimerCreated => "created a timer",
        HistoryKind.EventSent => $"sent the event '{action.Name}'",
        _ => action.Kind.ToString(),
    };
}
