using Microsoft.AspNetCore.Http;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary>Asked first by every function that takes a conversation's id.</summary>
public sealed class ConversationDoor(ConversationStore store, IJournal journal, TimeProvider time)
{
    /// <summary>404 when there is no such conversation, 403 when it is a colleague's; null to go on. One storage request.</summary>
    public async Task<IResult?> RefusalAsync(HttpRequest request, ConversationId id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } row
            ? await RefusalAsync(request, id, row, cancellationToken)
            : Problems.NotFound;

    /// <summary>The same for a head that the caller has read.</summary>
    public async Task<IResult?> RefusalAsync(
        HttpRequest request, ConversationId id, HeadRow row, CancellationToken cancellationToken)
    {
        var staff = AccessMiddleware.StaffOf(request);
        if (staff.MayOpen(row)) return null;
        var entry = new AuditEntry(
            time.GetUtcNow(), staff.Actor, "conversation.open", [id.Value], "refused", RequestId.Of(request), "not-yours");
        await journal.AppendAsync(entry, cancellationToken);
        return Problems.NotYours;
    }
}
