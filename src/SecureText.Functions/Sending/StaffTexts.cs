using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Audit;
using SecureText.BreakGlass;
using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>
/// A text that staff write: asked at once whether it may be sent, so that the writer sees the reason; written to the
/// outbox with its idempotency key; then sent, or left to the timer. The sender asks everything again.
/// </summary>
public sealed class StaffTexts(
    ClinicProfile clinic,
    ConversationStore store,
    InboxBoxes boxes,
    InboxIndex inbox,
    DueWork due,
    Sender sender,
    EmergencyDoor emergencies,
    IJournal journal,
    TimeProvider time)
{
    /// <summary>Queues and sends one text.</summary>
    /// <param name="id">To whom.</param>
    /// <param name="staff">Who writes.</param>
    /// <param name="purpose">An answer, or the first text; the first text of a relationship is given the clinic's name and how to stop.</param>
    /// <param name="text">The words.</param>
    /// <param name="idempotencyKey">The caller's name for the request.</param>
    /// <param name="seen">Newest message that the writer saw, so that a text that came meanwhile stays unanswered; null for all.</param>
    /// <param name="cancellationToken">Stops between two steps; the timer finishes what was begun.</param>
    /// <param name="sendAt">
    /// Not before this time; null, or a time gone by, for at once. It stands in the thread at that time, and consent, words and
    /// the rest are asked again then.
    /// </param>
    public async Task<StaffSend> SendAsync(
        ConversationId id,
        StaffMember staff,
        SendPurpose purpose,
        MessageText text,
        string idempotencyKey,
        MessageId? seen,
        CancellationToken cancellationToken,
        DateTimeOffset? sendAt = null)
    {
        var request = IdempotencyKey.HashOf(id.Value, idempotencyKey);
        var asked = text;
        var wish = sendAt is { } wished ? $"{asked.Value}\0{wished.UtcTicks}" : asked.Value;
        while (true)
        {
            var before = await store.FindAsync(id, cancellationToken);
            if (before is null || clinic.LineById(before.Head.LineId) is not { } line)
                return purpose == SendPurpose.StaffFirst ? new StaffSend.Refused(SendReason.ConsentMissing, []) : new StaffSend.NotFound();
            if (!await emergencies.MayOpenAsync(staff, id, before, cancellationToken))
            {
                await JournalAsync(id, staff, "refused", request, "not-yours", cancellationToken);
                return new StaffSend.NotYours();
            }

            if (await store.FindRequestAsync(id, request, wish, cancellationToken) is var (earlier, sameWords))
            {
                if (!sameWords) return new StaffSend.KeyReused();

                // The first request may have died before its own line.
                await JournalAsync(id, staff, "repeated", earlier.Value, null, cancellationToken);
                return new StaffSend.Taken(earlier, await sender.SendAsync(id, earlier, cancellationToken, isPromised: true));
            }

            var now = time.GetUtcNow();
            var later = sendAt > now ? sendAt : null;
            var messageId = MessageId.For(later ?? now, request);
            text = purpose == SendPurpose.StaffFirst && !before.Head.Greeted ? Introduced(asked) : asked;
            var gate = Gate.Check(text);
            if (clinic.RefusalOf(purpose, before.Head.Consent, text, gate, line, now) is { } reason)
            {
                await JournalAsync(id, staff, "refused", request, reason.Code, cancellationToken);
                return new StaffSend.Refused(reason, gate.Findings);
            }

            // Both promises come first: should this process die at any later point, the timer finishes what was begun.
            var promised = DueWork.BeforeWriting(later, now);
            await due.PromiseAsync(new DueItem(promised, id, messageId), cancellationToken);
            await due.PromiseAsync(new DueItem(now + DueWork.Grace, id, null), cancellationToken);
            var contactBox = later is null ? await boxes.SealPreviewAsync(id, before, text.Value, cancellationToken) : before.ContactBox;
            var after = before.Head.Answered(now, Seen.PlaceOf(seen, now)) with
            {
                Greeted = before.Head.Greeted || purpose == SendPurpose.StaffFirst,
            };
            var change = ConversationChange.Of(id, before, after) with
            {
                ContactBox = contactBox,
                Messages =
                [
                    new MessageDraft(
                        messageId, later ?? now, MessageStatus.Queued, text, staff.Actor, purpose, MessageClass.Conversation, [])
                    {
                        DueAt = later,
                        Answers = before.Head.UnansweredSince,
                    },
                ],
                Request = (request, messageId, wish),
            };
            if (await store.CommitAsync(change, cancellationToken) != CommitOutcome.Done) continue;
            if (later < promised) await due.PromiseAsync(new DueItem(later.Value, id, messageId), cancellationToken);
            await JournalAsync(id, staff, "queued", messageId.Value, null, cancellationToken);
            await inbox.UpdateAsync(id, before.Head, after, contactBox, before.NameBox, cancellationToken);
            return new StaffSend.Taken(messageId, await sender.SendAsync(id, messageId, cancellationToken, isPromised: true));
        }
    }

    // "First message of a relationship names the clinic and how to stop" (sms-rules, What).
    private MessageText Introduced(MessageText text) => new($"{clinic.Name}: {text.Value} Reply STOP to end texts.");

    private Task JournalAsync(
        ConversationId id,
        StaffMember staff,
        string outcome,
        string correlation,
        string? detail,
        CancellationToken cancellationToken) =>
        journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), staff.Actor, "message.write", [id.Value], outcome, correlation, detail),
            cancellationToken);
}

/// <summary>What came of a text that staff wrote.</summary>
public abstract record StaffSend
{
    private StaffSend()
    {
    }

    /// <summary>In the outbox.</summary>
    public sealed record Taken(MessageId Id, SendReport Report) : StaffSend;

    /// <summary>Not written, with the reason and what the gate found.</summary>
    public sealed record Refused(SendReason Reason, IReadOnlyList<GateFinding> Findings) : StaffSend;

    /// <summary>The idempotency key was used before, for other words. Nothing was written.</summary>
    public sealed record KeyReused : StaffSend;

    /// <summary>A colleague has the conversation. Nothing was written.</summary>
    public sealed record NotYours : StaffSend;

    /// <summary>There is no such conversation.</summary>
    public sealed record NotFound : StaffSend;
}
