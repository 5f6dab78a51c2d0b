namespace Microsoft.DurableTask.Hub;

/// <summary>Which messages a turn takes, and which of them are news.</summary>
internal sealed record Intake(IReadOnlyList<MessageRow> Taken, IReadOnlyList<HistoryEvent> Fresh)
{
    /// <summary>More rows than one transaction can delete are left for the next turn.</summary>
    private const int MostRows = 50;

    internal static Intake From(InstanceState state, DateTime now)
    {
        var open = OpenTasks.Of(state.History);
        var started = state.History.Exists(past => past.Kind == HistoryKind.ExecutionStarted);
        var known = state.History.Select(past => past.MessageId).OfType<string>().ToHashSet();
        var taken = new List<MessageRow>();
        var fresh = new List<HistoryEvent>();
        foreach (var row in state.Inbox.Where(row => row.Messages.All(message => !(message.VisibleAt > now))))
        {
            if (taken.Count == MostRows)
                break;
            if (!started && !row.Messages.Any(message => Starts(message.Event)))
                continue;
            taken.Add(row);
            foreach (var message in row.Messages)
            {
                if (!IsNews(message))
                    continue;
                started |= message.Event.Kind == HistoryKind.ExecutionStarted;
                fresh.Add(message.Event with { At = now, MessageId = message.Id });
                known.Add(message.Id);
            }
        }

        return new(taken, fresh);

        bool IsNews(HubMessage message) => message.Event.Kind switch
        {
            _ when message.ExecutionId is not null && message.ExecutionId != state.Record.ExecutionId => false,
            HistoryKind.ExecutionStarted => !started,
            HistoryKind.TaskCompleted or HistoryKind.TaskFailed or HistoryKind.TimerFired
                or HistoryKind.SubOrchestrationCompleted or HistoryKind.SubOrchestrationFailed =>
                open.Remove(message.Event.TaskId),
            _ => !known.Contains(message.Id),
        };
    }

    // An instance that waits for its start can be terminated; everything else waits with it.
    private static bool Starts(HistoryEvent message) =>
        message.Kind is HistoryKind.ExecutionStarted or HistoryKind.Terminated;
}

/// <summary>What was asked for in a history and has not been answered in it.</summary>
internal static class OpenTasks
{
    internal static Dictionary<int, HistoryEvent> Of(IEnumerable<HistoryEvent> history)
    {
        var open = new Dictionary<int, HistoryEvent>();
        foreach (var past in history)
        {
            switch (past.Kind)
            {
                case HistoryKind.TaskScheduled or HistoryKind.SubOrchestrationCreated or HistoryKind.TimerCreated:
                    open[past.TaskId] = past;
                    break;
                case HistoryKind.TaskCompleted or HistoryKind.TaskFailed or HistoryKind.TimerFired
                    or HistoryKind.SubOrchestrationCompleted or HistoryKind.SubOrchestrationFailed:
                    open.Remove(past.TaskId);
                    break;
            }
        }

        return open;
    }
}
