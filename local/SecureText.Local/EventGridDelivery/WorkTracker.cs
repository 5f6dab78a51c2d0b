namespace SecureText.EventGridDelivery;

/// <summary>
/// Counts work that goes on in the background, so that a program can wait for its end without guessing.
/// </summary>
internal sealed class WorkTracker : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private TaskCompletionSource idle = Completed();
    private int running;

    internal int Running
    {
        get { lock (gate) return running; }
    }

    /// <summary>Starts <paramref name="work"/>; its token ends it when the program stops.</summary>
    internal void Run(Func<CancellationToken, Task> work)
    {
        lock (gate)
        {
            if (running++ == 0) idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = RunCountedAsync(work);
    }

    /// <summary>Completes when nothing runs.</summary>
    internal Task IdleAsync(CancellationToken cancellationToken)
    {
        lock (gate) return idle.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await IdleAsync(CancellationToken.None);
        stop.Dispose();
    }

    private async Task RunCountedAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The program stops; what was in flight was in memory only.
        }
        finally
        {
            lock (gate)
            {
                if (--running == 0) idle.SetResult();
            }
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
