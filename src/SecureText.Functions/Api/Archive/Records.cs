using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Archive;
using SecureText.Audit;
using SecureText.Sealing;
using SecureText.Staff;

namespace SecureText.Api.Archive;

/// <summary>How a conversation is kept, and the legal hold on it (S12).</summary>
public sealed class Records(RecordKeeper keeper, ConversationDoor door, StaffNames names, IJournal journal, TimeProvider time)
{
    private const int ShortestReason = 3;
    private const int LongestReason = 500;

    /// <summary><c>GET /api/conversations/{id}/record</c>.</summary>
    [Function("ReadRecord")]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/record")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        if (await keeper.FindAsync(conversation, cancellationToken) is not { } status) return Problems.NotFound;
        var item = await RecordItem.OfAsync(status, names, cancellationToken);
        var isWhole = status.Keeping.Row.IsWhole && status.Keeping.Head.IsWhole;
        var entry = new AuditEntry(
            time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "record.read", [conversation.Value],
            isWhole ? "done" : "damaged", RequestId.Of(request));
        await journal.AppendAsync(entry, cancellationToken);
        return ApiJson.Ok(item);
    }

    /// <summary><c>POST /api/conversations/{id}/hold {reason}</c>: nothing of it is shredded until it is released.</summary>
    [Function("HoldRecord")]
    public async Task<IResult> HoldAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/hold")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        if (await ReasonAsync(request, cancellationToken) is not { } reason) return SendReason;
        return await keeper.HoldAsync(
            conversation, AccessMiddleware.StaffOf(request).Actor, reason, RequestId.Of(request), cancellationToken)
                ? Results.NoContent()
                : Problems.NotFound;
    }

    /// <summary><c>POST /api/conversations/{id}/hold/release {reason}</c>.</summary>
    [Function("ReleaseRecord")]
    public async Task<IResult> ReleaseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/hold/release")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        if (await ReasonAsync(request, cancellationToken) is not { } reason) return SendReason;
        return await keeper.ReleaseAsync(
            conversation, AccessMiddleware.StaffOf(request).Actor, reason, RequestId.Of(request), cancellationToken) switch
        {
            HoldOutcome.Done => Results.NoContent(),
            HoldOutcome.NotHeld => Problems.Conflict("not-on-hold", "There is no legal hold on this record."),
            _ => Problems.NotFound,
        };
    }

    private static IResult SendReason => Problems.BadRequest("Send {reason} with 3 to 500 characters.");

    private static async Task<string?> ReasonAsync(HttpRequest request, CancellationToken cancellationToken) =>
        (await ApiJson.ReadAsync<ReasonBody>(request, cancellationToken))?.Reason?.Trim()
            is { Length: >= ShortestReason and <= LongestReason } reason
                ? reason
                : null;

    private sealed record ReasonBody(string? Reason);
}
