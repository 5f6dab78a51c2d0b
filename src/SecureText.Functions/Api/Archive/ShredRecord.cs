using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Archive;
using SecureText.Sealing;

namespace SecureText.Api.Archive;

/// <summary>Orders the shredding of a conversation, and takes the order back (S12).</summary>
public sealed class ShredRecord(Shredding shredding, ConversationDoor door)
{
    /// <summary><c>POST /api/conversations/{id}/shred {lastFour}</c>: done seven days later, unless something stands in the way then.</summary>
    [Function("ShredRecord")]
    public async Task<IResult> OrderAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/shred")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        if (await ApiJson.ReadAsync<OrderBody>(request, cancellationToken) is not { LastFour: { } lastFour })
            return Problems.BadRequest("Send {lastFour} with the last four digits of the number.");
        return await shredding.OrderAsync(
            conversation, lastFour.Trim(), AccessMiddleware.StaffOf(request).Actor, RequestId.Of(request), cancellationToken) switch
        {
            ShredOrder.Taken(var at, var patients) => ApiJson.Ok(new Ordered(at, patients), 202),
            ShredOrder.Refused(var why) => Problems.Conflict(Shredding.CodeOf(why), TitleOf(why)),
            ShredOrder.WrongNumber => Problems.Unprocessable("wrong-number", "These are not the last four digits of this number."),
            _ => Problems.NotFound,
        };
    }

    /// <summary><c>POST /api/conversations/{id}/shred/cancel</c>.</summary>
    [Function("CancelShredding")]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/shred/cancel")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        return await shredding.CancelAsync(
            conversation, AccessMiddleware.StaffOf(request).Actor, RequestId.Of(request), cancellationToken) switch
        {
            ShredCancel.Done => Results.NoContent(),
            ShredCancel.NotOrdered => Problems.Conflict("not-ordered", "No shredding of this record was ordered."),
            _ => Problems.NotFound,
        };
    }

    private static string TitleOf(ShredRefusal why) => why switch
    {
        ShredRefusal.OnHold => "There is a legal hold on this record. It stays until an owner releases it.",
        ShredRefusal.NotExported => "Take a full copy of this record first. None was taken since the last that happened in it.",
        _ => "This record must still be kept.",
    };

    private sealed record OrderBody(string? LastFour);

    private sealed record Ordered(DateTimeOffset At, int Patients);
}
