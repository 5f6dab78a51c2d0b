using Azure;
using SecureText.Harness;

namespace SecureText.Faults;

/// <summary>
/// P3: each call that a scenario makes goes wrong once, in each way; then the event comes again, the client repeats its
/// request and the timer ticks. What is left must be what an undisturbed run leaves.
/// </summary>
[Collection(OnAzurite.Name)]
public class EveryCallTests(AzuriteFixture azurite)
{
    private const int FewestCalls = 4;

    public static TheoryData<string, FaultKind> Cases()
    {
        var cases = new TheoryData<string, FaultKind>();
        foreach (var name in Scenario.All.Keys)
        {
            foreach (var kind in Enum.GetValues<FaultKind>()) cases.Add(name, kind);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Any_call_that_goes_wrong_once_changes_nothing_of_the_end(string name, FaultKind kind)
    {
        var points = new FaultPoints();
        var transport = new FaultTransport(points);
        await using var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        clinic.Watch(points);
        var (undisturbed, _) = await PlayAsync(clinic, points, Scenario.All[name], kind, 0);
        Assert.DoesNotContain("promise", undisturbed, StringComparison.Ordinal);

        var failures = new List<string>();
        var nth = 1;
        for (; ; nth++)
        {
            var (end, call) = await PlayAsync(clinic, points, Scenario.All[name], kind, nth);
            if (call is null) break;
            if (end != undisturbed) failures.Add($"== {kind} at call {nth} ({call}):\n{end}");
        }

        Assert.True(nth > FewestCalls, "The faults did not reach the calls.");
        Assert.True(failures.Count == 0, $"Undisturbed:\n{undisturbed}\n{string.Join('\n', failures)}");
    }

    [Theory]
    [InlineData("staff answer", FaultKind.Kill)]
    [InlineData("staff answer", FaultKind.KillAfter)]
    [InlineData("staff answer for later", FaultKind.Kill)]
    [InlineData("staff answer for later", FaultKind.KillAfter)]
    [InlineData("note to a colleague", FaultKind.Kill)]
    [InlineData("note to a colleague", FaultKind.KillAfter)]
    public async Task What_staff_wrote_and_never_ask_for_again_is_done_whole_or_was_never_written(string name, FaultKind kind)
    {
        var points = new FaultPoints();
        await using var clinic = await TestClinic.StartAsync(azurite, transport: new FaultTransport(points));
        clinic.Watch(points);
        var answer = Scenario.All[name];
        var (whole, _) = await PlayAsync(clinic, points, answer, kind, 0);
        var (nothing, _) = await PlayAsync(clinic, points, answer with { Steps = [] }, kind, 0, patient: 79);
        for (var nth = 1; ; nth++)
        {
            var (end, call) = await PlayAsync(clinic, points, answer, kind, nth, repeats: false);
            if (call is null) break;
            Assert.True(
                WithoutRequest(end) == WithoutRequest(whole) || end == nothing, $"{kind} at call {nth} ({call}):\n{end}");
        }

        Assert.NotEqual(whole, nothing);

        // The line of the request itself is written after the text: a process that dies between has only the sender's.
        static string WithoutRequest(string end) => string.Join(
            '\n', end.Split('\n').Where(line => !line.Contains(".write", StringComparison.Ordinal)));
    }

    /// <summary>One run; the undisturbed one is <paramref name="nth"/> 0.</summary>
    private static async Task<(string End, string? Hit)> PlayAsync(
        TestClinic clinic, FaultPoints points, Scenario scenario, FaultKind kind, int nth, bool repeats = true, int? patient = null)
    {
        points.Arm(kind, 0);
        var run = new Run(clinic, Patients.Number(patient ?? nth));
        await scenario.Prepare(run);
        await SettleAsync(clinic, points);
        clinic.Restart();
        points.Arm(kind, nth);
        foreach (var step in scenario.Steps) await RepeatAsync(clinic, points, () => step(run), repeats);
        await SettleAsync(clinic, points);
        var hit = points.Hit;

        // Looking at the end is not part of it.
        points.Arm(kind, 0);
        clinic.Restart();
        return (Patients.Anonymous(await EndState.OfAsync(clinic, run.Number), patient ?? nth), hit);
    }

    // Once for the fault; whatever fails twice is a fault of the program.
    private static async Task RepeatAsync(TestClinic clinic, FaultPoints points, Func<Task> step, bool repeats)
    {
        try
        {
            await step();
        }
        catch (Exception) when (points.Hit is not null)
        {
            clinic.Restart();
            points.Revive();
            clinic.Time.Advance(TimeSpan.FromSeconds(10));
            if (repeats) await step();
        }
    }

    // The host runs a timer again whatever became of the last run. Longer than a lease and the longest backoff.
    private static async Task SettleAsync(TestClinic clinic, FaultPoints points)
    {
        for (var tick = 0; tick < 40 && await EndState.HasPromisesAsync(clinic); tick++)
        {
            try
            {
                await clinic.TickAsync(TimeSpan.FromSeconds(31));
            }
            catch (RequestFailedException) when (points.Hit is not null)
            {
            }

            if (!points.IsDead) continue;
            clinic.Restart();
            points.Revive();
        }
    }
}
