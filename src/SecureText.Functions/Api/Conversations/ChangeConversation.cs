using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary>The small changes that staff make to a conversation. Each may be repeated.</summary>
public sealed class ChangeConversation(HeadChanges changes)
{
    /// <summary><c>POST /api/conversations/{id}/read</c>.</summary>
    [Function("MarkRead")]
    public Task<IResult> MarkReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/read")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        ApplyAsync(request, id, "conversation.mark-read", head => head.Unread == 0 ? head : head.MarkedRead(), cancellationToken);

    /// <summary>
    /// <c>POST /api/conversations/{id}/close</c>: 409 while a text stands there that nobody has opened, since it might be the
    /// one that came a moment ago.
    /// </summary>
    [Function("Close")]
    public async Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/close")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var unread = false;
        var result = await ApplyAsync(
            request, id, "conversation.close",
            head =>
            {
                unread = head.Unread > 0;
                return unread || head.Status == ConversationStatus.Closed ? head : head.Closed();
            },
            cancellationToken);
        return unread
            ? Problems.Conflict("unread-texts", "A text of the patient has not been opened yet. Read it, then close.")
            : result;
    }

    /// <summary><c>POST /api/conversations/{id}/reopen</c>.</summary>
    [Function("Reopen")]
    public Task<IResult> ReopenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/reopen")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        ApplyAsync(
            request, id, "conversation.reopen",
            head => head.Status == ConversationStatus.Open ? head : head.Reopened(), cancellationToken);

    /// <summary><c>POST /api/conversations/{id}/assign</c> with <c>{to}</c>: a staff id, <c>me</c>, or null for nobody.</summary>
    [Function("Assign")]
    public async Task<IResult> AssignAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/assign")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<AssignBody>(request, cancellationToken);
        if (body is null || (body.To is not null && !StaffMember.IsOpaque(body.To)))
            return Problems.BadRequest("Send {to} with a staff id, \"me\" or null.");
        var to = body.To == "me" ? AccessMiddleware.StaffOf(request).Id : body.To;
        return await ApplyAsync(
            request, id, "conversation.assign", head => head.AssignedTo == to ? head : head.Assigned(to), cancellationToken);
    }

    private async Task<IResult> ApplyAsync(
        HttpRequest request,
        string id,
        string action,
        Func<ConversationHead, ConversationHead> change,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        var actor = AccessMiddleware.StaffOf(request).Actor;
        var changed = await changes.ApplyAsync(
            conversation, actor, action, RequestId.Of(request), change, cancellationToken);
        return changed ? Results.NoContent() : Problems.NotFound;
    }

    private sealed record AssignBody(string? To);
}
