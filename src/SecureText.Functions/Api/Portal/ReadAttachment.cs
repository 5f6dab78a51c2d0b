using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Portal;
using SecureText.Sealing;

namespace SecureText.Api.Portal;

/// <summary>A file, for staff and for its patient.</summary>
public sealed class ReadAttachment(StoredFiles files, ConversationDoor door)
{
    /// <summary><c>GET /api/conversations/{id}/attachments/{attachment}</c>.</summary>
    [Function("ReadAttachment")]
    public async Task<IResult> ForStaffAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/attachments/{attachment}")] HttpRequest request,
        string id,
        string attachment,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        return await files.FindAsync(
            conversation, attachment, _ => true, AccessMiddleware.StaffOf(request).Actor, RequestId.Of(request), cancellationToken);
    }

    /// <summary><c>GET /api/portal/attachments/{attachment}</c>: of his own messages only.</summary>
    [Function("PortalAttachment")]
    public async Task<IResult> ForPatientAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "portal/attachments/{attachment}")] HttpRequest request,
        string attachment,
        CancellationToken cancellationToken)
    {
        var session = PatientSession.Of(request);
        return await files.FindAsync(
            session.Conversation, attachment, message => PatientThread.IsHis(message, session.PatientId, isAlone: false),
            session.Actor, RequestId.Of(request), cancellationToken);
    }
}
