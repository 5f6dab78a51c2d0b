using System.Collections.Concurrent;

namespace Microsoft.DurableTask.Hub;

/// <summary>
/// The one thread on which an orchestrator's turn runs. What the orchestrator awaits continues through
/// <see cref="Post"/>; a continuation that comes from any other thread was not started by the history, so it could come
/// at another point in the next replay: it is not run but reported.
/// </summary>
internal sealed class TurnThread(Action leftTheTurn) : SynchronizationContext
{
    internal const string IllegalAwait =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks " +
        "in an orchestrator function's implementation or by middleware that invokes asynchronous code.";

    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> queue = new();
    private int thread;

    internal bool IsCurrent => Environment.CurrentManagedThreadId == thread;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
            queue.Enqueue((d, state));
        else
            leftTheTurn();
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!IsCurrent)
            throw new InvalidOperationException(IllegalAwait);
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    internal void Run(Action turn)
    {
        var previous = Current;
        thread = Environment.CurrentManagedThreadId;
        SetSynchronizationContext(this);
        try
        {
            turn();
        }
        finally
        {
            thread = 0;
            queue.Clear();
            SetSynchronizationContext(previous);
        }
    }

    internal void Drain()
    {
        while (queue.TryDequeue(out var next))
            next.Callback(next.State);
    }
}
