using Microsoft.AspNetCore.Http;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.BreakGlass;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary>Asked first by every function that takes a conversation's id.</summary>
public sealed class ConversationDoor(
    ConversationStore store, EmergencyDoor emergencies, IJournal journal, TimeProvider time)
{
    /// <summary>404 when there is no such conversation, 403 when it is a colleague's; null to go on. One storage request.</summary>
    public async Task<IResult?> RefusalAsync(HttpRequest request, ConversationId id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } row
            ? await RefusalAsync(request, id, row, cancellationToken)
            : Problems.NotFound;

    /// <summary>The same where there need not be a conversation yet: then nothing refuses.</summary>
    public async Task<IResult?> RefusalIfKnownAsync(
        HttpRequest request, ConversationId id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } row ? await RefusalAsync(request, id, row, cancellationToken) : null;

    /// <summary>
    /// The same for what a page tells every few seconds and what opens no record: a refusal is not journaled, or a page that
    /// stands open on a colleague's conversation would fill the journal.
    /// </summary>
    public async Task<IResult?> QuietRefusalAsync(HttpRequest request, ConversationId id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is not { } row ? Problems.NotFound
        : await emergencies.MayOpenAsync(AccessMiddleware.StaffOf(request), id, row, cancellationToken) ? null
        : Problems.NotYours;

    /// <summary>The same for a head that the caller has read.</summary>
    public async Task<IResult?> RefusalAsync(
        HttpRequest request, ConversationId id, HeadRow row, CancellationToken cancellationToken)
    {
        var staff = AccessMiddleware.StaffOf(request);
        if (await emergencies.MayOpenAsync(staff, id, row, cancellationToken)) return null;
        var entry = new AuditEntry(
            time.GetUtcNow(), staff.Actor, "conversation.open", [id.Value], "refused", RequestId.Of(request), "not-yours");
        await journal.AppendAsync(entry, cancellationToken);
        return Problems.NotYours;
    }
}
