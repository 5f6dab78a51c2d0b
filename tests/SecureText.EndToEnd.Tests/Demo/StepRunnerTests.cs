using SecureText.Demo;
using SecureText.EndToEnd.Tests.Simulator;

namespace SecureText.EndToEnd.Tests.Demo;

public sealed class StepRunnerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(91);

    [Fact]
    public async Task RunAsync_all_good_runs_each_in_order()
    {
        var results = await RunAsync(Good("one"), Good("two"));

        Assert.Equal(["one Done went well", "two Done went well"], results);
    }

    [Fact]
    public async Task RunAsync_broken_expectation_names_the_step_and_runs_no_more()
    {
        var ran = false;
        var results = await RunAsync(
            Good("one"),
            new DemoStep("two", _ => throw new ExpectationException("texts: expected 1, got 2")),
            new DemoStep("three", _ => { ran = true; return Task.FromResult("ran"); }));

        Assert.Equal(["one Done went well", "two Broken texts: expected 1, got 2", "three NotRun "], results);
        Assert.False(ran);
    }

    [Fact]
    public async Task RunAsync_exception_is_a_broken_step() =>
        Assert.Equal(
            ["one Broken HttpRequestException: No connection."],
            await RunAsync(new DemoStep("one", _ => throw new HttpRequestException("No connection."))));

    [Fact]
    public async Task RunAsync_step_that_hangs_is_broken_at_its_limit()
    {
        var results = await StepRunner.RunAsync(
            [new DemoStep("one", async token => { await Task.Delay(Timeout.Infinite, token); return "never"; })],
            Limit, _ => { }, new JumpingTime(), CancellationToken.None);

        Assert.Equal("was not done within 91 seconds", Assert.Single(results).Note);
    }

    [Fact]
    public async Task RunAsync_stopped_by_the_user_is_no_broken_step()
    {
        using var stop = new CancellationTokenSource();
        var step = new DemoStep(
            "one", async token => { await stop.CancelAsync(); token.ThrowIfCancellationRequested(); return "never"; });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => StepRunner.RunAsync([step], Limit, _ => { }, new JumpingTime(Limit), stop.Token));
    }

    private static DemoStep Good(string name) => new(name, _ => Task.FromResult("went well"));

    private static async Task<IEnumerable<string>> RunAsync(params DemoStep[] steps)
    {
        var reported = new List<StepResult>();
        var results = await StepRunner.RunAsync(
            steps, Limit, reported.Add, new JumpingTime(Limit), CancellationToken.None);
        Assert.Equal(results, reported);
        return results.Select(result => $"{result.Name} {result.Outcome} {result.Note}");
    }
}
