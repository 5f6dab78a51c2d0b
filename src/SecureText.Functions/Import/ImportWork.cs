using Microsoft.Azure.Functions.Worker;

namespace SecureText.Import;

/// <summary>The activities of <see cref="ImportOrchestrator"/>: safe to run twice, ids and counts in and out.</summary>
public sealed class ImportWork(ImportBatches batches)
{
    /// <summary>Applies one part.</summary>
    [Function(nameof(ImportBatch))]
    public Task<ImportCounts> ImportBatch([ActivityTrigger] ImportBatchInput input, CancellationToken cancellationToken) =>
        batches.RunAsync(input.Import, input.Part, cancellationToken);

    /// <summary>Says how far it is.</summary>
    [Function(nameof(ImportTell))]
    public Task ImportTell([ActivityTrigger] ImportNews input, CancellationToken cancellationToken) =>
        batches.TellAsync(input.Run.Import, input.Run.Run, input.Run.Counts, input.State, cancellationToken);
}
