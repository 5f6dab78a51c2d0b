using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;

namespace SecureText.Packages.Tests.Durable;

public class ClientTests
{
    private static readonly OrchestrationRuntimeStatus[] Alive =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    [Fact]
    public async Task Second_start_under_a_running_instances_id_is_refused_and_changes_nothing()
    {
        await using var host = await StartAsync();
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(Alive);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", "first", options);
        await host.Client.UntilStatusAsync(id, "up");

        await Assert.ThrowsAnyAsync<Exception>(
            () => host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", "second", options));

        await host.Client.RaiseEventAsync(id, "Answer", "a");
        Assert.Equal("first a", (await host.Client.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Id_of_an_instance_that_has_ended_can_be_used_again()
    {
        await using var host = await StartAsync();
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(Alive);
        foreach (var input in new[] { "first", "second" })
        {
            var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input, options);
            await host.Client.UntilStatusAsync(id, "up");
            await host.Client.RaiseEventAsync(id, "Answer", "a");
            Assert.Equal($"{input} a", (await host.Client.EndAsync(id)).ReadOutputAs<string>());
        }
    }

    [Fact]
    public async Task Terminated_instance_ends_with_the_given_output()
    {
        await using var host = await StartAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", "x");
        await host.Client.UntilStatusAsync(id, "up");

        await host.Client.TerminateInstanceAsync(id, (object)"enough");

        var end = await host.Client.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("enough", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspended_instance_takes_no_event_until_it_is_resumed()
    {
        await using var host = await StartAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", "x");
        await host.Client.UntilStatusAsync(id, "up");
        await host.Client.SuspendInstanceAsync(id, "lunch");
        await host.Client.UntilAsync(id, OrchestrationRuntimeStatus.Suspended);

        await host.Client.RaiseEventAsync(id, "Answer", "a");
        await host.Client.RaiseEventAsync(id, "Other", "b");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);

        await host.Client.ResumeInstanceAsync(id);
        Assert.Equal("x a", (await host.Client.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Metadata_without_inputs_and_outputs_has_none_and_says_so()
    {
        await using var host = await StartAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", "x");
        await host.Client.UntilStatusAsync(id, "up");

        var known = await host.Client.GetInstanceAsync(id);

        Assert.Null(known!.SerializedInput);
        Assert.Throws<InvalidOperationException>(() => known.ReadInputAs<string>());
        Assert.True(known.IsRunning);
        Assert.True(known.CreatedAt <= known.LastUpdatedAt);
    }

    [Fact]
    public async Task Unknown_instance_is_null()
    {
        await using var host = await StartAsync();

        Assert.Null(await host.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task Query_pages_and_filters()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 5; i++)
            await host.Client.RunAsync("Ends", i, new StartOrchestrationOptions($"ends-{i}"));
        var waiting = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", "x", new StartOrchestrationOptions("waits-1"));
        await host.Client.UntilStatusAsync(waiting, "up");

        var pages = new List<int>();
        await foreach (var page in host.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "ends-", PageSize: 2)).AsPages())
            pages.Add(page.Values.Count);
        var running = await ListAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running]));
        var all = await ListAsync(new OrchestrationQuery(FetchInputsAndOutputs: true));

        Assert.Equal(5, pages.Sum());
        Assert.All(pages, count => Assert.InRange(count, 0, 2));
        Assert.Equal("waits-1", Assert.Single(running).InstanceId);
        Assert.Equal(6, all.Count);
        Assert.Equal(3, all.Single(known => known.InstanceId == "ends-3").ReadOutputAs<int>());

        async Task<List<OrchestrationMetadata>> ListAsync(OrchestrationQuery query)
        {
            var found = new List<OrchestrationMetadata>();
            await foreach (var known in host.Client.GetAllInstancesAsync(query))
                found.Add(known);
            return found;
        }
    }

    [Fact]
    public async Task Purge_forgets_what_has_ended_and_nothing_else()
    {
        await using var host = await StartAsync();
        var ended = await host.Client.RunAsync("Ends", 1);
        var waiting = await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", "x");
        await host.Client.UntilStatusAsync(waiting, "up");

        Assert.Equal(1, (await host.Client.PurgeInstanceAsync(ended.InstanceId)).PurgedInstanceCount);
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync(ended.InstanceId)).PurgedInstanceCount);
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync(waiting)).PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync(ended.InstanceId));
    }

    [Fact]
    public async Task Purge_by_filter_forgets_all_that_match()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 3; i++)
            await host.Client.RunAsync("Ends", i);

        var purged = await host.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(DateTimeOffset.MinValue, null, [OrchestrationRuntimeStatus.Completed]));

        Assert.Equal(3, purged.PurgedInstanceCount);
    }

    private static Task<DurableTaskTestHost> StartAsync() => Hosts.StartAsync(tasks => tasks
        .AddOrchestratorFunc<int, int>("Ends", (_, value) => value)
        .AddOrchestratorFunc<string, string>("Waits", async (context, input) =>
        {
            context.SetCustomStatus("up");
            return $"{input} {await context.WaitForExternalEvent<string>("Answer")}";
        }));
}
