using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Audit;
using SecureText.Conversations;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Sending;

/// <summary>
/// Calls a text of staff back before it goes. The row and the head change together, guarded by both their ETags: of this
/// and a sender that claims the text at the same moment one is refused, so a text is never both sent and called back. With
/// the text of a link goes what was posted behind it, unless the patient has seen it, and the link opens nothing any more.
/// </summary>
public sealed class CalledBackTexts(
    ConversationStore store, PortalStore links, InboxIndex inbox, DueWork due, IJournal journal, TimeProvider time)
{
    /// <summary>The reason that such a text shows.</summary>
    public const string Reason = "cancelled";

    /// <summary>Calls one text back; again is not an error.</summary>
    public async Task<CallBack> CallBackAsync(
        ConversationId id, MessageId messageId, StaffMember staff, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (before, row, _) = await store.FindMessageAsync(id, messageId, cancellationToken);
            if (before is null) return CallBack.NotFound;
            if (!staff.MayOpen(before)) return await AnswerAsync(CallBack.NotYours);
            if (row is null) return CallBack.NotFound;
            if (row.Message is { Status: MessageStatus.Suppressed, Reason: Reason })
            {
                await RevokeAsync(id, row.Message, cancellationToken);
                return await AnswerAsync(CallBack.Done);
            }

            // What the law asks for (the answer to STOP) is not for staff to hold back.
            if (!row.IsWhole || !StaffId.IsActor(row.Message.Author))
                return await AnswerAsync(CallBack.Automatic);
            if (row.Message.Status != MessageStatus.Queued) return await AnswerAsync(CallBack.AlreadySent);

            await due.PromiseAsync(new DueItem(time.GetUtcNow() + DueWork.Grace, id, null), cancellationToken);
            var change = ConversationChange.Of(id, before, before.Head.CalledBack(row.Message.Answers)) with
            {
                Updates = [Cancelled(row), .. await PostedAsync(id, row.Message, cancellationToken)],
            };
            if (await store.CommitAsync(change, cancellationToken) != CommitOutcome.Done) continue;
            await RevokeAsync(id, row.Message, cancellationToken);
            await AnswerAsync(CallBack.Done);
            await inbox.UpdateAsync(id, before.Head, change.After, before.ContactBox, before.NameBox, cancellationToken);
            return CallBack.Done;
        }

        async Task<CallBack> AnswerAsync(CallBack outcome)
        {
            var entry = new AuditEntry(
                time.GetUtcNow(), staff.Actor, "message.cancel", [id.Value], outcome == CallBack.Done ? "done" : "refused", messageId.Value);
            await journal.AppendAsync(entry, cancellationToken);
            return outcome;
        }
    }

    private static (MessageRow, Message) Cancelled(MessageRow row) =>
        (row, row.Message with { Status = row.Message.Status.Next(MessageEvent.Suppress), Reason = Reason });

    private async Task<IReadOnlyList<(MessageRow, Message)>> PostedAsync(
        ConversationId id, Message text, CancellationToken cancellationToken)
    {
        if (await LinkOfAsync(id, text, cancellationToken) is not { Link.Posted: { } posted }) return [];
        var (_, row, _) = await store.FindMessageAsync(id, posted, cancellationToken);
        return row is { IsWhole: true, Message.Status: MessageStatus.Posted } ? [Cancelled(row)] : [];
    }

    private async Task RevokeAsync(ConversationId id, Message text, CancellationToken cancellationToken)
    {
        while (await LinkOfAsync(id, text, cancellationToken) is { Link.RevokedAt: null } row)
        {
            if (await links.UpdateAsync(row, row.Link.Revoked(time.GetUtcNow()), cancellationToken) is not null) return;
        }
    }

    private async Task<PortalLinkRow?> LinkOfAsync(ConversationId id, Message text, CancellationToken cancellationToken) =>
        text.Purpose == SendPurpose.SecureLink && await store.FindLinkAsync(id, text.Id, cancellationToken) is { } link
            ? await links.FindAsync(link, cancellationToken)
            : null;
}

/// <summary>What came of calling a text back.</summary>
public enum CallBack
{
    /// <summary>It will not go.</summary>
    Done,

    /// <summary>It went, or is on its way.</summary>
    AlreadySent,

    /// <summary>No person wrote it.</summary>
    Automatic,

    /// <summary>A colleague has the conversation.</summary>
    NotYours,

    /// <summary>There is no such text.</summary>
    NotFound,
}
