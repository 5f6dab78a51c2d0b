using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace SecureText.Packages.Tests.Durable;

public class FailureTests
{
    [Fact]
    public async Task Failed_activity_is_thrown_into_the_orchestrator_with_its_details()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, string>("Catches", async (context, _) =>
            {
                try
                {
                    await context.CallActivityAsync("Breaks");
                    return "no";
                }
                catch (TaskFailedException failed) when (failed.FailureDetails.IsCausedBy<InvalidOperationException>())
                {
                    return $"{failed.TaskName}|{failed.TaskId}|{failed.FailureDetails.ErrorMessage}";
                }
            })
            .AddActivityFunc<object?>("Breaks", Task (_, _) => throw new InvalidOperationException("out of paper")));

        Assert.Equal("Breaks|0|out of paper", (await host.Client.RunAsync("Catches")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestrator_that_throws_fails_with_the_cause_inside()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, object?>("Fails", async (context, _) =>
            {
                await context.CallActivityAsync("Breaks");
                return null;
            })
            .AddActivityFunc<object?>("Breaks", Task (_, _) => throw new InvalidOperationException("out of paper")));

        var end = await host.Client.RunAsync("Fails");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.True(end.IsCompleted);
        Assert.True(end.FailureDetails!.IsCausedBy<TaskFailedException>());
        Assert.Contains("out of paper", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.True(end.FailureDetails.InnerFailure!.IsCausedBy<InvalidOperationException>());
    }

    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(3, 3, false)]
    public async Task Retry_policy_tries_as_often_as_it_says(int failures, int attempts, bool succeeds)
    {
        var runs = 0;
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, int>("Retries", (context, _) => context.CallActivityAsync<int>(
                "Flaky", TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, TimeSpan.FromMilliseconds(20), 2.0))))
            .AddActivityFunc<object?, int>("Flaky", (_, _) =>
                Interlocked.Increment(ref runs) <= failures ? throw new TimeoutException("busy") : runs));

        var end = await host.Client.RunAsync("Retries");

        Assert.Equal(Math.Min(failures + 1, attempts), runs);
        Assert.Equal(
            succeeds ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
    }

    [Fact]
    public async Task Retry_policy_asks_HandleFailure_before_it_tries_again()
    {
        var runs = 0;
        var policy = new RetryPolicy(5, TimeSpan.FromMilliseconds(20))
        {
            HandleFailure = failure => failure.IsCausedBy<TimeoutException>(),
        };
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, int>("Retries", (context, _) =>
                context.CallActivityAsync<int>("Flaky", TaskOptions.FromRetryPolicy(policy)))
            .AddActivityFunc<object?, int>("Flaky", int (_, _) =>
                throw (Interlocked.Increment(ref runs) == 1
                    ? new TimeoutException("busy")
                    : new InvalidOperationException("never"))));

        var end = await host.Client.RunAsync("Retries");

        Assert.Equal((2, OrchestrationRuntimeStatus.Failed), (runs, end.RuntimeStatus));
    }

    [Fact]
    public async Task Retry_handler_decides_after_each_failure()
    {
        var asked = new ConcurrentQueue<int>();
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, object?>("Retries", async (context, _) =>
            {
                var options = TaskOptions.FromRetryHandler(async retry =>
                {
                    if (!retry.OrchestrationContext.IsReplaying)
                        asked.Enqueue(retry.LastAttemptNumber);
                    await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                    return retry.LastAttemptNumber < 3;
                });
                await context.CallActivityAsync("Breaks", options);
                return null;
            })
            .AddActivityFunc<object?>("Breaks", Task (_, _) => throw new TimeoutException("busy")));

        var end = await host.Client.RunAsync("Retries");

        Assert.Equal([1, 2, 3], asked);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
    }

    [Fact]
    public async Task Sub_orchestration_returns_its_result_and_knows_its_parent()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, string>("Parent", (context, _) => context.CallSubOrchestratorAsync<string>(
                "Child", "Ana", new TaskOptions().WithInstanceId($"{context.InstanceId}-child")))
            .AddOrchestratorFunc<string, string>("Child", async (context, name) =>
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                return $"{name} of {context.Parent!.Name}";
            }));

        var end = await host.Client.RunAsync("Parent");

        Assert.Equal("Ana of Parent", end.ReadOutputAs<string>());
        var child = await host.Client.GetInstanceAsync($"{end.InstanceId}-child");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, child!.RuntimeStatus);
    }

    [Fact]
    public async Task Sub_orchestration_that_fails_is_tried_again_and_then_thrown()
    {
        var runs = 0;
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, string>("Parent", async (context, _) =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync(
                        "Child", TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMilliseconds(20))));
                    return "no";
                }
                catch (TaskFailedException failed)
                {
                    return failed.FailureDetails.ErrorMessage;
                }
            })
            .AddOrchestratorFunc<object?, object?>("Child", async (context, _) =>
            {
                await context.CallActivityAsync("Count");
                throw new InvalidOperationException("no way");
            })
            .AddActivityFunc<object?>("Count", (_, _) =>
            {
                Interlocked.Increment(ref runs);
                return Task.CompletedTask;
            }));

        var end = await host.Client.RunAsync("Parent");

        Assert.Equal(("no way", 2), (end.ReadOutputAs<string>(), runs));
    }

    [Fact]
    public async Task Activity_that_is_not_registered_fails_and_is_not_tried_again()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, object?>("Calls", async (context, _) =>
            {
                await context.CallActivityAsync(
                    "Nobody", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromHours(1))));
                return null;
            }));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.Client.RunAsync("Calls")).RuntimeStatus);
    }

    [Fact]
    public async Task Orchestrator_that_does_something_else_at_replay_fails_loudly()
    {
        var run = 0;
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, object?>("Fickle", async (context, _) =>
            {
                await context.CallActivityAsync(Interlocked.Increment(ref run) == 1 ? "One" : "Other");
                return null;
            })
            .AddActivityFunc<object?>("One", (_, _) => Task.CompletedTask)
            .AddActivityFunc<object?>("Other", (_, _) => Task.CompletedTask));

        var end = await host.Client.RunAsync("Fickle");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("NonDeterministic", end.FailureDetails!.ErrorType, StringComparison.Ordinal);
        Assert.StartsWith("Non-Deterministic workflow detected", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Retry_policy_refuses_what_makes_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(0, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(1), 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new RetryPolicy(1, TimeSpan.FromSeconds(2), 1.0, TimeSpan.FromSeconds(1)));
    }
}
