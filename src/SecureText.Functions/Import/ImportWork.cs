using Microsoft.Azure.Functions.Worker;
using SecureText.Campaigns;

namespace SecureText.Import;

/// <summary>The activities of <see cref="ImportOrchestrator"/>: safe to run twice, ids and counts in and out.</summary>
public sealed class ImportWork(ImportBatches batches, StepGuard guard)
{
    /// <summary>Applies one part.</summary>
    [Function(nameof(ImportBatch))]
    public Task<ImportCounts> ImportBatch([ActivityTrigger] ImportBatchInput input, CancellationToken cancellationToken) =>
        guard.RunAsync(
            nameof(ImportBatch), input.Import, () => batches.RunAsync(input.Import, input.Part, cancellationToken), cancellationToken);

    /// <summary>Says how far it is.</summary>
    [Function(nameof(ImportTell))]
    public async Task ImportTell([ActivityTrigger] ImportNews input, CancellationToken cancellationToken) =>
        await guard.RunAsync(
            nameof(ImportTell), input.Run.Import,
            async () =>
            {
                await batches.TellAsync(input.Run.Import, input.Run.Run, input.Run.Counts, input.State, cancellationToken);
                return true;
            },
            cancellationToken);
}
