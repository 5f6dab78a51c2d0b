namespace Microsoft.DurableTask.Hub;

/// <summary>
/// One instance at work. At most one worker steps it at a time; a wake-up during a step makes another step follow.
/// </summary>
internal sealed class LiveInstance(string id) : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<MessageRow> arrived = [];
    private Mode mode;
    private ITimer? alarm;
    private bool mustReload;

    private enum Mode
    {
        Idle,
        Queued,
        Running,
        RunningAndWoken,
    }

    internal string Id => id;

    /// <summary>Null until loaded, and again when what was loaded can no longer be trusted.</summary>
    internal InstanceState? State { get; set; }

    /// <summary>Rows that were taken already; a late notice of one of them is ignored.</summary>
    internal HashSet<string> TakenRows { get; } = [];

    /// <summary>Activities that run in this process, by execution and number. Guarded by itself.</summary>
    internal HashSet<(string ExecutionId, int TaskId)> Activities { get; } = [];

    /// <summary>Activities that have reported, until the history shows it. Guarded by <see cref="Activities"/>.</summary>
    internal HashSet<(string ExecutionId, int TaskId)> Reported { get; } = [];

    internal int Failures { get; set; }

    /// <summary>Somebody else wrote to it; set from any thread, heeded at the next step.</summary>
    internal bool MustReload { get => Volatile.Read(ref mustReload); set => Volatile.Write(ref mustReload, value); }

    /// <returns>True if the caller is to queue the instance.</returns>
    internal bool Wake(MessageRow? row)
    {
        lock (gate)
        {
            if (row is not null)
                arrived.Add(row);
            (var queue, mode) = mode switch
            {
                Mode.Idle => (true, Mode.Queued),
                Mode.Running => (false, Mode.RunningAndWoken),
                _ => (false, mode),
            };
            return queue;
        }
    }

    internal void Begin()
    {
        lock (gate)
            mode = Mode.Running;
    }

    /// <returns>True if the caller is to queue the instance again.</returns>
    internal bool End()
    {
        lock (gate)
        {
            var again = mode == Mode.RunningAndWoken;
            mode = again ? Mode.Queued : Mode.Idle;
            return again;
        }
    }

    internal bool IsIdleAfterThis
    {
        get
        {
            lock (gate)
                return mode == Mode.Running && arrived.Count == 0;
        }
    }

    internal void TakeArrived(InstanceState state)
    {
        lock (gate)
        {
            foreach (var row in arrived)
            {
                if (row.Row is null || (!TakenRows.Contains(row.Row) && state.Inbox.TrueForAll(kept => kept.Row != row.Row)))
                    state.Inbox.Add(row);
            }

            arrived.Clear();
        }
    }

    /// <summary>Rings once. Timers hold no longer than weeks, so a far alarm rings early and is set again.</summary>
    internal void SetAlarm(TimeProvider time, DateTime? at, Action ring)
    {
        alarm?.Dispose();
        alarm = null;
        if (at is null)
            return;
        var wait = at.Value - time.GetUtcNow().UtcDateTime;
        wait = wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait;
        wait = wait > TimeSpan.FromHours(12) ? TimeSpan.FromHours(12) : wait;
        alarm = time.CreateTimer(_ => ring(), null, wait, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => alarm?.Dispose();
}
