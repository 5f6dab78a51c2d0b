using Microsoft.Extensions.Logging;
using SecureText.Audit;
using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Inbound;

/// <summary>
/// What delivery reports change. A report for a text that nobody knows, or a second one, is accepted and logged, never
/// refused (alphagov notify #802).
/// </summary>
public sealed partial class DeliveryOutcomes(
    ClinicProfile clinic,
    IndexKeys keys,
    ConversationStore store,
    SlotLedgerStore slots,
    DueWork due,
    Attention attention,
    CampaignTexts campaignTexts,
    JourneyBell bell,
    InboxIndex inbox,
    IJournal journal,
    TimeProvider time,
    ILogger<DeliveryOutcomes> logger)
{
    private const string Delivered = "Delivered";
    private const string OptedOut = "4007";
    private const string NoReports = "5002";

    /// <summary>Takes one report.</summary>
    public async Task TakeAsync(AcsEvent.DeliveryReport report, CancellationToken cancellationToken)
    {
        if (!OutboxTag.TryParse(report.Tag, out var tag))
        {
            LogUnknown(report.Id);

            // An opt-out is of the number, whichever text it came for.
            var ofNumber = report.Code == OptedOut ? await FindByNumberAsync(report, cancellationToken) : null;
            if (ofNumber is { } id) await WithdrawAsync(id, report, null, cancellationToken);
            await JournalAsync(ofNumber is null ? [] : [ofNumber.Value.Value], "unknown", report, cancellationToken);
            return;
        }

        var outcome = await UpdateAsync(tag, report, cancellationToken);
        if (report.Code == OptedOut)
        {
            var (_, row, _) = await store.FindMessageAsync(tag.Conversation, tag.Message, cancellationToken);
            await WithdrawAsync(tag.Conversation, report, row?.Message.FirstSentAt, cancellationToken);
        }

        await JournalAsync([tag.Conversation.Value], outcome, report, cancellationToken);
    }

    private async Task<string> UpdateAsync(OutboxTag tag, AcsEvent.DeliveryReport report, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (head, row, _) = await store.FindMessageAsync(tag.Conversation, tag.Message, cancellationToken);
            if (row is null)
            {
                LogUnknown(report.Id);
                return "unknown";
            }

            if (!row.IsWhole) return "damaged";

            // 5002: the carrier gives no reports, so the text may well have arrived: it stays sent.
            var delivered = report.Status.Equals(Delivered, StringComparison.OrdinalIgnoreCase);
            if (!delivered && tag.Attempt != row.Message.Attempt) return "repeated";
            if (!delivered && await TryAgainAsync(tag, head, row, report.Code, cancellationToken) is { } again)
            {
                if (again) return "again";
                continue;
            }

            var happened = delivered ? MessageEvent.ReportDelivered : MessageEvent.ReportFailed;
            var next = report.Code == NoReports ? row.Message.Status.Next(MessageEvent.Accept) : row.Message.Status.Next(happened);
            if (next == row.Message.Status) return "repeated";
            var after = row.Message with
            {
                Status = next,
                Reason = next == MessageStatus.Failed ? report.Code ?? "no-code" : null,
                CarrierId = row.Message.CarrierId ?? report.Id,
            };
            await attention.RaiseAsync(tag.Conversation, row.Message, next, cancellationToken);
            await campaignTexts.ChangedAsync(tag.Conversation, row.Message, after, cancellationToken);
            if (await store.UpdateMessageAsync(tag.Conversation, row, after, cancellationToken))
                return next.ToString().ToLowerInvariant();
        }
    }

    /// <summary>Null when the text is not to go again; false when it has changed meanwhile.</summary>
    private async Task<bool?> TryAgainAsync(
        OutboxTag tag, HeadRow? head, MessageRow row, string? code, CancellationToken cancellationToken)
    {
        // Before the row: a report that comes again after a crash slows the line again, which does no harm.
        var now = time.GetUtcNow();
        if (Retries.SlowsTheLine(code) && clinic.LineById(head?.Head.LineId ?? "") is { } line)
            await slots.SlowAsync(line, now, TimeSpan.Zero, cancellationToken);
        if (Retries.After(row.Message, code, now) is not { Status: MessageStatus.Queued } again
            || row.Message.Status == MessageStatus.Queued) return null;
        await due.PromiseAsync(new DueItem(again.DueAt!.Value, tag.Conversation, tag.Message), cancellationToken);
        return await store.UpdateMessageAsync(tag.Conversation, row, again, cancellationToken);
    }

    // The patient's number is the one that is not the clinic's: which of the two stands in which place is not said.
    private async Task<ConversationId?> FindByNumberAsync(
        AcsEvent.DeliveryReport report, CancellationToken cancellationToken)
    {
        if (!PhoneNumber.TryParse(report.From, out var from) || !PhoneNumber.TryParse(report.To, out var to)) return null;
        var (line, patient) = clinic.LineFor(from) is { } sender ? (sender, to) : (clinic.LineFor(to), from);
        if (line is null) return null;
        var id = (await keys.IndexAsync(cancellationToken)).For(line.Id.Value, patient.E164);
        return await store.FindAsync(id, cancellationToken) is null ? null : id;
    }

    private async Task WithdrawAsync(
        ConversationId id, AcsEvent.DeliveryReport report, DateTimeOffset? sentAt, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } before) return;

            // The number had opted out when the text was handed over, however late the carrier says so: a withdrawal dated
            // after that would outlive the START that the patient has sent since.
            var at = Earlier(Earlier(report.At, time.GetUtcNow()), sentAt);
            var record = new ConsentRecord(ConsentChange.Withdrawn, [], ConsentSource.Carrier, at, "carrier");
            var after = before.Head.Consented(before.Head.Consent.Apply(record));
            var change = ConversationChange.Of(id, before, after) with
            {
                Consents = [(MessageId.For(report.At, $"4007|{report.Id}"), record)],
            };
            var outcome = await store.CommitAsync(change, cancellationToken);
            if (outcome == CommitOutcome.Conflict) continue;
            var shown = outcome == CommitOutcome.Exists ? before : before with { Head = after };
            await bell.RingAllAsync(id, shown.Head.Journeys, cancellationToken);
            await inbox.UpdateAsync(
                id, outcome == CommitOutcome.Exists ? null : before.Head, shown.Head, before.ContactBox, before.NameBox,
                cancellationToken);
            return;
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset? b) => b < a ? b.Value : a;

    private Task JournalAsync(
        IReadOnlyList<string> subjects, string outcome, AcsEvent.DeliveryReport report, CancellationToken cancellationToken) =>
        journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), "carrier", "message.report", subjects, outcome, report.Id, report.Code),
            cancellationToken);

    [LoggerMessage(1, LogLevel.Warning, "Delivery report {EventId} is for a text that is not known here.")]
    private partial void LogUnknown(string eventId);
}
