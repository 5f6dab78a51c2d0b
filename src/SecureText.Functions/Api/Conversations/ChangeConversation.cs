using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary>The small changes that staff make to a conversation. Each may be repeated.</summary>
public sealed class ChangeConversation(HeadChanges changes, Mentions mentions, StaffStore people, TimeProvider time)
{
    /// <summary>
    /// <c>POST /api/conversations/{id}/read</c> with <c>{seen}</c>, the newest message that the caller had open: a text that came
    /// after it stays unread, and with it all. Also the notes in it that are addressed to the caller.
    /// </summary>
    [Function("MarkRead")]
    public async Task<IResult> MarkReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/read")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var (isRead, seen) = await ReadSeenAsync(request, cancellationToken);
        if (!isRead) return SendSeen;
        if (ConversationId.TryParse(id, out var conversation))
            await mentions.ClearAsync(AccessMiddleware.StaffOf(request).Id, conversation, cancellationToken);
        return await ApplyAsync(
            request, id, "conversation.mark-read",
            (_, head) => head.Unread == 0 || head.HasNewerThan(seen) ? head : head.MarkedRead(), cancellationToken);
    }

    /// <summary>
    /// <c>POST /api/conversations/{id}/close</c> with <c>{seen}</c>: 409 while a text stands there that nobody has opened, or that
    /// came after what the caller had open.
    /// </summary>
    [Function("Close")]
    public async Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/close")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var (isRead, seen) = await ReadSeenAsync(request, cancellationToken);
        if (!isRead) return SendSeen;
        var unread = false;
        return await ApplyAsync(
            request, id, "conversation.close",
            (_, head) =>
            {
                unread = head.Unread > 0 || head.HasNewerThan(seen);
                return unread ? null : head.Status == ConversationStatus.Closed ? head : head.Closed();
            },
            cancellationToken,
            () => unread
                ? Problems.Conflict("unread-texts", "A text of the patient has not been opened yet. Read it, then close.")
                : Problems.NotYours);
    }

    /// <summary><c>POST /api/conversations/{id}/reopen</c>.</summary>
    [Function("Reopen")]
    public Task<IResult> ReopenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/reopen")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        ApplyAsync(
            request, id, "conversation.reopen",
            (_, head) => head.Status == ConversationStatus.Open ? head : head.Reopened(), cancellationToken);

    /// <summary>
    /// <c>POST /api/conversations/{id}/assign</c> with <c>{to}</c>: a staff id, <c>me</c>, or null for nobody. Who is only a member
    /// takes one and gives it back; handing it to somebody else is for managers.
    /// </summary>
    [Function("Assign")]
    public async Task<IResult> AssignAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/assign")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<AssignBody>(request, cancellationToken);
        StaffId colleague = default;
        if (body is null || (body.To is not (null or "me") && !StaffId.TryParse(body.To, out colleague)))
            return Problems.BadRequest("Send {to} with a staff id, \"me\" or null.");

        // Whoever does not come in would keep it from all members, and the patient's texts with it.
        if (body.To is not (null or "me") && AccessMiddleware.StaffOf(request).MayOpenAll()
            && await people.FindAsync(colleague, cancellationToken) is not { Person.Active: true })
        {
            return Problems.BadRequest("'to' is nobody who comes in here. Choose somebody else.");
        }

        var handsOn = false;
        return await ApplyAsync(
            request, id, "conversation.assign",
            (staff, head) =>
            {
                var to = body.To == "me" ? staff.Id : body.To;
                handsOn = to is not null && to != staff.Id && !staff.MayOpenAll();
                return handsOn ? null : head.AssignedTo == to ? head : head.Assigned(to);
            },
            cancellationToken,
            () => handsOn ? Problems.ManagerNeeded : Problems.NotYours);
    }

    // Whose it is is asked of the head that is changed: of two members who take one conversation, one gets it.
    private async Task<IResult> ApplyAsync(
        HttpRequest request,
        string id,
        string action,
        Func<StaffMember, ConversationHead, ConversationHead?> change,
        CancellationToken cancellationToken,
        Func<IResult>? refusal = null)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        var staff = AccessMiddleware.StaffOf(request);
        var outcome = await changes.ApplyAsync(
            conversation, staff.Actor, action, RequestId.Of(request),
            row => staff.MayOpen(row) ? change(staff, row.Head) : null, cancellationToken);
        return outcome switch
        {
            HeadOutcome.Done => Results.NoContent(),
            HeadOutcome.Refused => refusal?.Invoke() ?? Problems.NotYours,
            _ => Problems.NotFound,
        };
    }

    private async Task<(bool IsRead, DateTimeOffset? Place)> ReadSeenAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await ApiJson.ReadAsync(request, cancellationToken, whenNothing: new SeenBody(null)) is { } body
            && Seen.TryRead(body.Seen, out var seen)
                ? (true, Seen.PlaceOf(seen, time.GetUtcNow()))
                : (false, null);

    private static IResult SendSeen =>
        Problems.BadRequest("Send {seen} with the id of the newest message of the thread, or nothing.");

    private sealed record AssignBody(string? To);

    private sealed record SeenBody(string? Seen);
}
