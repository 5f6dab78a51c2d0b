using Azure.Data.Tables;
using SecureText.Clock;
using SecureText.Demo;
using SecureText.Run;

namespace SecureText.Weeks;

/// <summary>
/// Plays time: lets the system come to rest, then moves the clock to the next thing that is due, whether the functions
/// have promised it, an orchestration has set a timer for it, or the script has planned it.
/// </summary>
internal sealed class TimeDriver(LocalSystem system, LocalClock clock)
{
    /// <summary>
    /// While there is work the clock runs this much faster than real time, so that the functions' timer, every five
    /// seconds, comes round soon, and yet a text is with the carrier well within its sender's lease.
    /// </summary>
    internal const double Factor = 10;

    // What is due within one tick of the functions' timer is one visit.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    private readonly TableServiceClient service = new(system.Azurite.ConnectionString);
    private readonly PriorityQueue<Func<CancellationToken, Task>, DateTimeOffset> plan = new();
    private HubWatch? hub;
    private DueWatch? due;

    internal DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>How often the clock was moved.</summary>
    internal int Jumps { get; private set; }

    /// <summary>Asked whenever the system has come to rest, before the clock is moved: patients read what came.</summary>
    internal Func<CancellationToken, Task>? AtRest { get; set; }

    internal HubWatch Hub => hub ??= new HubWatch(service, FunctionsProgram.HubName);

    /// <summary>Something that somebody does at that time; at once when it has gone by.</summary>
    internal void Plan(DateTimeOffset at, Func<CancellationToken, Task> act) => plan.Enqueue(act, at);

    /// <summary>Completes when nothing is left to do at this time.</summary>
    internal async Task SettleAsync(CancellationToken cancellationToken)
    {
        var state = string.Empty;
        try
        {
            for (var quiet = 0; quiet < 2;)
            {
                await system.Handset.IdleAsync(cancellationToken);
                var first = await Due.FirstAsync(cancellationToken);
                var work = await Hub.LookAsync(Now, cancellationToken);
                var idle = work.IsIdle && !(first <= Now) && system.Handset.Grid.Pending + system.Handset.Network.PendingReports == 0;
                quiet = idle ? quiet + 1 : 0;
                state = $"{work}, first promise {first:O}, now {Now:O}";
                if (!idle) await Task.Delay(Poll, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            throw new ExpectationException($"the system did not come to rest: {state}");
        }
    }

    /// <summary>Plays until <paramref name="target"/>, with all that is due and planned until then.</summary>
    internal async Task UntilAsync(DateTimeOffset target, CancellationToken cancellationToken)
    {
        while (true)
        {
            await RestAsync(cancellationToken);
            if (plan.TryPeek(out _, out var planned) && planned <= Now)
            {
                await plan.Dequeue()(cancellationToken);
                continue;
            }

            if (Now >= target) return;
            var next = await NextAsync(cancellationToken) is { } at && at < target ? at : target;
            clock.Jump(Later(next));
            Jumps++;
        }
    }

    /// <summary>Goes there in one jump, whatever is due until then, and waits for nothing.</summary>
    internal void Leap(DateTimeOffset to)
    {
        clock.Jump(Later(to));
        Jumps++;
    }

    private DueWatch Due => due ??= new DueWatch(service);

    private async Task RestAsync(CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken);
        if (AtRest is { } act) await act(cancellationToken);
    }

    private async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        var candidates = new List<DateTimeOffset>();
        if (await Due.FirstAsync(cancellationToken) is { } promised) candidates.Add(promised);
        if ((await Hub.LookAsync(Now, cancellationToken)).Next is { } timer) candidates.Add(timer);
        if (plan.TryPeek(out _, out var planned)) candidates.Add(planned);
        return candidates.Count == 0 ? null : candidates.Min();
    }

    private static DateTimeOffset Later(DateTimeOffset at) => new((at.UtcTicks / Tick.Ticks + 1) * Tick.Ticks, TimeSpan.Zero);
}
