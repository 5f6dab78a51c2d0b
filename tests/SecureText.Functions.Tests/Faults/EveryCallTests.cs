using SecureText.Harness;

namespace SecureText.Faults;

/// <summary>
/// P3: each call that a scenario makes goes wrong once, in each way; then the event comes again, the client repeats its
/// request and the timer ticks. What is left must be what an undisturbed run leaves. A class for each way, so that they run
/// beside each other.
/// </summary>
public abstract class EveryCallTests(AzuriteFixture azurite, FaultKind kind) : IClassFixture<AzuriteFixture>
{
    private const int FewestCalls = 4;

    public static TheoryData<string> Names() => [.. Scenario.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Any_call_that_goes_wrong_once_changes_nothing_of_the_end(string name)
    {
        var points = new FaultPoints();
        var transport = new FaultTransport(points);
        await using var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        clinic.Watch(points);
        var (undisturbed, _) = await FaultPlay.RunAsync(clinic, points, Scenario.All[name], kind, 0);
        Assert.DoesNotContain("promise", undisturbed, StringComparison.Ordinal);

        var failures = new List<string>();
        var nth = 1;
        for (; ; nth++)
        {
            var (end, call) = await FaultPlay.RunAsync(clinic, points, Scenario.All[name], kind, nth);
            if (call is null) break;
            if (end != undisturbed) failures.Add($"== {kind} at call {nth} ({call}):\n{end}");
        }

        Assert.True(nth > FewestCalls, "The faults did not reach the calls.");
        Assert.True(failures.Count == 0, $"Undisturbed:\n{undisturbed}\n{string.Join('\n', failures)}");
    }
}

public sealed class EveryCallFailsBeforeTests(AzuriteFixture azurite) : EveryCallTests(azurite, FaultKind.FailBefore);

public sealed class EveryCallFailsAfterTests(AzuriteFixture azurite) : EveryCallTests(azurite, FaultKind.FailAfter);

public sealed class EveryCallKillsTests(AzuriteFixture azurite) : EveryCallTests(azurite, FaultKind.Kill);

public sealed class EveryCallKillsAfterTests(AzuriteFixture azurite) : EveryCallTests(azurite, FaultKind.KillAfter);
