namespace Microsoft.DurableTask.Hub;

internal sealed partial class TaskHub
{
    /// <summary>Brings one instance as far as it can go now.</summary>
    private async Task StepAsync(LiveInstance instance, CancellationToken stop)
    {
        if (instance.MustReload)
        {
            instance.MustReload = false;
            instance.State = null;
        }

        if (instance.State is null)
        {
            instance.State = await store.LoadAsync(instance.Id, stop);
            if (instance.State is null)
            {
                Forget(instance);
                return;
            }

            // The process before this one may have ended between storing and telling.
            await TellAsync(instance.State, stop);
        }

        while (await TurnAsync(instance, instance.State, stop))
        {
            // One turn after the other.
        }

        SetAlarm(instance, instance.State);
        if (instance.State.Record.Status.IsTerminal() && NothingRuns(instance))
        {
            await store.SettleAsync(instance.State, stop);
            Forget(instance);
        }
    }

    private async Task<bool> TurnAsync(LiveInstance instance, InstanceState state, CancellationToken stop)
    {
        var now = time.GetUtcNow().UtcDateTime;
        instance.TakeArrived(state);
        AddDueTimers(state, now);
        var intake = Intake.From(state, now);
        if (intake.Taken.Count == 0)
        {
            StartActivities(instance, state);
            return false;
        }

        var over = state.Record.Status.IsTerminal();
        var checkpoint = over || intake.Fresh.Count == 0
            ? new Checkpoint { Record = state.Record, Taken = intake.Taken }
            : await AdvanceAsync(state, intake, now);
        state.Inbox.RemoveAll(row => row.Row is null);
        await store.CommitAsync(state, checkpoint, stop);
        instance.TakenRows.UnionWith(intake.Taken.Select(row => row.Row).OfType<string>());
        if (checkpoint.Record.Status == HubStatus.Failed && !over)
            logger.OrchestrationFailed(instance.Id, checkpoint.Record.Name, checkpoint.Record.Failure?.ErrorType);
        if (checkpoint.NewEvents.Count > 0 || checkpoint.NewGeneration)
            await TellAsync(state, stop);
        StartActivities(instance, state);
        return true;
    }

    private async Task<Checkpoint> AdvanceAsync(InstanceState state, Intake intake, DateTime now)
    {
        // The clock of the turn never shows a time before a timer that has fired in it.
        var at = intake.Fresh.Select(fresh => fresh.FireAt).OfType<DateTime>().Append(now).Max();
        List<HistoryEvent> events = [new() { Kind = HistoryKind.TurnStarted, At = at }, .. intake.Fresh];
        var instanceId = state.Record.InstanceId;
        var result = await executor.RunTurnAsync(state.Record.Name, state.Record.Version, start =>
            new Turn(instanceId, start, Options, loggers, () => LeftTheTurn(instanceId)).Execute(state.History, events));
        return Outcome.Of(state, intake, events, result, Guid.NewGuid());
    }

    private void LeftTheTurn(string instanceId)
    {
        logger.LeftTheTurn(instanceId);
        Wake(instanceId, new MessageRow(null, [new HubMessage(
            Guid.NewGuid().ToString("N"), instanceId, null, new() { Kind = HistoryKind.LeftTheTurn })]));
    }

    private async Task TellAsync(InstanceState state, CancellationToken stop)
    {
        foreach (var row in state.Outbox.ToArray())
        {
            foreach (var message in row.Messages)
                await DeliverAsync(message, stop);
            await store.DeliveredAsync(state, row, stop);
        }

        await store.PublishAsync(state, stop);
        Changed(state.Record.InstanceId);
    }

    private async Task DeliverAsync(HubMessage message, CancellationToken stop)
    {
        if (message.Event.Kind != HistoryKind.ExecutionStarted)
        {
            await PostAsync(message, stop);
            return;
        }

        var record = NewRecord(message.InstanceId, message.Event, message.Id, message.Event.At);
        var taken = await store.CreateAsync(
            record, message, known => known.StartedBy == message.Id || !known.Status.IsTerminal(), stop);
        if (taken is null || taken.StartedBy == message.Id)
        {
            Reload(message.InstanceId);
            return;
        }

        var parent = message.Event.Parent!;
        var refusal = new HistoryEvent
        {
            Kind = HistoryKind.SubOrchestrationFailed,
            TaskId = parent.TaskId,
            Failure = Failure.From(AlreadyExists(message.InstanceId)),
        };
        await PostAsync(new HubMessage($"{message.Id}:refused", parent.InstanceId, parent.ExecutionId, refusal), stop);
    }

    private static void AddDueTimers(InstanceState state, DateTime now)
    {
        if (state.Record.Status.IsTerminal())
            return;
        var due = OpenTasks.Of(state.History).Values
            .Where(open => open.Kind == HistoryKind.TimerCreated && open.FireAt <= now)
            .OrderBy(timer => timer.FireAt).ThenBy(timer => timer.TaskId);
        foreach (var timer in due)
        {
            state.Inbox.Add(new MessageRow(null, [new HubMessage(
                $"{state.Record.ExecutionId}:timer:{timer.TaskId}",
                state.Record.InstanceId,
                state.Record.ExecutionId,
                new() { Kind = HistoryKind.TimerFired, TaskId = timer.TaskId, FireAt = timer.FireAt })]));
        }
    }

    private void SetAlarm(LiveInstance instance, InstanceState state)
    {
        var timers = OpenTasks.Of(state.History).Values.Select(open => open.FireAt).OfType<DateTime>();
        var late = state.Inbox.SelectMany(row => row.Messages).Select(message => message.VisibleAt).OfType<DateTime>();
        var next = state.Record.Status.IsTerminal() ? [] : timers.Concat(late).ToArray();
        instance.SetAlarm(time, next.Length == 0 ? null : next.Min(), () => Wake(instance.Id, null));
    }

    private static bool NothingRuns(LiveInstance instance)
    {
        lock (instance.Activities)
            return instance.Activities.Count == 0;
    }

    private void Forget(LiveInstance instance)
    {
        // A notice that came in the meantime keeps it: its next step loads again and finds the same.
        if (!instance.IsIdleAfterThis)
            return;
        live.TryRemove(KeyValuePair.Create(instance.Id, instance));
        instance.Dispose();
    }
}
