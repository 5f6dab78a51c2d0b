using SecureText.Audit;
using SecureText.Campaigns;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Sending;

/// <summary>Writes down what became of a try to send: in the outbox row, and in the journal.</summary>
public sealed class SendOutcomes(
    ConversationStore store, DueWork due, Attention attention, CampaignTexts campaigns, IJournal journal, TimeProvider time)
{
    /// <summary>The carrier has not taken it now, or not said so: it waits.</summary>
    internal async Task<SendReport> WaitAsync(
        ConversationId id, MessageRow known, bool isCertain, TimeSpan wait, CancellationToken cancellationToken)
    {
        var claimed = known.Message;
        var now = time.GetUtcNow();
        var certainlyNotTaken = isCertain && claimed.FirstSentAt == claimed.ClaimedAt;
        if (!certainlyNotTaken)
        {
            // The carrier may have taken it all the same, so it stays claimed and the next try carries the same id.
            await due.PromiseAsync(new DueItem(now + wait + Sender.ClaimLease, id, claimed.Id), cancellationToken);
            await JournalAsync(id, claimed, "waiting", null, cancellationToken);
            return SendReport.Of(claimed);
        }

        await due.PromiseAsync(new DueItem(now + wait, id, claimed.Id), cancellationToken);
        while (true)
        {
            var (_, row, _) = await store.FindMessageAsync(id, claimed.Id, cancellationToken);

            // Whoever has claimed it since may have handed it over: the first try is then not for this sender to forget.
            if (row is not { IsWhole: true, Message.Status: MessageStatus.Sending } || row.Message.ClaimedAt != claimed.ClaimedAt)
                return SendReport.Of(row?.Message ?? claimed);
            var after = row.Message with
            {
                Status = row.Message.Status.Next(MessageEvent.Requeue),
                DueAt = now + wait,
                SlotAt = null,
                TicketAt = null,

                // Nothing was taken, so the next try is the first again and no text is given up for it.
                FirstSentAt = null,
            };
            if (!await store.UpdateMessageAsync(id, row, after, cancellationToken)) continue;
            await JournalAsync(id, after, "requeued", null, cancellationToken);
            return SendReport.Of(after);
        }
    }

    /// <summary>Writes what happened to the attempt that the caller knows, and why.</summary>
    internal async Task<SendReport> FinishAsync(
        ConversationId id,
        MessageRow known,
        MessageEvent happened,
        string? reason,
        string? carrierId,
        CancellationToken cancellationToken)
    {
        // The row that the caller holds is the newest in nearly every case; when it is not, the write is refused.
        var row = known.ETag == default ? null : known;
        var isAgain = false;
        while (true)
        {
            if (row is null) (_, row, _) = await store.FindMessageAsync(id, known.Message.Id, cancellationToken);
            if (row is null) return new SendReport(null, null);

            // What became of an earlier attempt says nothing of the one that a report has queued since.
            if (!row.IsWhole || row.Message.Attempt != known.Message.Attempt) return SendReport.Of(row.Message);
            var next = row.Message.Status.Next(happened);
            var after = row.Message with
            {
                Status = next,
                Reason = next == row.Message.Status ? row.Message.Reason : reason,
                CarrierId = row.Message.CarrierId ?? carrierId,
            };
            await attention.RaiseAsync(id, row.Message, next, cancellationToken);
            await campaigns.ChangedAsync(id, isAgain ? null : row.Message, after, cancellationToken);
            if (after != row.Message && !await store.UpdateMessageAsync(id, row, after, cancellationToken))
            {
                // A report has come first, and the figures now say what was not written: they are told again.
                (row, isAgain) = (null, true);
                continue;
            }

            await JournalAsync(id, after, StatusWord(next), reason, cancellationToken);
            return SendReport.Of(after);
        }
    }

    internal Task JournalAsync(
        ConversationId id, Message message, string outcome, string? detail, CancellationToken cancellationToken) =>
        journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), message.Author, "message.sent", [id.Value], outcome, message.Id.Value, detail),
            cancellationToken);

    private static string StatusWord(MessageStatus status) => status.ToString().ToLowerInvariant();
}
