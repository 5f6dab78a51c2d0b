using SecureText.Clock;
using SecureText.Demo;
using SecureText.Faults.Run;
using SecureText.Run;
using SecureText.SignIn;
using SecureText.Simulator;
using SecureText.Weeks;

namespace SecureText.Faults.Load;

/// <summary>
/// A made-up busy day by seed, through the interfaces that patients and staff have. It goes on until it is closed, asks again
/// whatever has no answer, and remembers all that it was promised.
/// </summary>
internal sealed class BusyDay
{
    /// <summary>How much faster than the machine's the clock runs while the day is busy.</summary>
    internal const double Factor = 4;

    // Work that does not end by then never will.
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    private const int Others = 2000;

    private readonly LoadPlan plan;
    private readonly Talk[] talkers;
    private readonly Talk[] leavers;
    private readonly Visitor[] visitors;
    private readonly News news;
    private string? member;

    internal BusyDay(FaultSystem system, LoadPlan plan)
    {
        this.plan = plan;
        (System, Clock) = system;
        Staff = new Staff(System, Clock, new Calls());
        Phones = new PhoneWatch(System.Handset.Network, Clock);
        Driver = new TimeDriver(System, Clock) { AtRest = LookAsync };
        var dice = new Dice(plan.Seed);
        var number = Others;
        talkers = [.. Enumerable.Range(0, plan.Talkers).Select(i => new Talk(this, MadeUp.Number(number++), i, dice.For($"talker {i}")))];
        leavers = [.. Enumerable.Range(0, plan.Leavers).Select(i => new Talk(this, MadeUp.Number(number++), 100 + i, dice.For($"leaver {i}")))];
        visitors = [.. Enumerable.Range(0, plan.Visitors).Select(i => new Visitor(this, MadeUp.Number(number++), i, dice.For($"visitor {i}")))];
        news = new News(this, [.. Enumerable.Range(0, plan.Recipients).Select(i => MadeUp.Person(i) with { Number = MadeUp.Number(i) })], dice.For("news"));
    }

    internal LocalSystem System { get; }

    internal LocalClock Clock { get; }

    internal Staff Staff { get; }

    internal PhoneWatch Phones { get; }

    internal TimeDriver Driver { get; }

    internal Promises Promises { get; } = new();

    /// <summary>Orchestrators that were seen to fail.</summary>
    internal HashSet<string> Failed { get; } = [];

    /// <summary>Told of each request to write before it is made.</summary>
    internal Action<Kind>? Writes { get; set; }

    /// <summary>Before anything is broken: staff, the practice's list, and who is behind the links.</summary>
    internal async Task OpenAsync(CancellationToken token)
    {
        await DemoStaff.SeedAsync(System, token);
        Clock.Run(Factor);
        await news.ImportAsync(token);
        foreach (var one in visitors) await one.OpenAsync(token);
    }

    /// <summary>
    /// Plays until <paramref name="closing"/>; then each finishes what he has begun, which needs a system that answers.
    /// </summary>
    internal Task PlayAsync(CancellationToken closing, CancellationToken token) => Task.WhenAll(
    [
        .. talkers.Select(one => one.TalkAsync(closing, token)),
        .. leavers.Select(one => one.LeaveAsync(closing, token)),
        .. visitors.Select(one => one.VisitAsync(closing, token)),
        news.SpreadAsync(closing, token),
    ]);

    /// <summary>Waits until all work is done, then lets the next week pass, in which nothing more may happen.</summary>
    internal async Task SettleAsync(CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(LongestRest);
        Hurry();
        await Driver.SettleAsync(limit.Token);
        await Driver.UntilAsync(Clock.GetUtcNow().AddDays(8), limit.Token);
    }

    /// <summary>Lets the clock run faster: when nobody does anything new, all that is left is waiting.</summary>
    internal void Hurry() => Clock.Run(TimeDriver.Factor);

    /// <summary>A patient's text; the network has it from now on.</summary>
    internal Bubble Text(string number, string words) =>
        System.Handset.Network.TextFromPatient(number, System.Clinic.Line, words);

    internal async Task StopAsync(string number, CancellationToken token)
    {
        var bubble = Text(number, "STOP");
        await Phones.TakenAsync(bubble.Id, token);
    }

    internal async Task PauseAsync(Dice dice, CancellationToken closing)
    {
        try
        {
            await Task.Delay(dice.Wait(plan.Pause.From, plan.Pause.To), closing);
        }
        catch (OperationCanceledException)
        {
            // The day closes.
        }
    }

    internal void Answered(Asked asked, Answer? answer)
    {
        if (answer is null) return;
        asked.Status = (int)answer.Status;
        if ((string?)answer.Json?["id"] is { } id && asked.IsPromised) asked.Ids.Add(id);
        if (!asked.IsPromised && answer.Problem is not ("consent-withdrawn" or "portal-closed"))
            Promises.Wrong.Add($"{asked.Kind} {asked.Key}: {asked.Status} {answer.Problem}");
    }

    internal PatientBrowser NewBrowser() => new(System);

    /// <summary>Time of the clock in the machine's.</summary>
    internal static TimeSpan Real(TimeSpan ofClock) => ofClock / Factor;

    // Each night what has ended is purged, also what has failed.
    private async Task LookAsync(CancellationToken token) => Failed.UnionWith(await Driver.Hub.FailedAsync(token));

    /// <summary>Under which id the clinic knows the member of staff.</summary>
    internal async Task<string> MemberAsync(CancellationToken token) =>
        member ??= (string)(await Staff.SureAsync(DemoPeople.Member, "me", client => client.GetAsync("api/me", token), token)).Must(200).Json!["id"]!;
}
