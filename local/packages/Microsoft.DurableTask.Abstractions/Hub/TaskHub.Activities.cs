namespace Microsoft.DurableTask.Hub;

internal sealed partial class TaskHub
{
    /// <summary>
    /// Starts what the history says is scheduled, was not answered, and does not run here yet. After a crash that is
    /// what ran then: an activity runs at least once.
    /// </summary>
    private void StartActivities(LiveInstance instance, InstanceState state)
    {
        var answered = state.Inbox.SelectMany(row => row.Messages)
            .Where(message => message.ExecutionId == state.Record.ExecutionId)
            .Select(message => message.Event.TaskId)
            .ToHashSet();
        var unanswered = OpenTasks.Of(state.History);
        lock (instance.Activities)
            instance.Reported.IntersectWith(unanswered.Keys.Select(id => (state.Record.ExecutionId, id)));
        foreach (var open in unanswered.Values)
        {
            if (open.Kind != HistoryKind.TaskScheduled || answered.Contains(open.TaskId))
                continue;
            var work = new ActivityWork(
                instance.Id, state.Record.ExecutionId, open.TaskId, open.Name!, open.Version, open.Payload);
            lock (instance.Activities)
            {
                var key = (work.ExecutionId, work.TaskId);
                if (instance.Reported.Contains(key) || !instance.Activities.Add(key))
                    continue;
            }

            var stop = dispatching?.Token ?? new CancellationToken(canceled: true);
            _ = Task.Run(() => RunActivityAsync(instance, work, stop), CancellationToken.None);
        }
    }

    private async Task RunActivityAsync(LiveInstance instance, ActivityWork work, CancellationToken stop)
    {
        try
        {
            await activitySlots.WaitAsync(stop);
            HistoryEvent answer;
            try
            {
                answer = await AnswerAsync(work, stop);
            }
            finally
            {
                activitySlots.Release();
            }

            await ReportAsync(instance, work, answer, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The next process runs it again.
        }
    }

    private async Task<HistoryEvent> AnswerAsync(ActivityWork work, CancellationToken stop)
    {
        try
        {
            var output = await executor.RunActivityAsync(work, stop);
            return new() { Kind = HistoryKind.TaskCompleted, TaskId = work.TaskId, Payload = output };
        }
        catch (Exception failed) when (failed is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            var failure = Failure.From(failed);
            logger.ActivityFailed(work.InstanceId, work.Name, failure.ErrorType);
            return new() { Kind = HistoryKind.TaskFailed, TaskId = work.TaskId, Failure = failure };
        }
    }

    private async Task ReportAsync(LiveInstance instance, ActivityWork work, HistoryEvent answer, CancellationToken stop)
    {
        var message = new HubMessage(
            $"{work.ExecutionId}:{work.TaskId}:done", work.InstanceId, work.ExecutionId, answer);
        for (var failures = 0; ; failures++)
        {
            try
            {
                var row = await store.PostAsync(work.InstanceId, [message], stop);
                lock (instance.Activities)
                {
                    instance.Activities.Remove((work.ExecutionId, work.TaskId));
                    instance.Reported.Add((work.ExecutionId, work.TaskId));
                }

                Wake(work.InstanceId, row);
                return;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException && !stop.IsCancellationRequested)
            {
                // The activity has had its effect: losing its answer would run it once more than needed.
                logger.StorageSilent(failed);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 0.2 * Math.Pow(2, failures))), time, stop);
            }
        }
    }
}
