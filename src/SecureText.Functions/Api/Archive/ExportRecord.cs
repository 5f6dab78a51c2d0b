using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Archive;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Archive;

/// <summary><c>GET /api/conversations/{id}/export</c>: everything that is kept of a number, for the patient (45 CFR 164.524).</summary>
public sealed class ExportRecord(RecordExport export, ConversationStore store, ConversationDoor door)
{
    /// <summary>Journals it, then writes the ZIP as it is read.</summary>
    [Function(nameof(ExportRecord))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/export")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await store.FindAsync(conversation, cancellationToken) is not { } head) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, head, cancellationToken) is { } refusal) return refusal;
        var (actor, correlation) = (AccessMiddleware.StaffOf(request).Actor, RequestId.Of(request));
        var begun = await export.BeginAsync(conversation, actor, correlation, cancellationToken);
        return new ZipResult(begun, (to, stop) => export.WriteAsync(conversation, head, begun, actor, correlation, to, stop));
    }

    private sealed class ZipResult(DateTimeOffset at, Func<Stream, CancellationToken, Task> write) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            // Names nobody: a file lies about among others.
            var name = string.Create(CultureInfo.InvariantCulture, $"record-{at.UtcDateTime:yyyyMMdd-HHmmss}.zip");
            http.Response.ContentType = "application/zip";
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            try
            {
                await write(http.Response.Body, http.RequestAborted);
            }
            catch (Exception)
            {
                // Half a ZIP that ended as usual would look as if it had come whole.
                if (http.Response.HasStarted) http.Abort();
                else http.Response.Headers.Remove("Content-Disposition");
                throw;
            }
        }
    }
}
