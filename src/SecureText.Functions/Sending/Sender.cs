using Microsoft.Extensions.Logging;
using SecureText.Campaigns;
using SecureText.Carriers;
using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>
/// The only way out. Reads the outbox row and the head as they are now, asks consent, hours, gate and slot (P4), claims
/// the row together with the head that it asked, journals, and hands the text over with an id that is the same at every
/// try, so that a crash at any point sends nothing twice (P3).
/// </summary>
public sealed partial class Sender(
    ClinicProfile clinic,
    ClinicSettingsSource settings,
    ConversationStore store,
    SealedTexts texts,
    InboxBoxes boxes,
    LineTurns turns,
    SlotLedgerStore slots,
    DueWork due,
    SendOutcomes outcomes,
    CampaignStates campaigns,
    SenderOptions options,
    ICarrier carrier,
    TimeProvider time,
    ILogger<Sender> logger)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    // A sender that has a text for longer than this has died.
    internal static readonly TimeSpan ClaimLease = TimeSpan.FromMinutes(1);

    // After a claim: before this there is nothing to do for its text.
    internal static readonly TimeSpan LeaseOver = ClaimLease + Moment;

    // For how long the carrier surely remembers a repeatability id. The service does not say; ten minutes is short of
    // any figure seen. After it a text that may have been sent is not tried again.
    private static readonly TimeSpan RepeatabilityWindow = TimeSpan.FromMinutes(10);

    // A text that the carrier has not taken for so long has lost its sense; a person sees it and decides.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    // Staff chose the time: "you may come in now" at another hour says something else. Counts while nothing has moved it.
    private static readonly TimeSpan LatestAfterItsTime = TimeSpan.FromHours(6);

    // A rate is one of a minute: a wrong header must not still the whole line for longer. The text itself obeys it.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan WhilePaused = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Sends one text of the outbox, or says why not. Safe to call at any time, any number of times. Waits for a turn on the
    /// line that is near (<see cref="SenderOptions.WaitAtMost"/>).
    /// </summary>
    /// <param name="id">The conversation.</param>
    /// <param name="messageId">The text.</param>
    /// <param name="cancellationToken">Ends waiting; the text is sent later.</param>
    /// <param name="isPromised">
    /// Whoever wrote the text has promised to come back for it (<see cref="DueWork"/>) before, and the promise is kept by the
    /// timer only.
    /// </param>
    public async Task<SendReport> SendAsync(
        ConversationId id, MessageId messageId, CancellationToken cancellationToken, bool isPromised = false)
    {
        while (true)
        {
            var (head, row, keys) = await store.FindMessageAsync(id, messageId, cancellationToken);
            if (head is null || row is null) return new SendReport(null, null);
            var message = row.Message;
            var now = time.GetUtcNow();
            if (message.Status.IsSettled()) return SendReport.Of(message);
            if (message.Status == MessageStatus.Queued && message.DueAt > now) return SendReport.Of(message);
            if (message.Status == MessageStatus.Sending)
            {
                if (now - message.ClaimedAt < ClaimLease) return SendReport.Of(message);
                if (now - message.FirstSentAt > RepeatabilityWindow)
                {
                    await outcomes.FinishAsync(id, row, MessageEvent.GiveUp, "may-have-been-sent", null, cancellationToken);
                    continue;
                }
            }

            if (message.Tries > 0 && now - message.At > LongestWait)
            {
                await outcomes.FinishAsync(id, row, Stop(message), "carrier-unavailable", null, cancellationToken);
                continue;
            }

            if (IsLate(message, now))
            {
                await outcomes.FinishAsync(id, row, Stop(message), "too-late", null, cancellationToken);
                continue;
            }

            if (now > message.NotAfter)
            {
                await outcomes.FinishAsync(id, row, Stop(message), SendReason.TooLate.Code, null, cancellationToken);
                continue;
            }

            var campaign = message.Campaign is { } of ? await campaigns.OfAsync(of, cancellationToken) : null;
            switch (campaign?.State)
            {
                case CampaignState.Cancelled:
                    await outcomes.FinishAsync(id, row, Stop(message), "campaign-cancelled", null, cancellationToken);
                    continue;
                case CampaignState.Paused when message.Purpose != SendPurpose.CampaignReply || campaign.Campaign is null:
                    // What answers a patient was asked for, and may say "call 911": a pause keeps back what nobody asked for.
                    var next = now + WhilePaused;
                    if (message.NotAfter + Moment is { } last && last < next) next = last;
                    await due.PromiseAsync(new DueItem(next, id, messageId), cancellationToken);
                    return SendReport.Of(message);
            }

            var words = await OpenAsync(id, head, row, keys, cancellationToken);
            if (words is not { } outgoing)
            {
                await outcomes.FinishAsync(id, row, Stop(message), "damaged", null, cancellationToken);
                continue;
            }

            if (await TakeTurnAsync(id, head, row, outgoing, isPromised, cancellationToken) is { } report) return report;
        }
    }

    /// <summary>
    /// Waits for the line's turn and sends. Nothing is read again meanwhile: the claim is refused when row or head have
    /// changed since they were read, and everything else is asked of the clock at each step.
    /// </summary>
    /// <returns>Null when the row has changed: begin anew.</returns>
    private async Task<SendReport?> TakeTurnAsync(
        ConversationId id, HeadRow head, MessageRow row, Outgoing outgoing, bool isPromised, CancellationToken cancellationToken)
    {
        var message = row.Message;
        var parts = SegmentCount.Of(outgoing.Text, outgoing.Line.Kind).Parts;
        var turn = LineTurns.Of(message);
        var patience = time.GetUtcNow() + options.WaitAtMost;
        while (true)
        {
            var now = time.GetUtcNow();

            // A ticket does not go by: its text asks for a slot, and gets one when there is room.
            var at = turn is { IsTicket: true } ticket && ticket.At < now ? now : turn?.At;
            switch (await DecideAsync(head, message with { SlotAt = at }, outgoing.Line, outgoing.Text, now, cancellationToken))
            {
                case SendVerdict.Suppress(var reason):
                    await outcomes.FinishAsync(id, row, Stop(message), reason.Code, null, cancellationToken);
                    return null;
                case SendVerdict.Refuse(var reason):
                    await outcomes.FinishAsync(id, row, Stop(message), reason.Code, null, cancellationToken);
                    return null;
                case SendVerdict.Defer(_, var reason) when reason == SendReason.NoSlot:
                    turn = await turns.NextAsync(outgoing.Line, parts, message, null, now, cancellationToken);
                    continue;
                case SendVerdict.Defer(var until, var reason) when reason == SendReason.Paced && until <= patience:
                    await Task.Delay(until - now, time, cancellationToken);
                    continue;
                case SendVerdict.Defer(var until, var reason):
                    // What waits for the morning takes its turn in the morning.
                    var kept = reason == SendReason.Paced ? turn : null;
                    await due.PromiseAsync(new DueItem(until, id, message.Id), cancellationToken);
                    var later = message with
                    {
                        DueAt = until,
                        TicketAt = kept is { IsTicket: true } ? kept.Value.At : null,
                        SlotAt = kept is { IsTicket: false } ? kept.Value.At : null,
                    };
                    if (later != message && !await store.UpdateMessageAsync(id, row, later, cancellationToken)) return null;
                    return SendReport.Of(later);
            }

            if (turn is { IsTicket: true })
            {
                turn = await turns.NextAsync(outgoing.Line, parts, message, turn, now, cancellationToken);
                continue;
            }

            var claimed = message with
            {
                Status = message.Status.Next(MessageEvent.Claim),
                ClaimedAt = now,
                FirstSentAt = message.FirstSentAt ?? now,
                Tries = message.Tries + 1,
                SlotAt = at,
            };

            // Should this process die now, the timer finds the claim.
            var promise = new DueItem(now + LeaseOver, id, message.Id);
            if (!isPromised) await due.PromiseAsync(promise, cancellationToken);
            var greets = message.Campaign is not null;
            if (await store.ClaimAsync(id, head, row, claimed, greets, cancellationToken) is not { } mine) return null;
            var report = await HandOverAsync(id, mine, outgoing, cancellationToken);
            if (!isPromised) await due.KeepAsync(promise, cancellationToken);
            return report;
        }
    }

    private async Task<SendReport> HandOverAsync(
        ConversationId id, MessageRow row, Outgoing outgoing, CancellationToken cancellationToken)
    {
        var claimed = row.Message;
        await outcomes.JournalAsync(id, claimed, "attempted", null, cancellationToken);

        // Storage was slow, or this machine: sent now, the text would fall into the minute of others.
        if (time.GetUtcNow() - claimed.SlotAt > SlotLedger.GoodFor)
            return await outcomes.WaitAsync(id, row, isCertain: true, TimeSpan.Zero, cancellationToken);
        var reply = await ToCarrierAsync(id, claimed, outgoing, cancellationToken);
        switch (reply)
        {
            case CarrierReply.Accepted(var carrierId):
                return await outcomes.FinishAsync(id, row, MessageEvent.Accept, null, carrierId, cancellationToken);
            case CarrierReply.Rejected(var code):
                LogRejected(claimed.Id.Value, code);
                return await outcomes.FinishAsync(id, row, MessageEvent.Reject, code, null, cancellationToken);
            case CarrierReply.Unavailable(var code, var retryAfter):
                LogUnavailable(claimed.Id.Value, code, claimed.Tries);
                if (code is "429" or "429" + CarrierReply.RetriedSuffix)
                    await slots.SlowAsync(outgoing.Line, time.GetUtcNow(), Shorter(retryAfter, LongestPause), cancellationToken);
                return await outcomes.WaitAsync(id, row, IsCertain(code), Longer(retryAfter, Backoff(claimed)), cancellationToken);
            default:
                throw new InvalidOperationException($"No way to go on after {reply.GetType().Name}.");
        }
    }

    // What failed may have reached the carrier too.
    private async Task<CarrierReply> ToCarrierAsync(
        ConversationId id, Message claimed, Outgoing outgoing, CancellationToken cancellationToken)
    {
        try
        {
            return await carrier.SendAsync(
                new CarrierMessage(
                    outgoing.Line.Number,
                    outgoing.To,
                    outgoing.Text,
                    new OutboxTag(id, claimed.Id, claimed.Attempt).ToString(),
                    Repeatability.IdFor(id, claimed.Id, claimed.Attempt),
                    claimed.FirstSentAt!.Value),
                cancellationToken);
        }
        finally
        {
            if (claimed.SlotAt is { } slot) slots.Arrived(outgoing.Line, slot, time.GetUtcNow());
        }
    }

    private async Task<Outgoing?> OpenAsync(
        ConversationId id, HeadRow head, MessageRow row, WrappedKeys keys, CancellationToken cancellationToken)
    {
        if (clinic.LineById(head.Head.LineId) is not { } line) return null;
        try
        {
            var contact = await boxes.OpenContactAsync(id, head.ContactBox, cancellationToken);
            if (!PhoneNumber.TryParse(contact.Number, out var to)) return null;
            return new Outgoing(line, to, await texts.OpenAsync(id, row, keys, cancellationToken));
        }
        catch (SealBrokenException e)
        {
            LogDamaged(row.Message.Id.Value, e.Reason);
            return null;
        }
    }

    // The service refused before it took anything: too fast, or our sign-in or address is wrong, which somebody must mend.
    private static bool IsCertain(string code) => code is "429" or "401" or "403" or "404" or "sign-in";

    private static TimeSpan Backoff(Message claimed) =>
        TimeSpan.FromSeconds(Math.Min(120, 15 * Math.Pow(2, claimed.Tries - 1)));

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static bool IsLate(Message message, DateTimeOffset now) =>
        message.Status == MessageStatus.Queued && message.DueAt == message.At && now - message.At > LatestAfterItsTime;

    // What may already be with the carrier cannot be called suppressed.
    private static MessageEvent Stop(Message message) =>
        message.Status == MessageStatus.Sending ? MessageEvent.GiveUp : MessageEvent.Suppress;

    [LoggerMessage(1, LogLevel.Warning, "The carrier refused text {MessageId} with {Code}.")]
    private partial void LogRejected(string messageId, string code);

    [LoggerMessage(2, LogLevel.Warning, "The carrier did not take text {MessageId} ({Code}) at try {Try}; it will be tried again.")]
    private partial void LogUnavailable(string messageId, string code, int @try);

    [LoggerMessage(3, LogLevel.Error, "Outgoing text {MessageId} does not open ({Reason}); it is not sent.")]
    private partial void LogDamaged(string messageId, SealBreak reason);

    private readonly record struct Outgoing(ClinicLine Line, PhoneNumber To, MessageText Text);
}
