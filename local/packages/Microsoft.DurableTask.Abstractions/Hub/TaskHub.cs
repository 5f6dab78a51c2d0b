using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Hub;

/// <summary>
/// A task hub in this process: takes what clients ask, and works through it. Everything it knows is in the store or can
/// be made from it again, so that it may be killed at any moment.
/// </summary>
internal sealed partial class TaskHub : IAsyncDisposable
{
    private readonly IHubStore store;
    private readonly IHubOwnership? ownership;
    private readonly IHubExecutor executor;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private readonly SemaphoreSlim activitySlots;
    private readonly ConcurrentDictionary<string, LiveInstance> live = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private Channel<LiveInstance> ready = Channel.CreateUnbounded<LiveInstance>();
    private CancellationTokenSource? dispatching;
    private Task[] workers = [];
    private Task owning = Task.CompletedTask;

    internal TaskHub(
        IHubStore store, IHubExecutor executor, HubOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        this.store = store;
        ownership = store as IHubOwnership;
        this.executor = executor;
        this.time = time;
        this.loggers = loggers;
        logger = loggers.CreateLogger("Microsoft.DurableTask.Hub");
        Options = options;
        activitySlots = new SemaphoreSlim(options.ConcurrentActivities);
    }

    internal HubOptions Options { get; }

    /// <summary>Opens the store. Clients may ask from now on.</summary>
    internal Task OpenAsync(CancellationToken cancellation) => store.OpenAsync(cancellation);

    /// <summary>Begins to work, or to wait until the process that works on the hub has ended.</summary>
    internal async Task StartAsync(CancellationToken cancellation)
    {
        if (ownership is null)
            await BeginAsync(cancellation);
        else
            owning = Task.Run(() => OwnAsync(ownership, stopping.Token), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await owning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndAsync();
        if (ownership is not null)
            await ownership.ReleaseAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task OwnAsync(IHubOwnership lease, CancellationToken stop)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(2), time);
        bool? owned = null;
        do
        {
            try
            {
                var owns = await lease.TryOwnAsync(stop);
                if (owns && owned is not true)
                {
                    logger.Owns();
                    await BeginAsync(stop);
                }
                else if (!owns && owned is not false)
                {
                    logger.WaitsForOwner();
                    await EndAsync();
                }

                owned = owns;
                if (owns)
                {
                    foreach (var instanceId in await lease.TakeRingsAsync(stop))
                        Reload(instanceId);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception silent) when (silent is not OutOfMemoryException)
            {
                logger.StorageSilent(silent);
            }
        }
        while (await tick.WaitForNextTickAsync(stop).AsTask().ContinueWith(
            waited => waited.IsCompletedSuccessfully && waited.Result, TaskScheduler.Default));
    }

    private async Task BeginAsync(CancellationToken cancellation)
    {
        dispatching = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        ready = Channel.CreateUnbounded<LiveInstance>();
        var (queue, stop) = (ready, dispatching.Token);
        workers = [.. Enumerable.Range(0, Options.ConcurrentTurns).Select(_ => Task.Run(() => WorkAsync(queue, stop), stop))];
        await foreach (var instanceId in store.FindUnsettledAsync(cancellation))
            Wake(instanceId, null);
    }

    private async Task EndAsync()
    {
        if (dispatching is null)
            return;
        await dispatching.CancelAsync();
        await Task.WhenAll(workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        dispatching = null;
        foreach (var instance in live.Values)
            instance.Dispose();
        live.Clear();
    }

    private async Task WorkAsync(Channel<LiveInstance> queue, CancellationToken stop)
    {
        await foreach (var instance in queue.Reader.ReadAllAsync(stop))
        {
            instance.Begin();
            try
            {
                await StepAsync(instance, stop);
                instance.Failures = 0;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // What was loaded may be stale, or stored without our knowing: read it again, after a while.
                logger.StepFailed(failed, instance.Id);
                instance.State = null;
                var wait = TimeSpan.FromSeconds(Math.Min(30, 0.2 * Math.Pow(2, instance.Failures++)));
                instance.SetAlarm(time, time.GetUtcNow().UtcDateTime + wait, () => Wake(instance.Id, null));
            }

            if (instance.End())
                queue.Writer.TryWrite(instance);
        }
    }

    private void Wake(string instanceId, MessageRow? row)
    {
        if (dispatching is null || dispatching.IsCancellationRequested)
            return;
        var instance = live.GetOrAdd(instanceId, id => new LiveInstance(id));
        if (instance.Wake(row))
            ready.Writer.TryWrite(instance);
    }

    /// <summary>Another process wrote to the instance, so what is loaded of it lacks that.</summary>
    private void Reload(string instanceId)
    {
        if (live.TryGetValue(instanceId, out var known))
            known.MustReload = true;
        Wake(instanceId, null);
    }
}
