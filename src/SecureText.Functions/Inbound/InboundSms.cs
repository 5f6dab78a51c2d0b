using Microsoft.Azure.Functions.Worker;

namespace SecureText.Inbound;

/// <summary>Event Grid brings what patients text.</summary>
public sealed class InboundSms(AcsEvents events)
{
    /// <summary>Takes a batch. Returns only when each event is stored; throws, so that all come again, when one is not.</summary>
    [Function(nameof(InboundSms))]
    public Task RunAsync([EventGridTrigger(IsBatched = true)] string[] batch, CancellationToken cancellationToken) =>
        events.HandleAsync(batch, cancellationToken);
}
