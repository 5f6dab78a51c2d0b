using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace SecureText.Campaigns;

/// <summary>
/// Takes the histories of what has ended out of the task hub, at night. They hold ids and times only; they are of no more use, and
/// each journey would leave one for ever.
/// </summary>
public sealed class PurgeEnded(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Once a day.</summary>
    [Function(nameof(PurgeEnded))]
    public Task RunAsync(
        [TimerTrigger("0 30 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(CreatedTo: time.GetUtcNow() - Kept, Statuses: Ended), cancellationToken);
}
