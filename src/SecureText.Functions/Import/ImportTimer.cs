using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SecureText.Storage;

namespace SecureText.Import;

/// <summary>
/// Takes up files that were started: the row says that they run, and this makes it true, also after a crash between the two.
/// </summary>
public sealed class ImportTimer(ImportStore store, ImportStart start, ImportBatches batches, WebhookStore webhooks, TimeProvider time)
{
    /// <summary>Every five seconds; one query of a small partition.</summary>
    [Function(nameof(ImportTimer))]
    public async Task RunAsync(
        [TimerTrigger("*/5 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var row in await store.ReadAsync(cancellationToken, ImportState.Running))
        {
            var file = row.File;
            var id = ImportRun.InstanceOf(file);
            var instance = await client.GetInstanceAsync(id, cancellationToken);
            if (instance is null)
            {
                var run = new ImportRun(file.Id, file.Runs, file.Parts, file.FirstParts, 0, new ImportCounts());
                await client.ScheduleNewOrchestrationInstanceAsync(
                    nameof(ImportOrchestrator), run, new StartOrchestrationOptions(id), cancellationToken);
            }
            else if (instance.RuntimeStatus is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated)
            {
                await batches.TellAsync(file.Id, file.Runs, file.Counts, ImportState.Failed, cancellationToken);
            }
        }
    }

    /// <summary>Once a day: rows of files older than a week, and webhooks of the days before yesterday.</summary>
    [Function("ImportCleaning")]
    public async Task CleanAsync([TimerTrigger("0 41 9 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await start.CleanAsync(cancellationToken);
        await webhooks.CleanAsync(time.GetUtcNow(), cancellationToken);
    }
}
