using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace SecureText.Packages.Tests.Durable.LocalOnly;

/// <summary>
/// An orchestrator that awaits what is not durable fails at once. The real hosts notice some of these late or never: an
/// instance would hang in Azure, so none gets that far.
/// </summary>
public class IllegalAwaitTests
{
    [Fact]
    public Task Delay_fails_it() => FailsAsync(async _ => await Task.Delay(10));

    [Fact]
    public Task Work_on_another_thread_fails_it() => FailsAsync(async _ => await Task.Run(() => Task.Delay(10)));

    [Fact]
    public Task Leaving_the_turns_thread_fails_it() => FailsAsync(async context =>
    {
        await Task.Delay(10).ConfigureAwait(false);
        await context.CallActivityAsync("Nothing");
    });

    [Fact]
    public Task Delay_beside_a_durable_task_fails_it() => FailsAsync(async context =>
    {
        var never = context.WaitForExternalEvent<string>("Never");
        await Task.WhenAny(never, Task.Delay(50));
        await context.CallActivityAsync("Nothing");
    });

    [Fact]
    public async Task Yield_stays_in_the_turn()
    {
        await using var host = await StartAsync(async context =>
        {
            await Task.Yield();
            await context.CallActivityAsync("Nothing");
        });

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.Client.RunAsync("It")).RuntimeStatus);
    }

    private static async Task FailsAsync(Func<TaskOrchestrationContext, Task> orchestrator)
    {
        await using var host = await StartAsync(orchestrator);

        var end = await host.Client.RunAsync("It");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("awaiting non-durable tasks", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private static Task<Microsoft.DurableTask.Testing.DurableTaskTestHost> StartAsync(
        Func<TaskOrchestrationContext, Task> orchestrator) => Hosts.StartAsync(tasks => tasks
        .AddOrchestratorFunc<object?>("It", (context, _) => orchestrator(context))
        .AddActivityFunc<object?>("Nothing", (_, _) => Task.CompletedTask));
}
