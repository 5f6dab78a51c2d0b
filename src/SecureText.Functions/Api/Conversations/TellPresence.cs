using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary><c>POST /api/conversations/{id}/presence</c> with <c>{typing}</c>: colleagues see it for twenty seconds.</summary>
public sealed class TellPresence(ConversationDoor door, PresenceBoard board, TimeProvider time)
{
    /// <summary>204.</summary>
    [Function(nameof(TellPresence))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/presence")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await ApiJson.ReadAsync<PresenceBody>(request, cancellationToken) is not { Typing: { } typing })
            return Problems.BadRequest("Send {typing}.");
        if (await door.QuietRefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        var staff = AccessMiddleware.StaffOf(request);
        await board.TellAsync(staff.Id, conversation, typing, time.GetUtcNow(), cancellationToken);
        return Results.NoContent();
    }

    private sealed record PresenceBody(bool? Typing);
}
