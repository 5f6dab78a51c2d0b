using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Sending;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Api.Conversations;

/// <summary><c>POST /api/conversations</c>: staff write first, to somebody whose consent is on record.</summary>
public sealed class StartConversation(StaffTexts texts, ClinicProfile clinic, IndexKeys keys)
{
    /// <summary>202 with the conversation's id; 409 when no consent is on record.</summary>
    [Function(nameof(StartConversation))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<StartBody>(request, cancellationToken);
        if (body is not { Text: not null } || !IdempotencyKey.IsGood(body.IdempotencyKey))
            return Problems.BadRequest("Send {number, text, idempotencyKey} with a key of 1 to 100 characters.");
        if (!PhoneNumber.TryParse(body.Number, out var number))
            return Problems.BadRequest("'number' is not a North American phone number.");

        var id = (await keys.IndexAsync(cancellationToken)).For(clinic.Lines[0].Id.Value, number.E164);
        var sent = await texts.SendAsync(
            id, AccessMiddleware.StaffOf(request), SendPurpose.StaffFirst, new MessageText(body.Text),
            body.IdempotencyKey!, null, cancellationToken);
        return SendResults.Of(id, sent);
    }

    private sealed record StartBody(string? Number, string? Text, string? IdempotencyKey);
}
