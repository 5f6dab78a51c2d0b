using Microsoft.DurableTask.Client;

namespace SecureText.Packages.Tests.Durable;

public class EventsAndTimersTests
{
    [Fact]
    public async Task Event_that_comes_before_it_is_awaited_is_kept_and_its_name_has_no_case()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks.AddOrchestratorFunc<object?, string>("Reads", async (context, _) =>
        {
            context.SetCustomStatus("up");
            await context.WaitForExternalEvent<string>("Go");
            var first = await context.WaitForExternalEvent<string>("value");
            var second = await context.WaitForExternalEvent<string>("VALUE");
            return first + second;
        }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Reads");
        await host.Client.UntilStatusAsync(id, "up");

        await host.Client.RaiseEventAsync(id, "Value", "a");
        await host.Client.RaiseEventAsync(id, "vAlue", "b");
        await host.Client.RaiseEventAsync(id, "go", "");

        Assert.Equal("ab", (await host.Client.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_with_timeout_is_cancelled_when_the_time_is_over()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks.AddOrchestratorFunc<object?, string>("Waits", async (context, _) =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("Never", TimeSpan.FromMilliseconds(200));
            }
            catch (TaskCanceledException)
            {
                return "nobody came";
            }
        }));

        Assert.Equal("nobody came", (await host.Client.RunAsync("Waits")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_with_timeout_that_comes_in_time_is_returned()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks.AddOrchestratorFunc<object?, string>("Waits", async (context, _) =>
        {
            context.SetCustomStatus("up");
            return await context.WaitForExternalEvent<string>("Answer", TimeSpan.FromMinutes(5));
        }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
        await host.Client.UntilStatusAsync(id, "up");
        await host.Client.RaiseEventAsync(id, "Answer", "yes");

        Assert.Equal("yes", (await host.Client.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_or_timer_whichever_is_first_lets_a_loop_go_on_without_losing_an_event()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks.AddOrchestratorFunc<object?, string>("Loop", async (context, _) =>
        {
            var ticks = 0;
            var answer = context.WaitForExternalEvent<string>("Answer");
            while (true)
            {
                using var stop = new CancellationTokenSource();
                var tick = context.CreateTimer(TimeSpan.FromMilliseconds(100), stop.Token);
                if (await Task.WhenAny(answer, tick) == answer)
                {
                    stop.Cancel();
                    return $"{await answer} {ticks > 0}";
                }

                ticks++;
                context.SetCustomStatus(ticks > 1 ? "ticked" : "up");
            }
        }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Loop");
        await host.Client.UntilStatusAsync(id, "ticked");
        await host.Client.RaiseEventAsync(id, "Answer", "yes");

        Assert.Equal("yes True", (await host.Client.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Timer_fires_no_earlier_than_it_says()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks.AddOrchestratorFunc<object?, bool>("Timer", async (context, _) =>
        {
            var due = context.CurrentUtcDateTime.AddMilliseconds(300);
            await context.CreateTimer(due, CancellationToken.None);
            return context.CurrentUtcDateTime >= due;
        }));

        Assert.True((await host.Client.RunAsync("Timer")).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task SendEvent_reaches_another_orchestration()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, object?>("Sender", (context, receiver) =>
            {
                context.SendEvent(receiver, "News", Enumerable.Range(1, 3));
                return Task.FromResult<object?>(null);
            })
            .AddOrchestratorFunc<object?, int>("Receiver", async (context, _) =>
            {
                context.SetCustomStatus("up");
                return (await context.WaitForExternalEvent<int[]>("news")).Sum();
            }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Receiver");
        await host.Client.UntilStatusAsync(id, "up");

        await host.Client.RunAsync("Sender", id);

        Assert.Equal(6, (await host.Client.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Event_awaited_with_two_types_under_one_name_is_refused()
    {
        await using var host = await Hosts.StartAsync(tasks => tasks.AddOrchestratorFunc<object?, string>("Mixed", async (context, _) =>
        {
            var first = context.WaitForExternalEvent<string>("Value");
            var second = context.WaitForExternalEvent<int>("Value");
            await Task.WhenAll(first, second);
            return "";
        }));

        var end = await host.Client.RunAsync("Mixed");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.True(end.FailureDetails!.IsCausedBy<ArgumentException>());
    }
}
