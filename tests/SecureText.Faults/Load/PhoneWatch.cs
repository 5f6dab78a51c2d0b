using System.Collections.Concurrent;
using SecureText.Simulator;

namespace SecureText.Faults.Load;

/// <summary>Sees every text on every phone at the moment at which it comes or is acknowledged.</summary>
internal sealed class PhoneWatch
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> acknowledged = new();
    private readonly ConcurrentDictionary<string, Taken> taken = new();
    private readonly PhoneNetwork network;
    private readonly TimeProvider clock;
    private TaskCompletionSource next = New();
    private long newest;

    internal PhoneWatch(PhoneNetwork network, TimeProvider clock)
    {
        (this.network, this.clock) = (network, clock);
        var before = network.Changed;
        network.Changed = bubble =>
        {
            before?.Invoke(bubble);
            See(bubble);
        };
    }

    /// <summary>Told each text of the clinic when the carrier takes it.</summary>
    internal Action<Bubble>? Sent { get; set; }

    /// <summary>Told each text of a patient when the network takes it.</summary>
    internal Action<Bubble>? Received { get; set; }

    /// <summary>When the clinic said that it has the patient's text; null while it has not.</summary>
    internal Taken? TakenAt(string id) => taken.TryGetValue(id, out var at) ? at : null;

    /// <summary>How many texts there are on a phone, both ways.</summary>
    internal int Count(string phone) => network.Thread(phone).Count;

    /// <summary>Completes when the clinic has the patient's text.</summary>
    internal Task TakenAsync(string id, CancellationToken token) => Of(id).Task.WaitAsync(token);

    /// <summary>A text of the clinic on the phone, after the first <paramref name="before"/>, that is as asked for; null when none comes in time.</summary>
    internal async Task<string?> SoonAsync(string phone, int before, Func<string, bool> isIt, TimeSpan most, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(most);
        try
        {
            while (true)
            {
                var change = Volatile.Read(ref next).Task;
                var found = network.Thread(phone).Skip(before).LastOrDefault(one => one.From == Sender.Clinic && one.OnPhone && isIt(one.Text));
                if (found is not null) return found.Text;
                await change.WaitAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return null;
        }
    }

    private void See(Bubble bubble)
    {
        if (bubble.Sequence > Volatile.Read(ref newest)) Volatile.Write(ref newest, bubble.Sequence);
        if (bubble is { From: Sender.Patient, State: "delivered" } && taken.TryAdd(bubble.Id, new Taken(Volatile.Read(ref newest), clock.GetUtcNow())))
            Of(bubble.Id).TrySetResult();
        if (bubble is { From: Sender.Clinic, State: "sending" }) Sent?.Invoke(bubble);
        if (bubble is { From: Sender.Patient, State: "sending" }) Received?.Invoke(bubble);
        Interlocked.Exchange(ref next, New()).TrySetResult();
    }

    private TaskCompletionSource Of(string id) => acknowledged.GetOrAdd(id, _ => New());

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The moment at which the clinic said that it has a text.</summary>
/// <param name="Newest">The newest text on any phone at that moment.</param>
/// <param name="At">By the clock.</param>
internal readonly record struct Taken(long Newest, DateTimeOffset At);
