namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Fires the timers, each in its own loop: a run that outlasts the next occurrence skips it.</summary>
internal sealed class TimerListener(
    FunctionCatalog catalog, IEnumerable<TriggerKind> kinds, FunctionInvoker invoker, HostClock clock)
    : ITriggerListener, IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _loops = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var kind = kinds.OfType<TimerTriggerKind>().Single();
        _loops = Task.WhenAll(catalog.OfTrigger<TimerTriggerAttribute>().Select(f => RunAsync(f, kind.ScheduleOf(f))));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loops.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(FunctionMethod function, Schedule schedule)
    {
        var trigger = (TimerTriggerAttribute)function.Trigger;
        var status = trigger.UseMonitor && !schedule.IsSubMinute(Now) ? new ScheduleStatus() : null;
        var due = schedule.After(Now);
        await Task.Yield();
        if (trigger.RunOnStartup)
            await InvokeAsync(function, status, due);
        while (due is { } moment && await WaitAsync(moment))
        {
            await InvokeAsync(function, status, due);

            // From the occurrence itself when the clock woke us a little early, or it would fire twice.
            due = schedule.After(Now > moment ? Now : moment);
            if (status is not null)
                (status.Last, status.LastUpdated) = (moment, Now);
        }
    }

    /// <returns>False when the host stops first.</returns>
    private async Task<bool> WaitAsync(DateTime due)
    {
        for (var left = due - Now; left > TimeSpan.Zero && !_stopping.IsCancellationRequested; left = due - Now)
        {
            await Task.Delay(left < LongestWait ? left : LongestWait, clock.Time, _stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !_stopping.IsCancellationRequested;
    }

    private async Task InvokeAsync(FunctionMethod function, ScheduleStatus? status, DateTime? due)
    {
        var info = new TimerInfo
        {
            ScheduleStatus = status is null
                ? null
                : new ScheduleStatus
                {
                    Last = status.Last,
                    LastUpdated = status.LastUpdated,
                    Next = due.GetValueOrDefault(),
                },
        };
        try
        {
            await invoker.InvokeAsync(function, new Invocation { TriggerValue = info, Reason = "Timer fired" });
        }
        catch (Exception)
        {
            // The invocation has logged it; a timer that failed fires again at its next occurrence.
        }
    }

    private DateTime Now => clock.Time.GetUtcNow().UtcDateTime;
}
