using SecureText.Faults.Load;
using SecureText.Faults.Run;

namespace SecureText.Faults.Kill;

/// <summary>Kills the functions at the moments of a seed while the clinic has a busy day, and starts them again.</summary>
internal sealed class KillRun
{
    private const int UsualPoints = 20;
    private const int ShortPoints = 4;

    // A moment that does not come by itself: then they are killed all the same.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly BusyDay day;
    private readonly IReadOnlyList<KillPoint> points;
    private readonly Dice dice;
    private readonly Action<string> say;
    private volatile Moment awaited;
    private int killed;
    private volatile TaskCompletionSource come = new();
    private volatile TaskCompletionSource dead = new();

    private KillRun(FaultSystem system, FaultOptions options, Action<string> say)
    {
        this.say = say;
        day = new BusyDay(system, options.Short ? LoadPlan.Short(options.Seed) : new LoadPlan(options.Seed));
        dice = new Dice(options.Seed).For("kill");
        points = KillPlan.Of(dice.For("plan"), options.Points > 0 ? options.Points : options.Short ? ShortPoints : UsualPoints);
        day.Writes = kind => Come(kind switch { Kind.Upload => Moment.Upload, Kind.Reply => Moment.Reply, _ => Moment.Any });
        day.Phones.Sent = _ => HoldAnswer();
        day.Phones.Received = _ => Come(Moment.Inbound);
    }

    internal static Task<IReadOnlyList<Verdict>> RunAsync(FaultOptions options, Action<string> say, CancellationToken token) =>
        FaultSystem.RunAsync("kill", say, system => new KillRun(system, options, say).RunAsync(token), token);

    private async Task<IReadOnlyList<Verdict>> RunAsync(CancellationToken token)
    {
        // Later than the lease of a claim: a report that came before it would spare the sender the second try that is looked for.
        var network = day.System.Handset.Network.Switches;
        (network.SlowReportDelay, network.SlowReports) = (TimeSpan.FromMinutes(2), true);
        await day.OpenAsync(token);
        say("The day begins");
        using var closing = new CancellationTokenSource();
        var play = day.PlayAsync(closing.Token, token);
        foreach (var point in points)
        {
            // Whoever breaks off ends it all; the day itself does not end before it is closed.
            await (await Task.WhenAny(play, KillAsync(point, token)));
        }

        await Task.Delay(dice.Wait(500, 1500), token);
        await closing.CancelAsync();
        day.Hurry();
        await play;
        say("The day is over");
        await day.SettleAsync(token);
        say($"At rest: {day.Staff.Calls.Answered} requests answered, {day.Staff.Calls.Lost} without an answer, {day.System.Handset.Grid.Log.Counts.FailedAttempts} deliveries failed");
        return [Verdict.Equal("the functions were killed", points.Count, killed), .. await new DayChecks(day).RunAsync(token)];
    }

    private async Task KillAsync(KillPoint point, CancellationToken token)
    {
        await Task.Delay(dice.Wait(200, 1500), token);
        await MomentAsync(point, token);
        killed++;
        if (point.Moment == Moment.Starting) await KillStartingAsync(point.Delay, token);
        await day.System.KillFunctionsAsync();
        dead.TrySetResult();
        await day.System.RestartFunctionsAsync(day.System.Clinic, kill: true, token);
        say($"killed {killed} of {points.Count}: {point}");
    }

    private async Task MomentAsync(KillPoint point, CancellationToken token)
    {
        switch (point.Moment)
        {
            case Moment.Starting:
                return;
            case Moment.Started:
                await day.System.RestartFunctionsAsync(day.System.Clinic, kill: true, token);
                break;
            case Moment.Log:
                var now = day.Clock.GetUtcNow();
                await Task.Delay(new DateTimeOffset((now.UtcTicks / Minute.Ticks + 1) * Minute.Ticks, TimeSpan.Zero) - now, day.Clock, token);
                break;
            case not Moment.Any:
                come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                dead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                awaited = point.Moment;
                await Task.WhenAny(come.Task, Task.Delay(Longest, token));
                break;
        }

        if (point.Delay > TimeSpan.Zero) await Task.Delay(point.Delay, token);
    }

    private async Task KillStartingAsync(TimeSpan delay, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(delay);
        try
        {
            await day.System.RestartFunctionsAsync(day.System.Clinic, kill: true, limit.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // Killed before they were ready.
        }
    }

    // The carrier has taken the text, and says so only to who is dead: a kill takes longer than an answer.
    private void HoldAnswer()
    {
        if (Come(Moment.TextSent)) dead.Task.Wait(Longest);
    }

    private bool Come(Moment moment) => moment == awaited && come.TrySetResult();
}
