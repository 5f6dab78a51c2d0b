using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Sending;

namespace SecureText.Api.Conversations;

/// <summary><c>POST /api/conversations/{id}/messages/{message}/cancel</c>: staff call a text back that has not gone.</summary>
public sealed class CancelMessage(CalledBackTexts texts)
{
    /// <summary>204 when it will not go; 409 when it has gone.</summary>
    [Function(nameof(CancelMessage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/messages/{message}/cancel")] HttpRequest request,
        string id,
        string message,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation) || !MessageId.TryParse(message, out var text)) return Problems.NotFound;
        return await texts.CallBackAsync(conversation, text, AccessMiddleware.StaffOf(request), cancellationToken) switch
        {
            CallBack.Done => Results.NoContent(),
            CallBack.AlreadySent => Problems.Conflict("already-sent", "The text has gone or is on its way. It cannot be called back."),
            CallBack.Automatic => Problems.Conflict("not-cancellable", "Only a text that staff wrote can be called back."),
            CallBack.NotYours => Problems.NotYours,
            _ => Problems.NotFound,
        };
    }
}
