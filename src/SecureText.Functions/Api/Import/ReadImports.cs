using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Import;
using SecureText.Storage;

namespace SecureText.Api.Import;

/// <summary><c>GET /api/imports</c>: how far files are, and which of their rows were refused.</summary>
public sealed class ReadImports(ImportStore store, ImportParts parts, IJournal journal, TimeProvider time)
{
    /// <summary>All of the last days, newest first, with the names of the files.</summary>
    [Function("ListImports")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "imports")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync(cancellationToken);
        await JournalAsync(request, "import.list", null, cancellationToken);
        return ApiJson.Ok(new Listing([.. rows.Select(row => Item.Of(row.File))]));
    }

    /// <summary>One, for a page that polls. Nothing personal is in it.</summary>
    [Function("ReadImport")]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "imports/{import}")] HttpRequest request,
        string import,
        CancellationToken cancellationToken) =>
        await store.FindAsync(import, cancellationToken) is { File: var file }
            ? ApiJson.Ok(new Progress(
                file.Id, WordOf(file.State), file.Rows, file.Counts.Done, file.Counts.New, file.Counts.Changed, file.Counts.Same,
                file.Counts.Refused, file.Skipped))
            : Problems.NotFound;

    /// <summary>The refused rows as they came, with the line and the reason.</summary>
    [Function("ReadRefused")]
    public async Task<IResult> RefusedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "imports/{import}/refused")] HttpRequest request,
        string import,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(import, cancellationToken) is not { File: var file }) return Problems.NotFound;
        await JournalAsync(request, "import.refused", import, cancellationToken);
        var columns = file.Facts.Columns;
        var csv = new StringBuilder("\uFEFF").Append(CsvText.Row([.. columns, "line", "reason"]));
        for (var part = 0; part < file.Parts; part++)
        {
            foreach (var row in await parts.ReadAsync(import, new ImportPart(part, Refused: true), cancellationToken))
            {
                var cells = row.Cells.Take(columns.Count);
                var missing = Enumerable.Repeat("", Math.Max(0, columns.Count - row.Cells.Count));
                csv.Append(CsvText.Row(
                    [.. cells, .. missing, row.Line.ToString(CultureInfo.InvariantCulture), row.Reason ?? ""]));
            }
        }

        return Results.File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", $"refused-{import}.csv");
    }

    private Task JournalAsync(HttpRequest request, string action, string? import, CancellationToken cancellationToken) =>
        journal.AppendAsync(
            new AuditEntry(
                time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, action, [], "done", RequestId.Of(request), import),
            cancellationToken);

    private static string WordOf(ImportState state) => state.ToString().ToLowerInvariant();

    private sealed record Listing(IReadOnlyList<Item> Items);

    private sealed record Item(
        string Id, string Kind, string Format, string FileName, DateTimeOffset CreatedAt, string CreatedBy, string State, int Rows, int Done)
    {
        public static Item Of(ImportFile file) => new(
            file.Id, file.Kind.Word(), file.Kind == ImportKind.Fhir ? "fhir" : "csv", file.Facts.Name, file.CreatedAt, file.CreatedBy,
            WordOf(file.State), file.Rows, file.Counts.Done);
    }

    private sealed record Progress(
        string Id,
        string State,
        int Rows,
        int Done,
        int New,
        int Changed,
        int Same,
        int RefusedCount,
        IReadOnlyDictionary<string, int> Skipped);
}
