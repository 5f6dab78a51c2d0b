using System.Collections.Concurrent;
using Azure;
using Microsoft.Extensions.Logging;
using SecureText.Audit;
using SecureText.Storage;

namespace SecureText.Import;

/// <summary>Works through a file part by part. A part that is done twice, or half before a crash, comes to the same.</summary>
public sealed partial class ImportBatches(
    ImportStore store, ImportParts parts, ImportRows rows, IJournal journal, TimeProvider time, ILogger<ImportBatches> logger)
{
    // Many more would only wait for each other at the roster's one partition.
    private const int Side = 12;

    /// <summary>Applies the rows of one part and keeps those that are refused.</summary>
    public async Task<ImportCounts> RunAsync(string import, int part, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(import, cancellationToken) is not { File: { } file }) return new ImportCounts();
        var actor = $"import:{import}";
        var correlation = FormattableString.Invariant($"{import}-{part}");
        await JournalAsync("attempted", []);
        var read = rows.ReaderOf(file.Kind, file.Facts);
        var counts = new ImportCounts();
        var gate = new Lock();
        var refused = new ConcurrentBag<WaitingRow>();
        var subjects = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var waiting = await parts.ReadAsync(import, new ImportPart(part), cancellationToken);
        if (waiting.Count == 0) throw new InvalidDataException("A part of an import is missing.");
        await Parallel.ForEachAsync(
            waiting,
            new ParallelOptions { MaxDegreeOfParallelism = Side, CancellationToken = cancellationToken },
            async (row, stop) =>
            {
                var applied = await TryAsync(file.Kind, row);
                if (applied.Refusal is { } reason) refused.Add(row with { Reason = reason, Patient = null, Occasion = null, Left = null });
                if (applied.Conversation is { } conversation) subjects.TryAdd(conversation, true);
                lock (gate) counts = counts.With(applied.Outcome);
            });

        // What an earlier run refused is over, too.
        if (refused.IsEmpty)
            await parts.DeleteAsync(import, new ImportPart(part, Refused: true), cancellationToken);
        else
            await parts.WriteAsync(import, new ImportPart(part, Refused: true), [.. refused.OrderBy(row => row.Line)], cancellationToken);
        foreach (var some in subjects.Keys.Chunk(Opaque.MaxSubjects)) await JournalAsync("done", some);
        return counts;

        async Task<AppliedRow> TryAsync(ImportKind kind, WaitingRow row)
        {
            try
            {
                return await rows.ApplyAsync(ImportRows.SourceOf(kind), read(row), actor, cancellationToken);
            }
            catch (Exception e) when (!IsPassing(e))
            {
                // One row that cannot be stored must not hold up the thousands behind it.
                LogRow(import, row.Line, e.GetType().Name);
                return AppliedRow.Refused("could not be stored; try again");
            }
        }

        Task JournalAsync(string outcome, IReadOnlyList<string> subjects) => journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), actor, "import.apply", subjects, outcome, correlation), cancellationToken);
    }

    // Of storage or journal and not of the row: the whole part is tried again. The client gives up on storage that is silent with an
    // AggregateException of its tries.
    private static bool IsPassing(Exception e) =>
        e is OperationCanceledException or JournalUnavailableException or AggregateException
            or RequestFailedException { Status: 0 or 403 or 408 or 429 or >= 500 };

    /// <summary>Says how far it is. What is personal in the rows is deleted with the last of them; the refused ones stay for a week.</summary>
    public async Task TellAsync(
        string import, int run, ImportCounts counts, ImportState state, CancellationToken cancellationToken)
    {
        while (await store.FindAsync(import, cancellationToken) is { } row && row.File.Runs == run && row.File.State == ImportState.Running)
        {
            var isOver = state == ImportState.Done;
            if (isOver) await parts.DeleteAsync(import, refused: false, cancellationToken);
            var after = row.File with { Counts = counts, State = state, IsGone = row.File.IsGone || isOver };
            if (await store.SaveAsync(after, row.ETag, cancellationToken)) return;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Line {Line} of import {Import} could not be stored ({Kind}).")]
    private partial void LogRow(string import, int line, string kind);
}
