using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SecureText.Packages.Tests.Tables;

namespace SecureText.Packages.Tests.Durable.LocalOnly;

/// <summary>The hub in tables, with its engine in this process.</summary>
[Collection(InStorage.Name)]
public sealed class HubStoreTests(StorageFixture storage)
{
    private readonly string hubName = storage.NextName();

    [Theory]
    [InlineData(40_000)]
    [InlineData(300_000)]
    [InlineData(1_000_000)]
    public async Task Payload_of_any_length_comes_back_whole(int length)
    {
        await using var hub = await StartAsync();
        var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26))));

        var end = await Client(hub).RunAsync("Echo", text);

        Assert.Equal(text, end.ReadOutputAs<string>());
        Assert.Equal(text, end.ReadInputAs<string>());
    }

    [Fact]
    public async Task Fan_out_that_outgrows_a_transaction_is_stored()
    {
        await using var hub = await StartAsync();

        Assert.Equal(250, (await Client(hub).RunAsync("Fan", 250)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Instance_id_with_characters_that_keys_cannot_have_works()
    {
        await using var hub = await StartAsync();

        var end = await Client(hub).RunAsync("Echo", "x", new StartOrchestrationOptions("a/b\\c#d?e^f%g'h"));

        Assert.Equal("a/b\\c#d?e^f%g'h", end.InstanceId);
        Assert.Equal(1, (await Client(hub).PurgeInstanceAsync(end.InstanceId)).PurgedInstanceCount);
    }

    [Fact]
    public async Task Second_process_waits_its_messages_are_heard_and_it_takes_over()
    {
        var first = await StartAsync();
        await using var second = await StartAsync();
        var id = await Client(second).ScheduleNewOrchestrationInstanceAsync("Waits");
        await Client(second).UntilStatusAsync(id, "up");

        await first.DisposeAsync();
        await Client(second).RaiseEventAsync(id, "Answer", "yes");

        Assert.Equal("yes", (await Client(second).EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Commit_on_what_another_has_changed_stores_nothing()
    {
        await using var hub = Hub(out var store);
        await hub.OpenAsync(Hosts.Limit);
        var id = await Client(hub).ScheduleNewOrchestrationInstanceAsync("Echo", "x");
        var mine = (await store.LoadAsync(id, Hosts.Limit))!;
        var others = (await store.LoadAsync(id, Hosts.Limit))!;
        await store.CommitAsync(others, Done(others, "theirs"), Hosts.Limit);

        await Assert.ThrowsAsync<StaleInstanceException>(() => store.CommitAsync(mine, Done(mine, "mine"), Hosts.Limit));

        Assert.Equal("theirs", (await store.LoadAsync(id, Hosts.Limit))!.Record.Output);
        Assert.Single((await store.LoadAsync(id, Hosts.Limit))!.History);
    }

    [Fact]
    public async Task Start_that_is_set_for_later_waits_until_then()
    {
        await using var hub = await StartAsync();
        var due = TimeProvider.System.GetUtcNow().AddSeconds(2);
        var id = await Client(hub).ScheduleNewOrchestrationInstanceAsync(
            "Echo", "x", new StartOrchestrationOptions(StartAt: due));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await Client(hub).GetInstanceAsync(id))!.RuntimeStatus);

        var end = await Client(hub).EndAsync(id);

        Assert.True(end.LastUpdatedAt >= due);
    }

    [Fact]
    public async Task Recursive_termination_reaches_the_children()
    {
        await using var hub = await StartAsync();
        var id = await Client(hub).ScheduleNewOrchestrationInstanceAsync("Parent", options: new("parent"));
        await Client(hub).UntilStatusAsync("parent-child", "up");

        await Client(hub).TerminateInstanceAsync(id, new TerminateInstanceOptions(Recursive: true));

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await Client(hub).EndAsync(id)).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await Client(hub).EndAsync("parent-child")).RuntimeStatus);
    }

    [Fact]
    public async Task Event_for_an_instance_that_does_not_run_is_refused_as_the_functions_host_does()
    {
        await using var hub = await StartAsync(new HubOptions { RefuseMissingInstances = true });
        var ended = (await Client(hub).RunAsync("Echo", "x")).InstanceId;

        var missing = await Assert.ThrowsAnyAsync<Exception>(() => Client(hub).RaiseEventAsync("nobody", "Answer"));
        var over = await Assert.ThrowsAnyAsync<Exception>(() => Client(hub).RaiseEventAsync(ended, "Answer"));

        Assert.Contains("NotFound", missing.Message, StringComparison.Ordinal);
        Assert.Contains("FailedPrecondition", over.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purge_leaves_no_row_behind()
    {
        await using var hub = await StartAsync();
        var end = await Client(hub).RunAsync("Echo", new string('x', 300_000));
        var service = new TableServiceClient(storage.ConnectionString);

        Assert.NotEqual(0, await RowsAsync("History"));
        await Client(hub).PurgeInstanceAsync(end.InstanceId);

        Assert.Equal((0, 0), (await RowsAsync("History"), await RowsAsync("Instances")));

        async Task<int> RowsAsync(string table)
        {
            var rows = 0;
            await foreach (var row in service.GetTableClient(hubName + table).QueryAsync<TableEntity>())
                rows += row.PartitionKey == end.InstanceId ? 1 : 0;
            return rows;
        }
    }

    private static Checkpoint Done(InstanceState state, string output) => new()
    {
        Record = state.Record with { Status = HubStatus.Completed, Output = output },
        NewEvents = [new HistoryEvent { Kind = HistoryKind.ExecutionCompleted, Payload = output }],
        Taken = [.. state.Inbox],
    };

    private static HubDurableTaskClient Client(TaskHub hub) => new("test", hub, new DurableTaskClientOptions());

    private TaskHub Hub(out TableHubStore store, HubOptions? given = null)
    {
        var registry = new DurableTaskRegistry()
            .AddOrchestratorFunc<string, string>("Echo", (context, text) => context.CallActivityAsync<string>("Same", text))
            .AddOrchestratorFunc<int, int>("Fan", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("One", i)))).Sum())
            .AddOrchestratorFunc<object?, string>("Waits", (context, _) =>
            {
                context.SetCustomStatus("up");
                return context.WaitForExternalEvent<string>("Answer");
            })
            .AddOrchestratorFunc<object?, string>("Parent", (context, _) => context.CallSubOrchestratorAsync<string>(
                "Waits", new TaskOptions().WithInstanceId($"{context.InstanceId}-child")))
            .AddActivityFunc<string, string>("Same", (_, text) => text)
            .AddActivityFunc<int, int>("One", (_, _) => 1);
        var options = given ?? new HubOptions();
        store = new TableHubStore(new TableServiceClient(storage.ConnectionString), hubName, TimeProvider.System);
        var executor = new RegistryExecutor(registry, new ServiceCollection().BuildServiceProvider(), options.Converter);
        return new TaskHub(store, executor, options, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private async Task<TaskHub> StartAsync(HubOptions? options = null)
    {
        var hub = Hub(out _, options);
        await hub.OpenAsync(Hosts.Limit);
        await hub.StartAsync(Hosts.Limit);
        return hub;
    }
}
