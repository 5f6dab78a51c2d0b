using SecureText.Audit;
using SecureText.Storage;

namespace SecureText.Import;

/// <summary>Starts files and cleans up after them.</summary>
public sealed class ImportStart(
    ImportStore store, ImportParts parts, IJournal journal, TimeProvider time)
{
    /// <summary>How long rows of a file are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Lines that say otherwise than an earlier one, at most: more of them are a wrong column.</summary>
    public const int MostTwice = 1000;

    /// <summary>Starts a file; the timer takes it up. A file that runs, or is done, stays so.</summary>
    public async Task<ImportFile?> StartAsync(
        ImportFileRow row,
        IReadOnlyDictionary<string, string> mapping,
        IReadOnlyDictionary<int, int> twice,
        string actor,
        string correlation,
        CancellationToken cancellationToken)
    {
        var file = row.File;
        if (file.State is ImportState.Running or ImportState.Done) return file;
        await journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), actor, "import.start", [], "attempted", correlation, file.Id), cancellationToken);
        if (file.Kind != ImportKind.Fhir) await store.SaveMappingAsync(file.Kind, mapping, cancellationToken);
        var after = file with
        {
            State = ImportState.Running,
            Runs = file.Runs + 1,
            Counts = new ImportCounts(),
            Facts = file.Facts with { Mapping = mapping, Twice = twice },
        };
        return await store.SaveAsync(after, row.ETag, cancellationToken) ? after : null;
    }

    /// <summary>Deletes the rows of files that came a week ago.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        var old = time.GetUtcNow() - Kept;
        foreach (var row in await store.ReadAsync(cancellationToken))
        {
            if (row.File.CreatedAt > old || row.File.State == ImportState.Running) continue;
            await parts.DeleteAsync(row.File.Id, refused: false, cancellationToken);
            await parts.DeleteAsync(row.File.Id, refused: true, cancellationToken);
            await store.DeleteAsync(row, cancellationToken);
        }
    }
}
