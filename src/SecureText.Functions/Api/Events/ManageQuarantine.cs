using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Inbound;

namespace SecureText.Api.Events;

/// <summary><c>/api/quarantine</c>: events that could not be stored as messages. Nothing that stands in them is shown.</summary>
public sealed class ManageQuarantine(QuarantineRetry quarantine, IJournal journal, TimeProvider time)
{
    /// <summary><c>GET /api/quarantine</c>: since when each waits and why; a hundred at most.</summary>
    [Function("ReadQuarantine")]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "quarantine")] HttpRequest request,
        CancellationToken cancellationToken) =>
        ApiJson.Ok(new Listing(await quarantine.ReadAsync(cancellationToken)));

    /// <summary><c>POST /api/quarantine/retry</c>: tries all again; how many are in the inbox now and how many wait.</summary>
    [Function("RetryQuarantine")]
    public async Task<IResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "quarantine/retry")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        await JournalAsync(request, "attempted", null, cancellationToken);
        var run = await quarantine.TryAsync(cancellationToken);
        await JournalAsync(request, "done", $"stored:{run.Stored}|left:{run.Left}", cancellationToken);
        return ApiJson.Ok(run);
    }

    private Task JournalAsync(HttpRequest request, string outcome, string? detail, CancellationToken cancellationToken) => journal.AppendAsync(
        new AuditEntry(
            time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "quarantine.retried", [], outcome, RequestId.Of(request), detail),
        cancellationToken);

    private sealed record Listing(IReadOnlyList<QuarantineItem> Items);
}
