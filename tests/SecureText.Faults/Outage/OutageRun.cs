using SecureText.Faults.Proxy;
using SecureText.Faults.Run;

namespace SecureText.Faults.Outage;

/// <summary>
/// While patients text and staff work, storage, the journal, the carrier and the vault go away one after the other, in
/// each of the ways in which a service goes away.
/// </summary>
internal sealed class OutageRun
{
    private const string Calm = "calm";
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(150);

    private readonly FaultOptions options;
    private readonly Stage stage;
    private readonly Action<string> say;
    private readonly Answers answers;
    private readonly Traffic traffic;
    private readonly List<Verdict> verdicts = [];
    private readonly List<string> unready = [];
    private readonly List<string> dishonest = [];
    private readonly List<string> delivered = [];
    private readonly List<string> notStruck = [];
    private volatile string phase = Calm;

    private OutageRun(FaultOptions options, Stage stage, Action<string> say)
    {
        (this.options, this.stage, this.say) = (options, stage, say);
        answers = new Answers(() => phase);
        traffic = new Traffic(stage, answers, options.Seed);
    }

    internal static async Task<IReadOnlyList<Verdict>> RunAsync(FaultOptions options, Action<string> say, CancellationToken token)
    {
        await using var stage = await Stage.StartAsync(retryScale: 0.02, say, token);
        var verdicts = await new OutageRun(options, stage, say).PlayAsync(token);
        if (verdicts.All(one => one.Holds)) stage.Forget();
        else say($"What the functions wrote: {stage.System.FunctionsLog}");
        return verdicts;
    }

    private async Task<IReadOnlyList<Verdict>> PlayAsync(CancellationToken token)
    {
        for (var i = 0; i < (options.Short ? 6 : 20); i++) traffic.NewPatient();
        await stage.System.Handset.IdleAsync(token);
        await traffic.MeetAsync(token);
        var atRest = stage.System.FunctionsMemory;
        var phases = Phase.All.Where(one => !options.Short || one.InShort).GroupBy(one => one.Service)
            .SelectMany(group => Lots.Of(options.Seed, (int)group.Key).Shuffled(group).Take(options.Points > 0 ? options.Points : int.MaxValue))
            .GroupBy(one => one.Service);
        foreach (var group in phases)
        {
            if (group.Key == Service.Vault) await VaultAsync([.. group], token);
            else await WorkAsync(() => PlayAsync([.. group], token), token);
            await SettleAsync(token);
        }

        var memory = (atRest, Peak: stage.System.FunctionsPeak, stage.System.FunctionsMemory);
        verdicts.Add(Verdict.None("each fault was met by requests", notStruck));
        verdicts.AddRange(AnswerChecks.Of(answers.All, Calm));
        verdicts.Add(Verdict.None("while a service was wholly away, nothing that needs it was promised", [.. dishonest, .. delivered]));
        verdicts.Add(Verdict.None("health/ready named the part that was away", unready));
        verdicts.Add(new Verdict(
            "Event Grid waited less than 30 s for each answer", "less than 30 s", $"at most {stage.System.Handset.Grid.Log.Longest.TotalSeconds:0.0} s",
            stage.System.Handset.Grid.Log.Longest < TimeSpan.FromSeconds(30)));
        verdicts.AddRange(await CalmChecks.RunAsync(stage, traffic, answers, token));
        verdicts.Add(new Verdict(
            "memory of the functions is bounded", "at most 400 MB",
            $"{Mb(memory.atRest)} at rest, {Mb(memory.Peak)} at most, {Mb(memory.FunctionsMemory)} after", memory.Peak < 400L << 20));
        return verdicts;
    }

    // Patients and staff work while it plays.
    private async Task WorkAsync(Func<Task> play, CancellationToken token)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var people = new List<Task>();
        for (var i = 0; i < (options.Short ? 2 : 3); i++) people.Add(traffic.PatientsAsync(i, 150, 900, stop.Token));
        for (var i = 0; i < (options.Short ? 3 : 6); i++) people.Add(traffic.StaffAsync(i, 50, 500, stop.Token, token));
        await play();
        await stop.CancelAsync();
        await Task.WhenAll(people);
    }

    private async Task PlayAsync(IReadOnlyList<Phase> phases, CancellationToken token)
    {
        foreach (var one in phases)
        {
            await BreakAsync(one, () => Task.Delay(TimeSpan.FromSeconds(Length(one)), token), token);
            await Task.Delay(TimeSpan.FromSeconds(options.Short ? 0.5 : 2), token);
        }
    }

    private async Task BreakAsync(Phase one, Func<Task> play, CancellationToken token)
    {
        say($"{one.Name}, {Length(one):0} s");
        var struck = Proxies(one.Service).Sum(proxy => proxy.Struck);
        await SetAsync(one.Service, Only(one), token);
        var deliveries = stage.System.Handset.Grid.Log.Counts.Deliveries;
        phase = one.Name;
        if (one.IsTotal && one.Service != Service.Carrier) await UnreadyAsync(one, token);
        await play();
        phase = "between";
        var after = stage.System.Handset.Grid.Log.Counts.Deliveries;
        await SetAsync(one.Service, Fault.None, token);
        phase = Calm;
        if (one.Fault.Kind != FaultKind.Refuse && Proxies(one.Service).Sum(proxy => proxy.Struck) == struck) notStruck.Add(one.Name);
        if (!one.IsTotal || one.Service is Service.Carrier or Service.Vault) return;
        if (after != deliveries) delivered.Add($"{one.Name}: {after - deliveries} events taken");
        dishonest.AddRange(answers.All.Where(asked => asked.Phase == one.Name && asked.IsGood && (one.Service == Service.Storage || asked.What.StartsWith("read", StringComparison.Ordinal)))
            .Select(asked => $"{one.Name}: {asked.What} {asked.Status}"));
    }

    private async Task UnreadyAsync(Phase one, CancellationToken token)
    {
        var (asked, answer) = await answers.AskAsync("ready", () => stage.ReadyAsync(token));
        var part = one.Service switch { Service.Storage => "storage", Service.Journal => "journal", _ => "keys" };
        var said = (string?)answer?.Json?["checks"]?[part];
        if (asked.Status != 503 || said is null or "ok") unready.Add($"{one.Name}: {asked.Status}, {part} {said}");
    }

    // What was kept open is closed, so that reading needs the vault; taking in does not.
    private async Task VaultAsync(IReadOnlyList<Phase> phases, CancellationToken token)
    {
        stage.Clock.Jump(stage.Clock.GetUtcNow() + TimeSpan.FromMinutes(6));
        var unwraps = 0;
        stage.Disturbed.Vault.Asked = (_, _, target) =>
        {
            if (target.Contains("unwrap", StringComparison.OrdinalIgnoreCase)) Interlocked.Increment(ref unwraps);
        };
        await SetAsync(Service.Vault, new Fault(FaultKind.Unavailable), token);
        say("the vault answers 503, and nobody reads");
        var known = traffic.Texted.Keys.Order(StringComparer.Ordinal).ToList();
        var steady = await TakenAsync(() => traffic.Text(known[0]), () => traffic.Text(known[1]), () => traffic.Text(known[2]), token);
        verdicts.Add(new Verdict(
            "texts are taken in while the vault is away, and it is not asked", "all taken, none failed, 0 asked",
            $"{steady}, {unwraps} asked", steady.IsGood && unwraps == 0));

        // Their greeting must be opened to be sent; it may wait, they may not.
        var first = await TakenAsync(() => traffic.NewPatient(), () => traffic.NewPatient(), () => traffic.NewPatient(), token);
        verdicts.Add(new Verdict("so are first texts, whose greeting needs the vault", "all taken, none failed", $"{first}", first.IsGood));
        await SetAsync(Service.Vault, Fault.None, token);
        await SettleAsync(token);
        await traffic.MeetAsync(token);
        foreach (var one in phases)
        {
            stage.Clock.Jump(stage.Clock.GetUtcNow() + TimeSpan.FromMinutes(6));
            await WorkAsync(() => PlayAsync([one], token), token);
            await SettleAsync(token);
        }

        if (unwraps == 0) notStruck.Add("the vault was never asked to unwrap");
    }

    private async Task<Taken> TakenAsync(Action one, Action two, Action three, CancellationToken token)
    {
        var grid = stage.System.Handset.Grid;
        var before = grid.Log.Counts;
        one();
        two();
        three();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            await grid.IdleAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // The count says it.
        }

        var counts = grid.Log.Counts;
        return new Taken(counts.Published - before.Published, counts.Deliveries - before.Deliveries, counts.FailedAttempts - before.FailedAttempts);
    }

    // The clock runs faster, so that what was put off for a minute comes sooner; what is asked for must come by itself.
    private async Task SettleAsync(CancellationToken token)
    {
        var begun = TimeProvider.System.GetTimestamp();
        stage.Clock.Run(6);
        while (TimeProvider.System.GetElapsedTime(begun) < SettleLimit)
        {
            if (stage.System.Handset.Grid.Pending + stage.System.Handset.Network.PendingReports == 0
                && CalmChecks.Unsent(stage, traffic).Count == 0) break;
            await Task.Delay(200, token);
        }

        stage.Clock.Run(1);
        say($"settled after {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0} s");
    }

    private async Task SetAsync(Service service, Fault fault, CancellationToken token)
    {
        foreach (var proxy in Proxies(service)) await proxy.SetAsync(fault, token);
    }

    private IReadOnlyList<FaultProxy> Proxies(Service service) => service switch
    {
        Service.Storage => stage.Disturbed.Storage,
        Service.Journal => [stage.Disturbed.Blobs],
        Service.Carrier => [stage.Disturbed.Carrier],
        _ => [stage.Disturbed.Vault],
    };

    private static Fault Only(Phase one) => one.Service != Service.Journal
        ? one.Fault
        : one.Fault with { Only = (_, target) => target.Contains("/journal", StringComparison.Ordinal) };

    private double Length(Phase one) => options.Short ? Math.Min(3, one.Seconds / 2.0) : one.Seconds;

    private static string Mb(long bytes) => $"{bytes >> 20} MB";

    private readonly record struct Taken(int Published, int Deliveries, int Failed)
    {
        internal bool IsGood => Deliveries == Published && Failed == 0;

        public override string ToString() => $"{Deliveries} of {Published} taken, {Failed} tries failed";
    }
}
