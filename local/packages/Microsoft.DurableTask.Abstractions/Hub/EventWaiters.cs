namespace Microsoft.DurableTask.Hub;

/// <summary>
/// External events: who waits for which name, and what came before anybody waited. Names are compared without regard to
/// case. The newest waiter gets the next event, and a waiter that was cancelled still takes the event meant for the
/// name it waited on: both as in the package that this stands for.
/// </summary>
internal sealed class EventWaiters(DataConverter converter)
{
    private readonly Dictionary<string, Stack<IWaiter>> waiting = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<HistoryEvent>> early = new(StringComparer.OrdinalIgnoreCase);

    private interface IWaiter
    {
        Type EventType { get; }

        bool IsWaiting { get; }

        void Receive(string? payload, DataConverter converter);
    }

    internal bool AnyWaiting => waiting.Values.Any(stack => stack.Any(waiter => waiter.IsWaiting));

    internal Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        if (!waiting.TryGetValue(name, out var stack))
            waiting[name] = stack = new();
        else if (stack.TryPeek(out var other) && other.EventType != typeof(T))
        {
            throw new ArgumentException(
                "Events with the same name must have the same type argument. Expected"
                + $" {other.EventType.FullName} but was requested {typeof(T).FullName}.");
        }

        var waiter = new Waiter<T>();
        stack.Push(waiter);
        if (early.TryGetValue(name, out var queue) && queue.TryDequeue(out var received))
            Raise(received);
        if (cancellation.CanBeCanceled)
            cancellation.Register(() => waiter.TrySetCanceled(cancellation));
        return waiter.Task;
    }

    internal void Raise(HistoryEvent raised)
    {
        if (waiting.TryGetValue(raised.Name!, out var stack) && stack.TryPop(out var waiter))
        {
            waiter.Receive(raised.Payload, converter);
            return;
        }

        if (!early.TryGetValue(raised.Name!, out var queue))
            early[raised.Name!] = queue = new();
        queue.Enqueue(raised);
    }

    /// <summary>What nobody has waited for yet.</summary>
    internal IEnumerable<HistoryEvent> Unreceived => early.Values.SelectMany(queue => queue);

    private sealed class Waiter<T> : TaskCompletionSource<T>, IWaiter
    {
        public Type EventType => typeof(T);

        public bool IsWaiting => !Task.IsCompleted;

        public void Receive(string? payload, DataConverter converter)
        {
            try
            {
                TrySetResult(converter.Deserialize<T>(payload)!);
            }
            catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
            {
                TrySetException(unreadable);
            }
        }
    }
}
