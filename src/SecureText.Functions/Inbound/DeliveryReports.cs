using Microsoft.Azure.Functions.Worker;

namespace SecureText.Inbound;

/// <summary>Event Grid brings what became of the texts that we sent.</summary>
public sealed class DeliveryReports(AcsEvents events)
{
    /// <summary>Takes a batch. Returns only when each event is stored; throws, so that all come again, when one is not.</summary>
    [Function(nameof(DeliveryReports))]
    public Task RunAsync([EventGridTrigger(IsBatched = true)] string[] batch, CancellationToken cancellationToken) =>
        events.HandleAsync(batch, cancellationToken);
}
