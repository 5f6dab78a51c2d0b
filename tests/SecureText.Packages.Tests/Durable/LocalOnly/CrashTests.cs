using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SecureText.Packages.Tests.Tables;

namespace SecureText.Packages.Tests.Durable.LocalOnly;

/// <summary>
/// Cuts the worker off its storage at the n-th request, before or after it took effect, for every n that a run has. What
/// is stored then must let another worker come to the same end.
/// </summary>
[Collection(InStorage.Name)]
public sealed class CrashTests(StorageFixture storage)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Orchestration_comes_to_the_same_end_wherever_its_worker_stops(bool takesEffect)
    {
        var hubName = storage.NextName();
        await using var client = Hub(new TableHubStore(Service(null), hubName, TimeProvider.System));
        await client.OpenAsync(Hosts.Limit);
        for (var last = 1; ; last++)
        {
            var cut = new Cut(last, takesEffect);
            var id = $"run-{last}";
            await new HubDurableTaskClient("test", client, new()).ScheduleNewOrchestrationInstanceAsync(
                "Journey", 1, new StartOrchestrationOptions(id));
            var doomed = Hub(new Unleased(new TableHubStore(Service(cut), hubName, TimeProvider.System)));
            await TryStartAsync(doomed);
            var finished = new HubDurableTaskClient("test", client, new()).EndAsync(id);
            await Task.WhenAny(cut.Reached, finished);
            await doomed.DisposeAsync();

            await using var next = Hub(new Unleased(new TableHubStore(Service(null), hubName, TimeProvider.System)));
            await next.StartAsync(Hosts.Limit);
            var end = await new HubDurableTaskClient("test", next, new()).EndAsync(id);

            Assert.Equal((last, "\"2 b CHILD last\""), (last, end.SerializedOutput));
            if (!cut.Reached.IsCompleted)
            {
                Assert.True(last > 30, $"the run had only {last} requests");
                return;
            }
        }
    }

    private static async Task TryStartAsync(TaskHub hub) =>
        await hub.StartAsync(Hosts.Limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static TaskHub Hub(IHubStore store)
    {
        var registry = new DurableTaskRegistry()
            .AddOrchestratorFunc<int, string>("Journey", async (context, round) =>
            {
                if (round == 2)
                {
                    var kept = await context.WaitForExternalEvent<string>("Kept");
                    var child = await context.CallSubOrchestratorAsync<string>("Child", "child");
                    return $"2 {kept} {child} {await context.CallActivityAsync<string>("Same", "last")}";
                }

                context.SendEvent(context.InstanceId, "Kept", "b");
                var answers = await Task.WhenAll(
                    context.CallActivityAsync<string>("Same", "one"), context.CallActivityAsync<string>("Same", "two"));
                await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                context.SetCustomStatus(answers);
                context.ContinueAsNew(2);
                return "";
            })
            .AddOrchestratorFunc<string, string>("Child", async (context, text) =>
                (await context.CallActivityAsync<string>("Same", text)).ToUpperInvariant())
            .AddActivityFunc<string, string>("Same", (_, text) => text);
        var options = new HubOptions();
        var executor = new RegistryExecutor(registry, new ServiceCollection().BuildServiceProvider(), options.Converter);
        return new TaskHub(store, executor, options, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private TableServiceClient Service(Cut? cut)
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        if (cut is not null)
            options.AddPolicy(cut, HttpPipelinePosition.PerRetry);
        return new TableServiceClient(storage.ConnectionString, options);
    }

    private sealed class Cut(int last, bool takesEffect) : HttpPipelinePolicy
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int requests;

        internal Task Reached => reached.Task;

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var number = Interlocked.Increment(ref requests);
            if (number < last || (number == last && takesEffect))
                await ProcessNextAsync(message, pipeline);
            if (number < last)
                return;
            reached.TrySetResult();
            throw new IOException("cut off");
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException();
    }

    /// <summary>The store without its lease, so that the next worker need not wait until it is over.</summary>
    private sealed class Unleased(IHubStore inner) : IHubStore
    {
        public Task OpenAsync(CancellationToken cancellation) => inner.OpenAsync(cancellation);

        public Task<InstanceRecord?> ReadAsync(string instanceId, CancellationToken cancellation) =>
            inner.ReadAsync(instanceId, cancellation);

        public Task<(IReadOnlyList<InstanceRecord> Records, string? Continuation)> QueryAsync(
            InstanceFilter filter, CancellationToken cancellation) => inner.QueryAsync(filter, cancellation);

        public IAsyncEnumerable<string> FindUnsettledAsync(CancellationToken cancellation) =>
            inner.FindUnsettledAsync(cancellation);

        public Task<InstanceState?> LoadAsync(string instanceId, CancellationToken cancellation) =>
            inner.LoadAsync(instanceId, cancellation);

        public Task<InstanceRecord?> CreateAsync(
            InstanceRecord record, HubMessage start, Func<InstanceRecord, bool> blocks, CancellationToken cancellation) =>
            inner.CreateAsync(record, start, blocks, cancellation);

        public Task<MessageRow?> PostAsync(
            string instanceId, IReadOnlyList<HubMessage> messages, CancellationToken cancellation) =>
            inner.PostAsync(instanceId, messages, cancellation);

        public Task CommitAsync(InstanceState state, Checkpoint checkpoint, CancellationToken cancellation) =>
            inner.CommitAsync(state, checkpoint, cancellation);

        public Task DeliveredAsync(InstanceState state, MessageRow row, CancellationToken cancellation) =>
            inner.DeliveredAsync(state, row, cancellation);

        public Task PublishAsync(InstanceState state, CancellationToken cancellation) =>
            inner.PublishAsync(state, cancellation);

        public Task SettleAsync(InstanceState state, CancellationToken cancellation) =>
            inner.SettleAsync(state, cancellation);

        public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation) =>
            inner.PurgeAsync(instanceId, cancellation);
    }
}
