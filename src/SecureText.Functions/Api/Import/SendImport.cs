using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Import;
using SecureText.Storage;

namespace SecureText.Api.Import;

/// <summary><c>/api/imports</c>: files of patients and occasions, sent in, looked at and started.</summary>
public sealed class SendImport(
    ImportUpload upload, ImportPreview preview, ImportStart start, ImportStore store, IJournal journal, TimeProvider time)
{
    private const int LongestFile = 32 * 1024 * 1024;
    private static readonly object MappingKey = new();

    /// <summary><c>POST /api/imports?kind=</c> with the file as body: 201 with its columns and first rows.</summary>
    [Function("UploadImport")]
    public async Task<IResult> UploadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "imports")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!ImportKinds.TryParse(request.Query["kind"], out var kind))
            return Problems.BadRequest("Say ?kind= patient, appointment, visit, statement, refill, recall or fhir.");
        using var content = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(new LimitedStream(content, LongestFile), cancellationToken);
        }
        catch (InvalidDataException)
        {
            return Problems.Of(413, "file-too-large", "The file is larger than 32 MB. Split it and send the parts one by one.");
        }

        var staff = AccessMiddleware.StaffOf(request);
        await JournalAsync(request, "import.upload", null, "attempted", cancellationToken);
        var name = Uri.UnescapeDataString(request.Headers["X-File-Name"].ToString());
        var (file, sample, refusal) = await upload.TakeAsync(
            kind, name, content.GetBuffer().AsMemory(0, (int)content.Length), staff.Id, cancellationToken);
        if (file is null) return Problems.Unprocessable("file-unreadable", refusal);

        // Its first rows are shown.
        await JournalAsync(request, "import.upload", file.Id, "done", cancellationToken);
        return ApiJson.Ok(
            new Uploaded(
                file.Id, kind.Word(), kind == ImportKind.Fhir ? "fhir" : "csv", file.Rows, file.Facts.Columns, file.Facts.Mapping,
                [.. ImportFields.Of(kind).Select(field => new Field(field.Id, field.Label, field.Required, field.Help))],
                [.. sample.Select(row => row.Cells)], file.Skipped),
            201);
    }

    /// <summary><c>POST /api/imports/{import}/check</c>: what it would do, and which rows are of no use.</summary>
    [Function("CheckImport")]
    public async Task<IResult> CheckAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "imports/{import}/check")] HttpRequest request,
        string import,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(import, cancellationToken) is not { File: { } file }) return Problems.NotFound;
        var (mapping, problem) = await MappingAsync(request, file, cancellationToken);
        if (mapping is null) return problem!;
        var forecast = await preview.ReadAsync(file, mapping, cancellationToken);
        await JournalAsync(request, "import.check", import, "done", cancellationToken);
        var counts = forecast.Counts;
        return ApiJson.Ok(new Checked(
            file.Rows, counts.Done - counts.Refused, counts.New, counts.Changed, counts.Same, counts.Refused,
            [.. forecast.Refused.Select(row => new RefusedRow(row.Line, row.Reason))],
            forecast.Grants, forecast.Withdrawals));
    }

    /// <summary><c>POST /api/imports/{import}/start</c>: 202; a second one changes nothing.</summary>
    [Function("StartImport")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "imports/{import}/start")] HttpRequest request,
        string import,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.FindAsync(import, cancellationToken) is not { } row) return Problems.NotFound;
            var (mapping, problem) = await MappingAsync(request, row.File, cancellationToken);
            if (mapping is null) return problem!;
            var twice = await preview.TwiceAsync(row.File, mapping, cancellationToken);
            if (twice.Count > ImportStart.MostTwice)
            {
                return Problems.Unprocessable(
                    "mapping-incomplete", "More than a thousand rows have the ID of an earlier row. Is it the right column?");
            }

            var started = await start.StartAsync(
                row, mapping, twice, AccessMiddleware.StaffOf(request).Actor, RequestId.Of(request), cancellationToken);
            if (started is not null) return ApiJson.Ok(new Started(import), 202);
        }
    }

    private static async Task<(IReadOnlyDictionary<string, string>? Mapping, IResult? Problem)> MappingAsync(
        HttpRequest request, ImportFile file, CancellationToken cancellationToken)
    {
        if (file.IsGone && file.State != ImportState.Done)
            return (null, Problems.Conflict("import-gone", "The rows of this file were deleted. Send the file again."));
        if (file.Kind == ImportKind.Fhir) return (file.Facts.Mapping, null);
        if (request.HttpContext.Items[MappingKey] is IReadOnlyDictionary<string, string> again) return (again, null);
        var body = await ApiJson.ReadAsync<MappingBody>(request, cancellationToken);
        if (body?.Mapping is not { } sent || sent.Values.Any(column => column is null)) return (null, Problems.BadRequest("Send {mapping} with the name of a column for each field."));
        if (ColumnGuess.Refusal(file.Kind, file.Facts.Columns, sent!) is { } refusal)
            return (null, Problems.Unprocessable("mapping-incomplete", refusal));

        // A body is read once.
        request.HttpContext.Items[MappingKey] = sent;
        return (sent!, null);
    }

    private Task JournalAsync(
        HttpRequest request, string action, string? import, string outcome, CancellationToken cancellationToken) => journal.AppendAsync(
            new AuditEntry(
                time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, action, [], outcome, RequestId.Of(request), import),
            cancellationToken);

    private sealed record MappingBody(Dictionary<string, string?>? Mapping);

    private sealed record Field(string Id, string Label, bool Required, string Help);

    private sealed record Uploaded(
        string Id,
        string Kind,
        string Format,
        int Rows,
        IReadOnlyList<string> Columns,
        IReadOnlyDictionary<string, string> Mapping,
        IReadOnlyList<Field> Fields,
        IReadOnlyList<IReadOnlyList<string>> Sample,
        IReadOnlyDictionary<string, int> Skipped);

    private sealed record RefusedRow(int Line, string Reason);

    private sealed record Checked(
        int Rows, int Ready, int New, int Changed, int Same, int RefusedCount, IReadOnlyList<RefusedRow> Refused,
        int Grants, int Withdrawals);

    private sealed record Started(string Id);
}
