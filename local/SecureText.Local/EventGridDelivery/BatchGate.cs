using System.Diagnostics.CodeAnalysis;

namespace SecureText.EventGridDelivery;

/// <summary>
/// Gathers events that come close together. The first of a batch waits for the others and delivers them all.
/// </summary>
internal sealed class BatchGate(int most)
{
    private readonly Lock gate = new();
    private Batch? open;

    /// <summary>
    /// Puts an event into the open batch; true when it opened one, whose delivery is then the caller's task.
    /// </summary>
    internal bool Join(SmsEvent smsEvent, [NotNullWhen(true)] out Batch? opened)
    {
        lock (gate)
        {
            opened = open is null ? open = new Batch() : null;
            open.Events.Add(smsEvent);
            if (open.Events.Count >= most)
            {
                open.Filled.TrySetResult();
                open = null;
            }

            return opened is not null;
        }
    }

    internal IReadOnlyList<SmsEvent> Close(Batch batch)
    {
        lock (gate)
        {
            if (open == batch) open = null;
            return batch.Events;
        }
    }

    internal sealed class Batch
    {
        internal List<SmsEvent> Events { get; } = [];

        internal TaskCompletionSource Filled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Full => Filled.Task;
    }
}
