using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace SecureText.Packages.Tests.Durable;

/// <summary>What an orchestrator may count on. Written against the package's API alone.</summary>
public class OrchestrationTests
{
    [Fact]
    public async Task Activities_in_sequence_give_their_results_to_the_orchestrator()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Sum", async (context, count) =>
            {
                var sum = 0;
                for (var i = 1; i <= count; i++)
                    sum += await context.CallActivityAsync<int>("Double", i);
                return sum;
            })
            .AddActivityFunc<int, int>("Double", (_, value) => value * 2));

        var end = await host.Client.RunAsync("Sum", 4);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(20, end.ReadOutputAs<int>());
        Assert.Equal(4, end.ReadInputAs<int>());
        Assert.Equal("Sum", end.Name);
    }

    [Fact]
    public async Task Activities_side_by_side_all_run_once()
    {
        var runs = new ConcurrentBag<int>();
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, int>("Fan", async (context, _) =>
            {
                var all = Enumerable.Range(0, 70).Select(i => context.CallActivityAsync<int>("Echo", i));
                return (await Task.WhenAll(all)).Sum();
            })
            .AddActivityFunc<int, int>("Echo", (_, value) =>
            {
                runs.Add(value);
                return value;
            }));

        var end = await host.Client.RunAsync("Fan");

        Assert.Equal(Enumerable.Range(0, 70).Sum(), end.ReadOutputAs<int>());
        Assert.Equal(70, runs.Count);
    }

    [Fact]
    public async Task Names_are_matched_without_regard_to_case()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, string>("Greeting", (context, _) => context.CallActivityAsync<string>("HELLO", "Ana"))
            .AddActivityFunc<string, string>("hello", (_, name) => $"Hello {name}"));

        Assert.Equal("Hello Ana", (await host.Client.RunAsync("GREETING")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task What_an_orchestrator_reads_of_its_context_is_the_same_at_each_replay()
    {
        var seen = new ConcurrentQueue<(Guid First, Guid Second, DateTime Start)>();
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, Guid>("Ids", async (context, _) =>
            {
                var (first, second, start) = (context.NewGuid(), context.NewGuid(), context.CurrentUtcDateTime);
                seen.Enqueue((first, second, start));
                await context.CallActivityAsync("Nothing");
                await context.CallActivityAsync("Nothing");
                Assert.True(context.CurrentUtcDateTime >= start);
                return first;
            })
            .AddActivityFunc<object?>("Nothing", (_, _) => Task.CompletedTask));

        await host.Client.RunAsync("Ids");

        Assert.True(seen.Count >= 3);
        Assert.Single(seen.Distinct());
        Assert.True(seen.TryPeek(out var ids) && ids.First != ids.Second);
        Assert.Equal(DateTimeKind.Utc, ids.Start.Kind);
    }

    [Fact]
    public async Task IsReplaying_is_false_exactly_once_at_each_point()
    {
        var firsts = new ConcurrentQueue<string>();
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object?, object?>("Steps", async (context, _) =>
            {
                Note(context, "start");
                await context.CallActivityAsync("Nothing");
                Note(context, "middle");
                await context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
                Note(context, "end");
                return null;
            })
            .AddActivityFunc<object?>("Nothing", (_, _) => Task.CompletedTask));

        await host.Client.RunAsync("Steps");

        Assert.Equal(["start", "middle", "end"], firsts);

        void Note(TaskOrchestrationContext context, string point)
        {
            if (!context.IsReplaying)
                firsts.Enqueue(point);
        }
    }

    [Fact]
    public async Task Classes_are_made_with_the_hosts_services()
    {
        var options = new DurableTaskTestHostOptions
        {
            ConfigureServices = services => services.AddSingleton(new Greeting("Buenos días")),
        };
        await using var host = await DurableTaskTestHost.StartAsync(
            tasks => tasks.AddOrchestrator<GreetOrchestrator>().AddActivity<GreetActivity>(), options, Hosts.Limit);

        var end = await host.Client.RunAsync(nameof(GreetOrchestrator), "Ana");

        Assert.Equal("Buenos días, Ana", end.ReadOutputAs<string>());
        Assert.Same(host.Client, host.Services.GetRequiredService<DurableTaskClient>());
    }

    [Fact]
    public async Task Custom_status_is_shown_while_the_orchestration_waits()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks.AddOrchestratorFunc<object?, string>("Waits", async (context, _) =>
        {
            context.SetCustomStatus("waiting");
            var answer = await context.WaitForExternalEvent<string>("Answer");
            context.SetCustomStatus("answered");
            return answer;
        }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits");

        await host.Client.UntilStatusAsync(id, "waiting");
        await host.Client.RaiseEventAsync(id, "Answer", "yes");

        var end = await host.Client.EndAsync(id);
        Assert.Equal(("answered", "yes"), (end.ReadCustomStatusAs<string>(), end.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task ContinueAsNew_starts_over_with_the_new_input()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Countdown", async (context, left) =>
            {
                if (left == 0)
                    return 100;
                await context.CallActivityAsync("Nothing");
                context.ContinueAsNew(left - 1);
                return -1;
            })
            .AddActivityFunc<object?>("Nothing", (_, _) => Task.CompletedTask));

        var end = await host.Client.RunAsync("Countdown", 5);

        Assert.Equal(100, end.ReadOutputAs<int>());
        Assert.Equal(0, end.ReadInputAs<int>());
    }

    [Theory]
    [InlineData(true, "early")]
    [InlineData(false, "late")]
    public async Task ContinueAsNew_keeps_unread_events_if_asked_to(bool preserve, string expected)
    {
        await using var host = await Hosts.StartAsync(tasks => tasks.AddOrchestratorFunc<bool, string>("Twice", async (context, again) =>
        {
            if (again)
                return await ReadSecondAsync(context);
            context.SetCustomStatus("first");
            await context.WaitForExternalEvent<string>("Go");
            context.ContinueAsNew(true, preserve);
            return "";
        }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Twice", false);
        await host.Client.UntilStatusAsync(id, "first");

        await host.Client.RaiseEventAsync(id, "Value", "early");
        await host.Client.RaiseEventAsync(id, "Go", "");
        if (!preserve)
        {
            await host.Client.UntilStatusAsync(id, "second");
            await host.Client.RaiseEventAsync(id, "Value", "late");
        }

        Assert.Equal(expected, (await host.Client.EndAsync(id)).ReadOutputAs<string>());

        static Task<string> ReadSecondAsync(TaskOrchestrationContext context)
        {
            context.SetCustomStatus("second");
            return context.WaitForExternalEvent<string>("Value");
        }
    }

    private sealed record Greeting(string Words);

    private sealed class GreetOrchestrator : TaskOrchestrator<string, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, string input) =>
            context.CallActivityAsync<string>(nameof(GreetActivity), input);
    }

    private sealed class GreetActivity(Greeting greeting) : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) =>
            Task.FromResult($"{greeting.Words}, {input}");
    }
}
