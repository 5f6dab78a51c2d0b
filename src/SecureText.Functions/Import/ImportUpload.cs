using SecureText.Clinic;
using SecureText.Import.Fhir;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Import;

/// <summary>Takes a file in: reads it once, and keeps its rows sealed until somebody starts it or a week is over.</summary>
public sealed class ImportUpload(
    ClinicProfile clinic, ImportStore store, ImportParts parts, IRandomSource random, TimeProvider time)
{
    private const int Side = 8;
    private const int LongestName = 200;

    /// <summary>Reads and keeps a file.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="name">As the sender calls it.</param>
    /// <param name="content">All of it.</param>
    /// <param name="staff">Opaque id of the sender.</param>
    /// <param name="cancellationToken">Stops; what was kept then is deleted with the next cleaning.</param>
    /// <returns>The file with its first rows; or why it cannot be read.</returns>
    public async Task<(ImportFile? File, IReadOnlyList<WaitingRow> Sample, string Refusal)> TakeAsync(
        ImportKind kind, string name, ReadOnlyMemory<byte> content, string staff, CancellationToken cancellationToken)
    {
        var read = kind == ImportKind.Fhir ? Fhir(content, out var refusal) : Csv(kind, content.Span, out refusal);
        if (read is null) return (null, [], refusal);
        if (read.First.Count + read.Rest.Count == 0) return (null, [], "There is no patient, appointment, invoice or account in the file that could be taken in.");
        var first = read.First.Chunk(ImportFile.RowsOfAPart).ToList();
        var rest = read.Rest.Chunk(ImportFile.RowsOfAPart).ToList();
        var mapping = kind == ImportKind.Fhir
            ? new Dictionary<string, string>()
            : ColumnGuess.Guess(kind, read.Columns, await store.FindMappingAsync(kind, cancellationToken));
        var file = new ImportFile
        {
            Id = ImportFile.NewId(random),
            Kind = kind,
            Rows = read.First.Count + read.Rest.Count,
            Parts = first.Count + rest.Count,
            FirstParts = first.Count,
            CreatedAt = time.GetUtcNow(),
            CreatedBy = staff,
            Skipped = read.Skipped,
            Facts = new ImportFacts(name.Length > LongestName ? name[..LongestName] : name, read.Columns, mapping),
        };

        // The row first: what a crash leaves behind is then found by the cleaning.
        await store.SaveAsync(file, null, cancellationToken);
        await Parallel.ForEachAsync(
            first.Concat(rest).Index(),
            new ParallelOptions { MaxDegreeOfParallelism = Side, CancellationToken = cancellationToken },
            async (part, stop) => await parts.WriteAsync(file.Id, new ImportPart(part.Index), part.Item, stop));
        return (file, [.. first.Concat(rest).First().Take(5)], "");
    }

    private static Rows? Csv(ImportKind kind, ReadOnlySpan<byte> content, out string refusal)
    {
        if (CsvFile.TryRead(content, out refusal) is not { } csv) return null;
        var rows = csv.Rows.Select(row => new WaitingRow(row.Line, row.Cells)).ToList();
        return kind == ImportKind.Patient
            ? new Rows(csv.Columns, rows, [], new Dictionary<string, int>())
            : new Rows(csv.Columns, [], rows, new Dictionary<string, int>());
    }

    private Rows? Fhir(ReadOnlyMemory<byte> content, out string refusal)
    {
        if (FhirFile.TryRead(content, clinic.TimeZone, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), out refusal) is not { } fhir) return null;
        return new Rows(FhirFile.Columns, fhir.Patients, fhir.Occasions, fhir.Skipped);
    }

    private sealed record Rows(
        IReadOnlyList<string> Columns,
        IReadOnlyList<WaitingRow> First,
        IReadOnlyList<WaitingRow> Rest,
        IReadOnlyDictionary<string, int> Skipped);
}
