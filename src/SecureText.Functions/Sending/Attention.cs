using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Sending;

/// <summary>
/// Brings a conversation back to the top when a text that staff wrote did not go out, or nobody can say: the patient waits,
/// and the writer believes that it is answered.
/// </summary>
public sealed class Attention(ConversationStore store, InboxIndex inbox, DueWork due, TimeProvider time)
{
    /// <summary>
    /// Call before the message's own row is changed: whoever finds it unchanged after a crash calls again. Does nothing
    /// for other texts, other statuses, and a conversation that is at the top already.
    /// </summary>
    public async Task RaiseAsync(ConversationId id, Message message, MessageStatus next, CancellationToken cancellationToken)
    {
        var wentWrong = next is MessageStatus.Failed or MessageStatus.Unknown or MessageStatus.Suppressed;
        if (!wentWrong || next == message.Status || !StaffId.IsActor(message.Author)) return;
        while (true)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } before) return;
            if (before.Head is { Urgent: true, UnansweredSince: not null, Status: ConversationStatus.Open }) return;
            await due.PromiseAsync(new DueItem(time.GetUtcNow() + DueWork.Grace, id, null), cancellationToken);
            var after = before.Head.NotSent(message.At);
            var change = ConversationChange.Of(id, before, after);
            if (await store.CommitAsync(change, cancellationToken) == CommitOutcome.Conflict) continue;
            await inbox.UpdateAsync(id, before.Head, after, before.ContactBox, before.NameBox, cancellationToken);
            return;
        }
    }
}
