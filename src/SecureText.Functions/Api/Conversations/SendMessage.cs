using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Api.Conversations;

/// <summary><c>POST /api/conversations/{id}/messages</c>: staff answer.</summary>
public sealed class SendMessage(StaffTexts texts, TimeProvider time)
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(30);

    // A page's clock may be a little behind: what lies so near in the past goes at once.
    private static readonly TimeSpan Past = TimeSpan.FromMinutes(5);

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

        if (!Seen.TryRead(body.Seen, out var seen)) return Seen.Unreadable;
        var now = time.GetUtcNow();
        if (body.SendAt < now - Past || body.SendAt > now + Furthest)
            return Problems.BadRequest("'sendAt' is a time in the next 30 days.");
        var sent = await texts.SendAsync(
            conversation, AccessMiddleware.StaffOf(request), SendPurpose.StaffReply, new MessageText(body.Text),
            body.IdempotencyKey!, seen, cancellationToken, body.SendAt);
        return SendResults.Of(conversation, sent);
    }

    private sealed record SendBody(string? Text, string? Channel, string? IdempotencyKey, string? Seen, DateTimeOffset? SendAt);
}
