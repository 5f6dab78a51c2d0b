using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Audit;
using SecureText.Conversations;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Portal;

/// <summary>Staff send a patient behind the link, see which links there are, and take one back.</summary>
public sealed class PortalLinks(
    SecureLinks links, ConversationDoor door, ConversationStore store, PortalStore rows, IJournal journal, TimeProvider time)
{
    private const int Newest = 20;

    /// <summary><c>POST /api/conversations/{id}/links {patientId, kind, form?, idempotencyKey}</c>: a text with a link.</summary>
    [Function("SendLink")]
    public async Task<IResult> SendLinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/links")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        var body = await ApiJson.ReadAsync<LinkBody>(request, cancellationToken);
        if (body is not { PatientId: { } patient, Kind: { } kind } || !IdempotencyKey.IsGood(body.IdempotencyKey)
            || (kind == LinkKind.Form) != (body.Form is not null))
            return Problems.BadRequest("Send {patientId, kind: \"thread\" or \"form\", form, idempotencyKey}; form for a form only.");
        if (!Seen.TryRead(body.Seen, out var seen)) return Seen.Unreadable;
        var asked = new LinkRequest(patient, kind, body.Form, null, body.IdempotencyKey!) { Seen = seen };
        return AnswerTo(await links.SendAsync(conversation, AccessMiddleware.StaffOf(request), asked, cancellationToken));
    }

    /// <summary><c>POST /api/conversations/{id}/secure-messages {patientId, text, idempotencyKey}</c>: a message behind a link.</summary>
    [Function("SendSecureMessage")]
    public async Task<IResult> SendMessageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/secure-messages")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        var body = await ApiJson.ReadAsync<MessageBody>(request, cancellationToken);
        if (body is not { PatientId: { } patient, Text: { } text } || !IdempotencyKey.IsGood(body.IdempotencyKey))
            return Problems.BadRequest("Send {patientId, text, idempotencyKey} with a key of 1 to 100 characters.");
        if (!Seen.TryRead(body.Seen, out var seen)) return Seen.Unreadable;
        var asked = new LinkRequest(patient, LinkKind.Thread, null, text, body.IdempotencyKey!) { Seen = seen };
        return AnswerTo(await links.SendAsync(conversation, AccessMiddleware.StaffOf(request), asked, cancellationToken));
    }

    /// <summary><c>GET /api/conversations/{id}/links</c>: the newest links and where each stands. No token: nobody has it.</summary>
    [Function("ListLinks")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/links")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        var named = await store.ReadLinksAsync(conversation, Newest, cancellationToken);
        var found = await Task.WhenAll(named.Select(one => rows.FindAsync(one.Link, cancellationToken)));
        await JournalAsync(request, conversation, "link.list", "done", RequestId.Of(request), cancellationToken);
        var now = time.GetUtcNow();
        return ApiJson.Ok(new { items = found.OfType<PortalLinkRow>().Select(row => LinkItem.Of(row.Link, now)) });
    }

    /// <summary><c>POST /api/conversations/{id}/links/{link}/revoke</c>: it opens nothing any more, nor does its session.</summary>
    [Function("RevokeLink")]
    public async Task<IResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/links/{link}/revoke")] HttpRequest request,
        string id,
        string link,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        if (!LinkId.TryParse(link, out var linkId)) return Problems.NotFound;
        while (true)
        {
            var row = await rows.FindAsync(linkId, cancellationToken);
            if (row is null || row.Link.Conversation != conversation) return Problems.NotFound;
            if (await rows.UpdateAsync(row, row.Link.Revoked(time.GetUtcNow()), cancellationToken) is null) continue;
            await JournalAsync(request, conversation, "link.revoke", "done", linkId.Value, cancellationToken);
            return Results.NoContent();
        }
    }

    private static IResult AnswerTo(LinkSend sent) => sent switch
    {
        LinkSend.Made made => ApiJson.Ok(
            new Sent(made.Link.Value, made.ExpiresAt, made.Message.Value, made.Status, made.Reason), 201),
        LinkSend.Refused(var reason, var findings) => SendResults.Of(reason, findings),
        LinkSend.BirthDateMissing => Problems.Conflict(
            "birth-date-missing", "Add the patient's date of birth first: it is how the patient shows who is asking."),
        LinkSend.KeyReused => Problems.KeyReused,
        LinkSend.NotYours => Problems.NotYours,
        _ => Problems.NotFound,
    };

    private Task JournalAsync(
        HttpRequest request, ConversationId id, string action, string outcome, string correlation, CancellationToken cancellationToken) =>
        journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, action, [id.Value], outcome, correlation),
            cancellationToken);

    private sealed record LinkBody(string? PatientId, LinkKind? Kind, string? Form, string? IdempotencyKey, string? Seen);

    private sealed record MessageBody(string? PatientId, string? Text, string? IdempotencyKey, string? Seen);

    private sealed record Sent(string Id, DateTimeOffset ExpiresAt, string Message, MessageStatus? Status, string? Reason);
}

/// <summary>A link as staff see it.</summary>
internal sealed record LinkItem(
    string Id,
    string PatientId,
    LinkKind Kind,
    string? Form,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset ExpiresAt,
    LinkState State,
    DateTimeOffset? LastOpenedAt)
{
    public static LinkItem Of(PortalLink link, DateTimeOffset now) => new(
        link.Id.Value, link.PatientId, link.Kind, link.Form, link.CreatedAt, link.CreatedBy, link.ExpiresAt,
        link.StateAt(now), link.LastOpenedAt);
}
