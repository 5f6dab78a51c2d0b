using SecureText.Audit;
using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>What a patient writes behind the link.</summary>
/// <param name="Action">Name of it for the journal.</param>
/// <param name="IdempotencyKey">The page's name for the request.</param>
/// <param name="Text">The words; empty for a file.</param>
/// <param name="Preview">What the inbox shows of it.</param>
public sealed record PatientDraft(string Action, string IdempotencyKey, MessageText Text, string Preview)
{
    /// <summary>What the words are.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>All that makes two requests the same, where the words do not say it.</summary>
    public string? Asked { get; init; }

    /// <summary>Shows the action only.</summary>
    public override string ToString() => Action;
}

/// <summary>
/// Takes what a patient writes behind the link: promise, journal, one transaction, inbox. It waits for an answer as a text
/// does, and words that ask for no more texts count as they do in one (47 CFR 64.1200(a)(10): any reasonable means).
/// </summary>
public sealed class PatientWrites(
    ConversationStore store, InboxBoxes boxes, InboxIndex inbox, DueWork due, JourneyBell bell, IJournal journal, TimeProvider time)
{
    /// <summary>The message that an idempotency key stands for; null when it is new or when it stands for something else.</summary>
    public async Task<(MessageId? Earlier, bool IsReused)> FindAsync(
        PatientSession session, PatientDraft draft, CancellationToken cancellationToken) =>
        await store.FindRequestAsync(
            session.Conversation, HashOf(session, draft), AskedOf(draft), cancellationToken) is var (earlier, same)
            ? (same ? earlier : null, !same)
            : (null, false);

    /// <summary>Names a message that is about to be written.</summary>
    public MessageId NewId(PatientSession session, PatientDraft draft) => MessageId.For(time.GetUtcNow(), HashOf(session, draft));

    /// <summary>Writes it.</summary>
    /// <param name="session">Who writes.</param>
    /// <param name="draft">What.</param>
    /// <param name="messageId">From <see cref="NewId"/>.</param>
    /// <param name="file">A file that is already stored under that id.</param>
    /// <param name="cancellationToken">Stops between two steps; the timer finishes what was begun.</param>
    /// <returns>The message; null when the key stands for something else, or when there is no conversation any more.</returns>
    public async Task<MessageId?> WriteAsync(
        PatientSession session, PatientDraft draft, MessageId messageId, AttachmentDraft? file, CancellationToken cancellationToken)
    {
        var id = session.Conversation;
        while (true)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } before) return null;
            var (earlier, isReused) = await FindAsync(session, draft, cancellationToken);
            if (isReused) return null;
            if (earlier is not null)
            {
                await JournalAsync(session, draft, "repeated", earlier.Value.Value, cancellationToken);
                return earlier;
            }

            // Promise and journal first: should this process die later, the timer brings the inbox after the head, and the
            // journal knows of it though nobody asks again.
            var now = time.GetUtcNow();
            await due.PromiseAsync(new DueItem(now + DueWork.Grace, id, null), cancellationToken);
            await JournalAsync(session, draft, "attempted", HashOf(session, draft), cancellationToken);
            var change = await ChangeAsync(session, draft, before, messageId, file, cancellationToken);
            if (await store.CommitAsync(change, cancellationToken) != CommitOutcome.Done) continue;
            await bell.RingAllAsync(id, change.After.Journeys, cancellationToken);
            await JournalAsync(session, draft, "done", messageId.Value, cancellationToken);
            await inbox.UpdateAsync(id, before.Head, change.After, change.ContactBox, before.NameBox, cancellationToken);
            return messageId;
        }
    }

    private async Task<ConversationChange> ChangeAsync(
        PatientSession session,
        PatientDraft draft,
        HeadRow before,
        MessageId messageId,
        AttachmentDraft? file,
        CancellationToken cancellationToken)
    {
        var id = session.Conversation;
        var at = messageId.PlacedAt;
        var consent = draft.Kind == MessageKind.Words ? ConsentOf(draft.Text, session, at) : null;
        var head = before.Head.Received(at, needsAnswer: true, urgent: consent is not null);

        // Whoever asked for the form is answered by it, and nobody else who asked for the same one.
        var (_, sent, _) = draft.Kind == MessageKind.Form
            ? await store.FindMessageAsync(id, session.Link.Message, cancellationToken)
            : default;
        return new ConversationChange
        {
            Id = id,
            Before = before,
            After = consent is null ? head : head.Consented(head.Consent.Apply(consent)),
            ContactBox = await boxes.SealPreviewAsync(id, before, draft.Preview, cancellationToken),
            NameBox = before.NameBox,
            Messages =
            [
                new MessageDraft(
                    messageId, at, MessageStatus.Received, draft.Text, session.Actor, null, MessageClass.Conversation, [])
                {
                    Channel = MessageChannel.Portal,
                    Kind = draft.Kind,
                    PatientId = session.PatientId,
                    Attachments = file is null ? [] : [file],
                    Journey = sent is { IsWhole: true } ? sent.Message.Journey : null,
                },
            ],
            Consents = consent is null ? [] : [(messageId, consent)],
            Request = (HashOf(session, draft), messageId, AskedOf(draft)),
        };
    }

    // Writing here grants nothing: it is no text, and who writes has a link that was sent with consent.
    private static ConsentRecord? ConsentOf(MessageText text, PatientSession session, DateTimeOffset at)
    {
        var stops = Keywords.Read(text).Keyword == Keyword.Stop;
        if (!stops && !WithdrawalPhrases.Suspects(text)) return null;
        return new ConsentRecord(
            stops ? ConsentChange.Withdrawn : ConsentChange.ReviewAsked, [],
            stops ? ConsentSource.Keyword : ConsentSource.PatientInitiated, at, session.Actor,
            text.Beginning(ConsentRecord.LongestWording));
    }

    private Task JournalAsync(
        PatientSession session, PatientDraft draft, string outcome, string correlation, CancellationToken cancellationToken) =>
        journal.AppendAsync(
            new AuditEntry(
                time.GetUtcNow(), session.Actor, draft.Action, [session.Conversation.Value], outcome, correlation),
            cancellationToken);

    private static string AskedOf(PatientDraft draft) => draft.Asked ?? draft.Text.Value;

    // Apart from the keys of other patients and of staff.
    private static string HashOf(PatientSession session, PatientDraft draft) =>
        IdempotencyKey.HashOf(session.Actor, draft.Action, session.Conversation.Value, draft.IdempotencyKey);
}
