using Microsoft.Extensions.Logging;
using SecureText.Audit;
using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Inbound;

/// <summary>
/// The way of a patient's text: who, what it brings about, one transaction, journal, inbox, automatic answers. Each step
/// may be repeated: a second delivery finds the message and does only what may still be missing (P3).
/// </summary>
public sealed partial class InboundTexts(
    ClinicProfile clinic,
    ClinicSettingsSource settings,
    IndexKeys keys,
    ConversationStore store,
    InboxBoxes boxes,
    InboxIndex inbox,
    IJournal journal,
    Sender sender,
    DueWork due,
    Quarantine quarantine,
    JourneyBell bell,
    TimeProvider time,
    ILogger<InboundTexts> logger)
{
    // An answer that could not be sent waits a little for what it needs.
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    /// <summary>Takes one text. Returns when it is stored and all that follows from it is done or promised.</summary>
    public async Task TakeAsync(AcsEvent.SmsReceived sms, string json, CancellationToken cancellationToken)
    {
        if (LineOf(sms) is not { } line)
        {
            LogUnknownLine(sms.Id);
            await quarantine.KeepAsync(json, "unknown line", cancellationToken);
            return;
        }

        // A sender that is no North American number (a short code, a name) is kept as written: it can be read, not
        // answered.
        var number = PhoneNumber.TryParse(sms.From, out var from) ? from.E164 : sms.From;
        var id = (await keys.IndexAsync(cancellationToken)).For(line.Id.Value, number);
        var taken = await StoreAsync(id, line, number, sms, cancellationToken);
        var entry = new AuditEntry(
            time.GetUtcNow(), "patient", "message.received", [id.Value], taken.Outcome, sms.Id);

        // Both follow from the transaction alone, so neither waits for the other; whichever fails, the event comes again.
        await Task.WhenAll(
            journal.AppendAsync(entry, cancellationToken),
            inbox.UpdateAsync(id, taken.Before, taken.After, taken.ContactBox, taken.NameBox, cancellationToken));
        await bell.RingAllAsync(id, taken.After.Journeys, cancellationToken);
        foreach (var reply in taken.Replies) await AnswerAsync(id, reply, cancellationToken);
        await settings.FreshenAsync(cancellationToken);
    }

    /// <summary>Whether the text came to a line of this clinic.</summary>
    internal bool KnowsLineOf(AcsEvent.SmsReceived sms) => LineOf(sms) is not null;

    private ClinicLine? LineOf(AcsEvent.SmsReceived sms) => PhoneNumber.TryParse(sms.To, out var to) ? clinic.LineFor(to) : null;

    // Opening an answer's words needs a key, taking a text in needs none: staff must see it also while the keys are away.
    private async Task AnswerAsync(ConversationId id, MessageId reply, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(id, reply, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogAnswerLater(reply.Value, e.GetType().Name, e);
            await due.PromiseAsync(new DueItem(time.GetUtcNow() + Later, id, reply), cancellationToken);
        }
    }

    private async Task<Taken> StoreAsync(
        ConversationId id, ClinicLine line, string number, AcsEvent.SmsReceived sms, CancellationToken cancellationToken)
    {
        while (true)
        {
            var wishes = await settings.ForIntakeAsync(cancellationToken);
            var before = await store.FindAsync(id, cancellationToken);
            var head = before?.Head ?? await store.BeginAsync(id, line.Id.Value, time.GetUtcNow(), cancellationToken);
            var plan = InboundPlan.Make(id, head, clinic, wishes, line, sms, time.GetUtcNow());
            var isNewest = before is null || sms.At >= before.Head.LastActivityAt;
            var contactBox = isNewest
                ? await boxes.SealContactAsync(
                    id, new InboxContact(number, InboxContact.PreviewOf(sms.Text.Value)), cancellationToken)
                : before!.ContactBox;
            var change = new ConversationChange
            {
                Id = id,
                Before = before,
                After = plan.After,
                ContactBox = contactBox,
                NameBox = before?.NameBox,
                Messages = plan.Messages,
                Consents = plan.Consents,
            };
            switch (await store.CommitAsync(change, cancellationToken))
            {
                case CommitOutcome.Done:
                    return new Taken(
                        before?.Head, plan.After, contactBox, before?.NameBox, plan.Messages[0].Replies,
                        before is { IsWhole: false } ? "damaged" : "done");
                case CommitOutcome.Exists:
                    var (stored, message, _) = await store.FindMessageAsync(id, plan.Messages[0].Id, cancellationToken);
                    if (stored is null || message is null)
                        throw new InvalidDataException("A message that exists was not found.");
                    return new Taken(
                        null, stored.Head, stored.ContactBox, stored.NameBox, message.Message.Replies, "repeated");
                case CommitOutcome.Conflict:
                    continue;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Text {EventId} came for a line that the settings do not name; it is in quarantine.")]
    private partial void LogUnknownLine(string eventId);

    [LoggerMessage(2, LogLevel.Error, "The automatic answer {MessageId} failed with {Kind}; it is put off.")]
    private partial void LogAnswerLater(string messageId, string kind, Exception exception);

    private sealed record Taken(
        ConversationHead? Before,
        ConversationHead After,
        byte[] ContactBox,
        byte[]? NameBox,
        IReadOnlyList<MessageId> Replies,
        string Outcome);
}
