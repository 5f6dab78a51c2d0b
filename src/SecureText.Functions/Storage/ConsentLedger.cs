using Microsoft.Extensions.Logging;
using SecureText.Audit;
using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Storage;

/// <summary>What each number has agreed to: sealed records beside the conversation, the folded state in its head.</summary>
public sealed partial class ConsentLedger(
    ClinicProfile clinic,
    IndexKeys keys,
    ConversationStore store,
    InboxBoxes boxes,
    InboxIndex inbox,
    DueWork due,
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

    /// <summary>Records what a patient agreed to or withdrew, for the clinic's first line.</summary>
    public async Task<(ConversationId Id, ConsentState State)> RecordAsync(
        PhoneNumber number, ConsentRecord record, string correlation, CancellationToken cancellationToken)
    {
        var lineId = clinic.Lines[0].Id.Value;
        var id = (await keys.IndexAsync(cancellationToken)).For(lineId, number.E164);
        while (true)
        {
            var before = await store.FindAsync(id, cancellationToken);
            var now = time.GetUtcNow();
            var head = before?.Head
                ?? await store.BeginAsync(id, lineId, now, cancellationToken) with { LastActivityAt = now };
            var contactBox = before?.ContactBox
                ?? await boxes.SealContactAsync(id, new InboxContact(number.E164, ""), cancellationToken);
            await due.PromiseAsync(new DueItem(now + TimeSpan.FromMinutes(1), id, null), cancellationToken);
            var change = new ConversationChange
            {
                Id = id,
                Before = before,
                After = head.Consented(head.Consent.Apply(record)),
                ContactBox = contactBox,
                NameBox = before?.NameBox,
                Consents = [(MessageId.For(record.At, $"{record.By}|{record.Change}|{string.Join(',', record.Classes)}"), record)],
            };
            var outcome = await store.CommitAsync(change, cancellationToken);
            if (outcome == CommitOutcome.Conflict) continue;
            var entry = new AuditEntry(
                time.GetUtcNow(), record.By, "consent.record", [id.Value],
                outcome == CommitOutcome.Exists ? "repeated" : "done", correlation, record.Change.ToString().ToLowerInvariant());
            await journal.AppendAsync(entry, cancellationToken);
            if (outcome == CommitOutcome.Exists) return (id, head.Consent);
            await inbox.UpdateAsync(id, before?.Head, change.After, contactBox, before?.NameBox, cancellationToken);
            return (id, change.After.Consent);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Consent record {Row} of conversation {Conversation} does not open.")]
    private partial void LogDamaged(string row, string conversation);
}
