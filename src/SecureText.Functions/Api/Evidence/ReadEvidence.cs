using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Evidence;
using SecureText.Storage;

namespace SecureText.Api.Evidence;

/// <summary><c>/api/evidence</c>: each line of the law against the running system (S14). Nothing of a patient is in it.</summary>
public sealed class ReadEvidence(EvidenceDesk desk, StaffStore staff, IJournal journal, TimeProvider time)
{
    /// <summary><c>GET /api/evidence</c>: as JSON.</summary>
    [Function(nameof(ReadEvidence))]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "evidence")] HttpRequest request,
        CancellationToken cancellationToken) =>
        ApiJson.Ok(await AskAsync(request, "json", cancellationToken));

    /// <summary><c>GET /api/evidence/report</c>: as a page to keep and to print.</summary>
    [Function("ReadEvidenceReport")]
    public async Task<IResult> ReportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "evidence/report")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var report = await AskAsync(request, "html", cancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"securetext-evidence-{report.At.UtcDateTime:yyyy-MM-dd-HHmm}.html");
        return Results.File(Encoding.UTF8.GetBytes(ReportPage.Write(report)), "text/html; charset=utf-8", name);
    }

    // In the journal before it is asked for: what the report says of today's journal then holds for this entry too.
    private async Task<EvidenceReport> AskAsync(HttpRequest request, string form, CancellationToken cancellationToken)
    {
        var caller = AccessMiddleware.StaffOf(request);
        await journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), caller.Actor, "evidence.read", [], "done", RequestId.Of(request), form), cancellationToken);
        return EvidenceReport.Of(await desk.AskAsync(cancellationToken), await NameAsync(request, caller, cancellationToken));
    }

    private async Task<string> NameAsync(HttpRequest request, StaffMember caller, CancellationToken cancellationToken) =>
        request.HttpContext.Items.ContainsKey(StaffDoor.RowKey)
            && await staff.NameOfAsync(StaffDoor.RowOf(request), cancellationToken) is { } name
            ? name
            : caller.Id;
}
