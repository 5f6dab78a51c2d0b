namespace Microsoft.DurableTask.Hub;

/// <summary>From what a turn led to, to what is stored and sent. Pure.</summary>
internal static class Outcome
{
    internal static Checkpoint Of(
        InstanceState state, Intake intake, IReadOnlyList<HistoryEvent> events, TurnResult result, Guid newExecution)
    {
        var at = events[0].At;
        var start = state.History.Concat(events).FirstOrDefault(past => past.Kind == HistoryKind.ExecutionStarted);
        var actions = result.Actions.Select(action => action with { At = at }).ToList();
        var outgoing = actions.Select(action => Outgoing(state.Record, action)).OfType<HubMessage>().ToList();
        var record = state.Record with
        {
            Status = result.Status,
            UpdatedAt = at,
            CustomStatus = result.CustomStatus,
        };

        if (result.Continuation is { } continuation)
            return Continued(state, intake, start!, record, continuation, result, outgoing, newExecution.ToString("N"));

        List<HistoryEvent> news = [.. events, .. actions];
        if (result.Status.IsTerminal())
        {
            record = record with { Output = result.Output, Failure = result.Failure, CompletedAt = at };
            news.Add(new HistoryEvent
            {
                Kind = HistoryKind.ExecutionCompleted,
                At = at,
                Status = result.Status,
                Payload = result.Output,
                Failure = result.Failure,
            });
            if (start?.Parent is { } parent)
                outgoing.Add(Report(record, parent));
            if (result.Recursive)
                outgoing.AddRange(TerminateChildren(state, record));
        }

        return new Checkpoint
        {
            Record = record,
            NewEvents = news,
            Taken = intake.Taken,
            Outgoing = [.. outgoing.Where(message => message.InstanceId != record.InstanceId)],
            ToSelf = [.. outgoing.Where(message => message.InstanceId == record.InstanceId)],
        };
    }

    private static Checkpoint Continued(
        InstanceState state,
        Intake intake,
        HistoryEvent start,
        InstanceRecord record,
        ContinueAsNewOptions continuation,
        TurnResult result,
        List<HubMessage> outgoing,
        string execution)
    {
        var version = string.IsNullOrWhiteSpace(continuation.NewVersion) ? start.Version : continuation.NewVersion;
        var again = new HubMessage($"{execution}:start", record.InstanceId, execution, start with
        {
            Payload = result.Output,
            ExecutionId = execution,
            Version = version,
            MessageId = null,
        });
        var carried = result.Carried.Select((kept, i) =>
            new HubMessage(kept.MessageId ?? $"{execution}:carried:{i}", record.InstanceId, null, kept));
        return new Checkpoint
        {
            Record = record with
            {
                Status = HubStatus.Running,
                ExecutionId = execution,
                Version = version,
                Input = result.Output,
            },
            NewGeneration = true,
            Taken = intake.Taken,
            Outgoing = [.. outgoing.Where(message => message.InstanceId != state.Record.InstanceId)],
            ToSelf = [again, .. carried, .. outgoing.Where(message => message.InstanceId == state.Record.InstanceId)],
        };
    }

    private static HubMessage? Outgoing(InstanceRecord sender, HistoryEvent action) => action.Kind switch
    {
        HistoryKind.SubOrchestrationCreated => new($"{sender.ExecutionId}:{action.TaskId}", action.InstanceId!, null, new()
        {
            Kind = HistoryKind.ExecutionStarted,
            At = action.At,
            Name = action.Name,
            Version = action.Version,
            Payload = action.Payload,
            Tags = action.Tags,
            ExecutionId = DeterministicGuid.From($"{sender.ExecutionId}:{action.TaskId}").ToString("N"),
            Parent = new(sender.Name, sender.InstanceId, sender.ExecutionId, action.TaskId),
        }),
        HistoryKind.EventSent => new($"{sender.ExecutionId}:{action.TaskId}", action.InstanceId!, null, new()
        {
            Kind = HistoryKind.EventRaised,
            Name = action.Name,
            Payload = action.Payload,
        }),
        _ => null,
    };

    private static HubMessage Report(InstanceRecord ended, ParentLink parent) =>
        new($"{ended.ExecutionId}:end", parent.InstanceId, parent.ExecutionId, new()
        {
            Kind = ended.Status == HubStatus.Completed
                ? HistoryKind.SubOrchestrationCompleted
                : HistoryKind.SubOrchestrationFailed,
            TaskId = parent.TaskId,
            Payload = ended.Status == HubStatus.Completed ? ended.Output : null,
            Failure = ended.Status == HubStatus.Completed
                ? null
                : ended.Failure ?? new("(unknown)", ended.Output ?? "The orchestration was terminated.", null, null),
        });

    private static IEnumerable<HubMessage> TerminateChildren(InstanceState state, InstanceRecord record) =>
        OpenTasks.Of(state.History).Values
            .Where(open => open.Kind == HistoryKind.SubOrchestrationCreated)
            .Select(child => new HubMessage($"{record.ExecutionId}:terminate:{child.TaskId}", child.InstanceId!, null, new()
            {
                Kind = HistoryKind.Terminated,
                Payload = record.Output,
                Recursive = true,
            }));
}
