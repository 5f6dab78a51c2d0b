using Microsoft.Extensions.Logging;
using SecureText.Audit;
using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Consent;

/// <summary>What each number has agreed to: sealed records beside the conversation, the folded state in its head.</summary>
public sealed partial class ConsentLedger(
    ClinicProfile clinic,
    IndexKeys keys,
    ConversationStore store,
    InboxBoxes boxes,
    HeadChanges changes,
    JourneyBell bell,
    IJournal journal,
    TimeProvider time,
    ILogger<ConsentLedger> logger)
{
    /// <summary>
    /// All records, newest first, the state, and how many records do not open; null when nothing is known of the
    /// conversation.
    /// </summary>
    public async Task<(ConsentState State, IReadOnlyList<ConsentRecord> Records, int Damaged)?> ReadAsync(
        ConversationId id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } head) return null;
        var records = await store.ReadConsentsAsync(id, cancellationToken);
        foreach (var (row, record) in records)
        {
            if (record is null) LogDamaged(row, id.Value);
        }

        var whole = records.Select(r => r.Record).OfType<ConsentRecord>().ToList();
        return (head.Head.Consent, whole, records.Count - whole.Count);
    }

    /// <summary>The conversation of a number on the clinic's line, whether there is one yet or not.</summary>
    public async Task<ConversationId> IdForAsync(PhoneNumber number, CancellationToken cancellationToken) =>
        (await keys.IndexAsync(cancellationToken)).For(clinic.Lines[0].Id.Value, number.E164);

    /// <summary>
    /// Records what a patient agreed to or withdrew, for the clinic's line. A grant that a withdrawal would outweigh is
    /// not recorded: whoever is told that it is would believe that texts go.
    /// </summary>
    /// <returns>Null for such a grant.</returns>
    public async Task<(ConversationId Id, ConsentState State)?> RecordAsync(
        PhoneNumber number, ConsentRecord record, string correlation, CancellationToken cancellationToken)
    {
        var lineId = clinic.Lines[0].Id.Value;
        var id = await IdForAsync(number, cancellationToken);
        while (true)
        {
            var before = await store.FindAsync(id, cancellationToken);
            var now = time.GetUtcNow();
            var head = before?.Head
                ?? await store.BeginAsync(id, lineId, now, cancellationToken) with { LastActivityAt = now };
            var records = RecordsFor(head.Consent, record);
            var consent = records.Aggregate(head.Consent, (state, one) => state.Apply(one));
            if (record.Change == ConsentChange.Granted && consent.IsWithdrawn)
            {
                await JournalAsync("refused");
                return null;
            }

            var change = new ConversationChange
            {
                Id = id,
                Before = before,
                After = head.Consented(consent),
                ContactBox = before?.ContactBox
                    ?? await boxes.SealContactAsync(id, new InboxContact(number.E164, ""), cancellationToken),
                NameBox = before?.NameBox,
                Consents = [.. records.Select(one => (
                    MessageId.For(one.At, $"{one.By}|{one.Change}|{string.Join(',', one.Classes)}"), one))],
            };
            var outcome = await changes.TryAsync(change, JournalAsync, cancellationToken);
            if (outcome == CommitOutcome.Conflict) continue;
            await bell.RingAllAsync(id, head.Journeys, cancellationToken);

            // The same record may have been stored since the head was read.
            return (id, outcome == CommitOutcome.Done
                ? consent
                : (await store.FindAsync(id, cancellationToken))?.Head.Consent ?? head.Consent);
        }

        Task JournalAsync(string outcome) => journal.AppendAsync(
            new AuditEntry(
                time.GetUtcNow(), record.By, "consent.record", [id.Value], outcome, correlation,
                record.Change.ToString().ToLowerInvariant()),
            cancellationToken);
    }

    // A form that the patient signs after a STOP is an explicit new consent, so it lifts the withdrawal as a START does;
    // what staff only say that they heard is not, or one mistaken click would undo a STOP. A form older than the STOP
    // lifts nothing: the times decide. It counts for the classes that it names and for no others: lifting alone would
    // bring earlier grants back that the patient has not signed again.
    private static List<ConsentRecord> RecordsFor(ConsentState before, ConsentRecord record)
    {
        var lifts = before.IsWithdrawn
            && record is { Change: ConsentChange.Granted, Source: ConsentSource.Form, IsGlobal: false };
        if (!lifts) return [record];
        var unnamed = Enum.GetValues<MessageClass>().Except(record.Classes).ToList();
        List<ConsentRecord> all =
            [record, new ConsentRecord(record.Change, [], record.Source, record.At, record.By, record.Wording)];

        // At the same instant a withdrawal wins over a grant. Without classes it would be about everything.
        if (unnamed.Count > 0)
            all.Add(new ConsentRecord(ConsentChange.Withdrawn, unnamed, record.Source, record.At, record.By));
        return all;
    }

    [LoggerMessage(1, LogLevel.Error, "Consent record {Row} of conversation {Conversation} does not open.")]
    private partial void LogDamaged(string row, string conversation);
}
