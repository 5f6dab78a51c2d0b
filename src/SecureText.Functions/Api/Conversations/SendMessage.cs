using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Api.Conversations;

/// <summary><c>POST /api/conversations/{id}/messages</c>: staff answer.</summary>
public sealed class SendMessage(StaffTexts texts)
{
    /// <summary>202 with where the text stands; 409 or 422 with the reason why it was not written.</summary>
    [Function(nameof(SendMessage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/messages")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        var body = await ApiJson.ReadAsync<SendBody>(request, cancellationToken);
        if (body is not { Text: not null } || !IdempotencyKey.IsGood(body.IdempotencyKey) || body.Channel is not (null or "sms"))
            return Problems.BadRequest("Send {text, channel: \"sms\", idempotencyKey} with a key of 1 to 100 characters.");

        if (!Seen.TryRead(body.Seen, out var seen)) return Problems.BadRequest("'seen' is the id of a message of this thread.");
        var sent = await texts.SendAsync(
            conversation, AccessMiddleware.StaffOf(request), SendPurpose.StaffReply, new MessageText(body.Text),
            body.IdempotencyKey!, seen, cancellationToken);
        return SendResults.Of(conversation, sent);
    }

    private sealed record SendBody(string? Text, string? Channel, string? IdempotencyKey, string? Seen);
}
