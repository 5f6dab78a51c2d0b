using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.BreakGlass;
using SecureText.Consent;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Conversations;

/// <summary>Notes among staff: they stand in the thread, go nowhere and change nothing of the conversation.</summary>
public sealed class StaffNotes(
    ConversationStore store, Mentions mentions, DueWork due, EmergencyDoor emergencies, IJournal journal, TimeProvider time)
{
    /// <summary>Writes one note and tells whom it is addressed to.</summary>
    /// <param name="id">Where.</param>
    /// <param name="staff">Who writes.</param>
    /// <param name="text">The words.</param>
    /// <param name="to">Opaque staff ids.</param>
    /// <param name="idempotencyKey">The caller's name for the request.</param>
    /// <param name="cancellationToken">Stops between two steps; the timer finishes what was begun.</param>
    public async Task<StaffNote> WriteAsync(
        ConversationId id,
        StaffMember staff,
        MessageText text,
        IReadOnlyList<string> to,
        string idempotencyKey,
        CancellationToken cancellationToken)
    {
        var request = IdempotencyKey.HashOf("note", id.Value, idempotencyKey);
        var wish = string.Join('\0', [text.Value, .. to]);
        while (true)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } before) return new StaffNote.NotFound();
            if (!await emergencies.MayOpenAsync(staff, id, before, cancellationToken))
            {
                await JournalAsync("refused", request);
                return new StaffNote.NotYours();
            }

            if (await store.FindRequestAsync(id, request, wish, cancellationToken) is var (earlier, sameWords))
            {
                if (!sameWords) return new StaffNote.KeyReused();

                // The first request may have died before it told anybody.
                await FinishAsync(id, earlier, cancellationToken);
                await JournalAsync("repeated", earlier.Value);
                return new StaffNote.Written(earlier);
            }

            var now = time.GetUtcNow();
            var note = new MessageDraft(
                MessageId.For(now, request), now, MessageStatus.Noted, text, staff.Actor, null, MessageClass.Conversation, [])
            {
                Channel = MessageChannel.Note,
                Mentions = to,
            };
            var promise = new DueItem(now + DueWork.Grace, id, note.Id);
            if (to.Count > 0) await due.PromiseAsync(promise, cancellationToken);
            var change = ConversationChange.Of(id, before, before.Head) with
            {
                Messages = [note],
                Request = (request, note.Id, wish),
            };
            if (await store.CommitAsync(change, cancellationToken) != CommitOutcome.Done) continue;
            await JournalAsync("done", note.Id.Value);
            await FinishAsync(id, note.Id, cancellationToken);
            if (to.Count > 0) await due.KeepAsync(promise, cancellationToken);
            return new StaffNote.Written(note.Id);
        }

        Task JournalAsync(string outcome, string correlation) => journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), staff.Actor, "note.write", [id.Value], outcome, correlation), cancellationToken);
    }

    /// <summary>Tells whom a stored note is addressed to. Safe to call again.</summary>
    public async Task FinishAsync(ConversationId id, MessageId note, CancellationToken cancellationToken)
    {
        var (_, row, _) = await store.FindMessageAsync(id, note, cancellationToken);
        if (row is { IsWhole: true, Message.Status: MessageStatus.Noted })
            await mentions.AddAsync(id, row.Message, cancellationToken);
    }
}

/// <summary>What came of a note.</summary>
public abstract record StaffNote
{
    private StaffNote()
    {
    }

    /// <summary>It stands in the thread.</summary>
    public sealed record Written(MessageId Id) : StaffNote;

    /// <summary>The idempotency key was used before, for another note. Nothing was written.</summary>
    public sealed record KeyReused : StaffNote;

    /// <summary>A colleague has the conversation.</summary>
    public sealed record NotYours : StaffNote;

    /// <summary>There is no such conversation.</summary>
    public sealed record NotFound : StaffNote;
}
