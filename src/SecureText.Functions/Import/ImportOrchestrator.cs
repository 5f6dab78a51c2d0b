using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace SecureText.Import;

/// <summary>Works through a file, a few parts side by side. Its history holds an opaque id and counts.</summary>
public static class ImportOrchestrator
{
    private const int Side = 4;

    // A history of fifty parts stays small; then it begins anew.
    private const int RoundsOfAHistory = 12;

    private static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(
        new RetryPolicy(5, TimeSpan.FromSeconds(5), 2.0, TimeSpan.FromMinutes(2)));

    /// <summary>First the parts of patients, then those that refer to them.</summary>
    [Function(nameof(ImportOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<ImportRun>()!;
        try
        {
            for (var round = 0; round < RoundsOfAHistory; round++)
            {
                var side = run.NextParts(Side);
                if (side == 0)
                {
                    await context.CallActivityAsync(nameof(ImportWork.ImportTell), new ImportNews(run, ImportState.Done), Retries);
                    return;
                }

                var counts = await Task.WhenAll(Enumerable.Range(run.Next, side).Select(part => context.CallActivityAsync<ImportCounts>(
                    nameof(ImportWork.ImportBatch), new ImportBatchInput(run.Import, part), Retries)));
                run = run with { Next = run.Next + side, Counts = counts.Aggregate(run.Counts, (all, one) => all.Plus(one)) };
                await context.CallActivityAsync(nameof(ImportWork.ImportTell), new ImportNews(run, ImportState.Running), Retries);
            }
        }
        catch (TaskFailedException)
        {
            await context.CallActivityAsync(nameof(ImportWork.ImportTell), new ImportNews(run, ImportState.Failed), Retries);
            return;
        }

        context.ContinueAsNew(run);
    }
}

/// <summary>How far a file is.</summary>
/// <param name="Import">Opaque.</param>
/// <param name="Run">Which start of it.</param>
/// <param name="Parts">All of them.</param>
/// <param name="FirstParts">Those that the others wait for.</param>
/// <param name="Next">The first that is not done.</param>
/// <param name="Counts">What came of those that are.</param>
public sealed record ImportRun(string Import, int Run, int Parts, int FirstParts, int Next, ImportCounts Counts)
{
    /// <summary>How many parts may be worked on side by side now; 0 at the end.</summary>
    public int NextParts(int most) => Math.Min(most, (Next < FirstParts ? FirstParts : Parts) - Next);

    /// <summary>Names the orchestration: starting twice is starting once.</summary>
    public static string InstanceOf(ImportFile file) => FormattableString.Invariant($"import-{file.Id}-{file.Runs}");
}

/// <summary>What to work on.</summary>
public sealed record ImportBatchInput(string Import, int Part);

/// <summary>What to tell.</summary>
public sealed record ImportNews(ImportRun Run, ImportState State);
