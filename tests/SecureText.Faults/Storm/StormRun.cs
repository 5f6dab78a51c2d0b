using SecureText.Demo;
using SecureText.Faults.Outage;
using SecureText.Faults.Run;

namespace SecureText.Faults.Storm;

/// <summary>
/// Ten times what a small clinic has in its busiest minute, each event three times and out of order, while pages are open
/// and staff work; beside it the same at the usual pace.
/// </summary>
internal sealed class StormRun
{
    // A clinic of 2,000 texts a day, half of them from patients, open nine hours: two a minute on average. In the busiest
    // minute ten times that: twenty come in.
    private const int UsualPatients = 1;
    private const int UsualStaff = 1;
    private const int UsualPages = 3;
    private const int Times = 10;
    private const string Usual = "usual";
    private const string Storming = "storm";
    private static readonly TimeSpan PagePoll = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(180);

    private readonly FaultOptions options;
    private readonly Stage stage;
    private readonly Action<string> say;
    private readonly Answers answers;
    private readonly Traffic traffic;
    private volatile string phase = Usual;

    private StormRun(FaultOptions options, Stage stage, Action<string> say)
    {
        (this.options, this.stage, this.say) = (options, stage, say);
        answers = new Answers(() => phase);
        traffic = new Traffic(stage, answers, options.Seed);
    }

    internal static async Task<IReadOnlyList<Verdict>> RunAsync(FaultOptions options, Action<string> say, CancellationToken token)
    {
        await using var stage = await Stage.StartAsync(retryScale: 0.02, say, token);
        var verdicts = await new StormRun(options, stage, say).PlayAsync(token);
        if (verdicts.All(one => one.Holds)) stage.Forget();
        else say($"What the functions wrote: {stage.System.FunctionsLog}");
        return verdicts;
    }

    private async Task<IReadOnlyList<Verdict>> PlayAsync(CancellationToken token)
    {
        var reports = new LateReports(stage.System.Handset.Grid);
        for (var i = 0; i < 10; i++) traffic.NewPatient();
        await stage.System.Handset.IdleAsync(token);
        await traffic.MeetAsync(token);

        var usual = await PlayAsync(1, TimeSpan.FromSeconds(options.Short ? 5 : 30), token);
        phase = Storming;
        var grid = stage.System.Handset.Grid;
        (grid.Switches.Duplicates, grid.Switches.Shuffling) = (true, true);
        var storm = await PlayAsync(Times, TimeSpan.FromSeconds(options.Short ? 15 : 120), token);
        await SettleAsync(token);

        // Late, and twice: by now everything stands.
        var before = await CalmChecks.StatusesAsync(stage, traffic, token);
        var late = reports.SendAgain();
        await grid.IdleAsync(token);
        var after = await CalmChecks.StatusesAsync(stage, traffic, token);
        var verdicts = new List<Verdict>
        {
            new("ten times the usual pace was kept up", "yes", $"{usual.PerMinute:0} and {storm.PerMinute:0} texts of patients a minute, {grid.Log.Counts.Deliveries} deliveries", storm.PerMinute > 5 * usual.PerMinute),
            new("Event Grid waited less than 30 s for each answer", "less than 30 s", $"at most {grid.Log.Longest.TotalSeconds:0.0} s, {grid.Log.Counts.FailedAttempts} tries failed", grid.Log.Longest < TimeSpan.FromSeconds(30) && grid.Log.Counts.FailedAttempts == 0),
            new("every answer to staff and their pages was good", "all", $"{answers.All.Count(one => one.Status < 400 && one.Status > 0)} of {answers.All.Count}, the longest {answers.All.Max(one => one.Took).TotalSeconds:0.0} s", answers.All.All(one => one.Status is > 0 and < 400)),
            new("reports that come late and twice change nothing", "nothing", late == 0 ? "no report was sent" : before == after ? $"nothing, by {late} reports" : "something", late > 0 && before == after),
        };
        verdicts.AddRange(await CalmChecks.RunAsync(stage, traffic, answers, token));
        verdicts.Add(new Verdict(
            "memory is bounded", "at most 200 MB above the usual", $"{Mb(usual.Peak)} at the usual pace, {Mb(storm.Peak)} in the storm", storm.Peak < usual.Peak + (200L << 20)));
        verdicts.Add(new Verdict(
            "memory does not grow on", "second half at most a quarter above the first", $"{Mb(storm.FirstHalf)} and {Mb(storm.SecondHalf)} at most, {Mb(stage.System.FunctionsMemory)} after",
            storm.SecondHalf < storm.FirstHalf * 5 / 4));
        return verdicts;
    }

    private async Task<Pace> PlayAsync(int times, TimeSpan time, CancellationToken token)
    {
        say($"{phase}, {time.TotalSeconds:0} s");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var texts = traffic.Texted.Values.Sum(mine => mine.Count);
        var people = new List<Task>();
        for (var i = 0; i < UsualPatients * times; i++) people.Add(traffic.PatientsAsync((times * 100) + i, 2000, 4000, stop.Token));
        for (var i = 0; i < UsualStaff * times; i++) people.Add(traffic.StaffAsync((times * 100) + i, 4000, 8000, stop.Token, token));
        for (var i = 0; i < UsualPages * times; i++) people.Add(PageAsync(i, stop.Token));
        var begun = TimeProvider.System.GetTimestamp();
        var samples = new List<long>();
        while (TimeProvider.System.GetElapsedTime(begun) < time)
        {
            await Task.Delay(Sample, token);
            samples.Add(stage.System.FunctionsMemory);
        }

        var minutes = TimeProvider.System.GetElapsedTime(begun).TotalMinutes;
        var sent = traffic.Texted.Values.Sum(mine => mine.Count) - texts;
        await stop.CancelAsync();
        await Task.WhenAll(people);
        return new Pace(sent / minutes, stage.System.FunctionsPeak, samples.Take(samples.Count / 2).Max(), samples.Skip(samples.Count / 2).Max());
    }

    // Asks every three seconds whether anything is new, and for the list when there is.
    private async Task PageAsync(int page, CancellationToken stop)
    {
        string? tag = null;
        try
        {
            await Task.Delay(PagePoll * (page % 10) / 10, stop);
            while (true)
            {
                string? next = null;
                await answers.AskAsync("poll", async () =>
                {
                    using var answer = await stage.Staff.PollAsync("api/changes", tag, CancellationToken.None);
                    next = answer.Headers.ETag?.ToString();
                    return await Answer.ReadAsync(answer, CancellationToken.None);
                });
                if (next is not null && next != tag) await answers.AskAsync("read inbox", () => stage.Staff.GetAsync("api/conversations?view=open", CancellationToken.None));
                tag = next ?? tag;
                await Task.Delay(PagePoll, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
    }

    private async Task SettleAsync(CancellationToken token)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < SettleLimit)
        {
            if (stage.System.Handset.Grid.Pending + stage.System.Handset.Network.PendingReports == 0 && CalmChecks.Unsent(stage, traffic).Count == 0) break;
            await Task.Delay(Sample, token);
        }

        say($"settled after {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0} s");
    }

    private static string Mb(long bytes) => $"{bytes >> 20} MB";

    private sealed record Pace(double PerMinute, long Peak, long FirstHalf, long SecondHalf);
}
