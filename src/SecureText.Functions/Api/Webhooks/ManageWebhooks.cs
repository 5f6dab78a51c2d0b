using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Portal;
using SecureText.Storage;

namespace SecureText.Api.Webhooks;

/// <summary><c>/api/webhooks</c>: the secrets under which other systems sign.</summary>
public sealed class ManageWebhooks(WebhookStore store, PortalOptions site, IJournal journal, TimeProvider time)
{
    /// <summary><c>GET /api/webhooks</c>: where they go, and which secrets are in force.</summary>
    [Function("ListWebhooks")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks")] HttpRequest request,
        CancellationToken cancellationToken) =>
        ApiJson.Ok(new Listing(new Uri(site.BaseUrl!, "/api/hooks").AbsoluteUri, await store.ReadAsync(cancellationToken)));

    /// <summary><c>POST /api/webhooks/secrets</c>: 201 with a secret that is never shown again; 409 when two are in force.</summary>
    [Function("AddWebhookSecret")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/secrets")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        await JournalAsync(request, "attempted", null, cancellationToken);
        if (await store.AddAsync(time.GetUtcNow(), cancellationToken) is not var (row, secret))
            return Problems.Conflict("two-secrets", "Two secrets are in force. Delete the one that is no longer used first.");
        await JournalAsync(request, "added", row.Id, cancellationToken);
        return ApiJson.Ok(new Added(row.Id, secret), 201);
    }

    /// <summary><c>DELETE /api/webhooks/secrets/{id}</c>: from now on nothing signed under it is taken.</summary>
    [Function("DeleteWebhookSecret")]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "webhooks/secrets/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        await JournalAsync(request, "attempted", null, cancellationToken);
        if (!await store.DeleteAsync(id, cancellationToken)) return Problems.NotFound;
        await JournalAsync(request, "deleted", id, cancellationToken);
        return Results.NoContent();
    }

    private Task JournalAsync(HttpRequest request, string outcome, string? id, CancellationToken cancellationToken) => journal.AppendAsync(
        new AuditEntry(
            time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "webhook.secret", [], outcome, RequestId.Of(request), id),
        cancellationToken);

    private sealed record Listing(string Url, IReadOnlyList<WebhookSecret> Secrets);

    private sealed record Added(string Id, string Secret);
}
