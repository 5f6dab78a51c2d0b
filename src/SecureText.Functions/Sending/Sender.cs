using Microsoft.Extensions.Logging;
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
    SlotLedgerStore slots,
    DueWork due,
    SendOutcomes outcomes,
    ICarrier carrier,
    TimeProvider time,
    ILogger<Sender> logger)
{
    // A sender that has a text for longer than this has died.
    internal static readonly TimeSpan ClaimLease = TimeSpan.FromMinutes(1);

    // For how long the carrier surely remembers a repeatability id. The service does not say; ten minutes is short of
    // any figure seen. After it a text that may have been sent is not tried again.
    private static readonly TimeSpan RepeatabilityWindow = TimeSpan.FromMinutes(10);

    // A text that the carrier has not taken for so long has lost its sense; a person sees it and decides.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    // Staff chose the time: "you may come in now" at another hour says something else. Counts while nothing has moved it.
    private static readonly TimeSpan LatestAfterItsTime = TimeSpan.FromHours(6);

    // A rate is one of a minute: a wrong header must not still the whole line for longer. The text itself obeys it.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AfterLease = TimeSpan.FromSeconds(1);

    /// <summary>Sends one text of the outbox, or says why not. Safe to call at any time, any number of times.</summary>
    public async Task<SendReport> SendAsync(ConversationId id, MessageId messageId, CancellationToken cancellationToken)
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
                    await outcomes.FinishAsync(id, message, MessageEvent.GiveUp, "may-have-been-sent", null, cancellationToken);
                    continue;
                }
            }

            if (message.Tries > 0 && now - message.At > LongestWait)
            {
                await outcomes.FinishAsync(id, message, Stop(message), "carrier-unavailable", null, cancellationToken);
                continue;
            }

            if (IsLate(message, now))
            {
                await outcomes.FinishAsync(id, message, Stop(message), "too-late", null, cancellationToken);
                continue;
            }

            var words = await OpenAsync(id, head, row, keys, cancellationToken);
            if (words is not { } outgoing)
            {
                await outcomes.FinishAsync(id, message, Stop(message), "damaged", null, cancellationToken);
                continue;
            }

            switch (await DecideAsync(head, message, outgoing, now, cancellationToken))
            {
                case SendVerdict.Suppress(var reason):
                    await outcomes.FinishAsync(id, message, Stop(message), reason.Code, null, cancellationToken);
                    continue;
                case SendVerdict.Refuse(var reason):
                    await outcomes.FinishAsync(id, message, Stop(message), reason.Code, null, cancellationToken);
                    continue;
                case SendVerdict.Defer(_, var reason) when reason == SendReason.NoSlot:
                    var parts = SegmentCount.Of(outgoing.Text, outgoing.Line.Kind).Parts;
                    var slot = await slots.TakeAsync(outgoing.Line, parts, now, cancellationToken);
                    await store.UpdateMessageAsync(id, row, message with { SlotAt = slot }, cancellationToken);
                    continue;
                case SendVerdict.Defer(var until, _):
                    await due.PromiseAsync(new DueItem(until, id, messageId), cancellationToken);
                    if (message.DueAt == until) return SendReport.Of(message);
                    await store.UpdateMessageAsync(id, row, message with { DueAt = until }, cancellationToken);
                    continue;
            }

            var claimed = message with
            {
                Status = message.Status.Next(MessageEvent.Claim),
                ClaimedAt = now,
                FirstSentAt = message.FirstSentAt ?? now,
                Tries = message.Tries + 1,
            };

            // Should this process die now, the timer finds the claim. After this claim's own lease: a promise that is due
            // while the claim lives would be kept by a timer that finds nothing to do.
            await due.PromiseAsync(new DueItem(now + ClaimLease + AfterLease, id, messageId), cancellationToken);
            if (!await store.ClaimAsync(id, head, row, claimed, cancellationToken)) continue;
            return await HandOverAsync(id, claimed, outgoing, cancellationToken);
        }
    }

    private async Task<SendReport> HandOverAsync(
        ConversationId id, Message claimed, Outgoing outgoing, CancellationToken cancellationToken)
    {
        await outcomes.JournalAsync(id, claimed, "attempted", null, cancellationToken);
        var reply = await carrier.SendAsync(
            new CarrierMessage(
                outgoing.Line.Number,
                outgoing.To,
                outgoing.Text,
                new OutboxTag(id, claimed.Id, claimed.Attempt).ToString(),
                Repeatability.IdFor(id, claimed.Id, claimed.Attempt),
                claimed.FirstSentAt!.Value),
            cancellationToken);
        switch (reply)
        {
            case CarrierReply.Accepted(var carrierId):
                return await outcomes.FinishAsync(id, claimed, MessageEvent.Accept, null, carrierId, cancellationToken);
            case CarrierReply.Rejected(var code):
                LogRejected(claimed.Id.Value, code);
                return await outcomes.FinishAsync(id, claimed, MessageEvent.Reject, code, null, cancellationToken);
            case CarrierReply.Unavailable(var code, var retryAfter):
                LogUnavailable(claimed.Id.Value, code, claimed.Tries);
                if (code is "429" or "429" + CarrierReply.RetriedSuffix)
                    await slots.SlowAsync(outgoing.Line, time.GetUtcNow(), Shorter(retryAfter, LongestPause), cancellationToken);
                return await outcomes.WaitAsync(id, claimed, IsCertain(code), retryAfter, cancellationToken);
            default:
                throw new InvalidOperationException($"No way to go on after {reply.GetType().Name}.");
        }
    }

    private async ValueTask<SendVerdict> DecideAsync(
        HeadRow head, Message message, Outgoing outgoing, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<Holiday> holidays = message.Purpose == SendPurpose.Campaign
            ? (await settings.CurrentAsync(cancellationToken)).Holidays
            : [];
        return SendDecision.Decide(new SendRequest
        {
            Purpose = message.Purpose ?? throw new InvalidDataException("An outgoing message has no purpose."),
            Class = message.Class,
            Consent = head.Head.Consent,
            Text = outgoing.Text,
            Gate = Gate.Check(outgoing.Text),
            Line = outgoing.Line.Kind,
            Now = now,
            ClinicTimeZone = clinic.TimeZone,
            PatientTimeZone = message.Zone is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : null,
            RecipientState = message.State ?? clinic.State,
            Holidays = [.. holidays.Select(holiday => holiday.Date)],
            NotAfter = message.NotAfter,
            Slot = message.SlotAt,
            StopAlreadyConfirmed = false,
            PatientWroteAt = message.Purpose == SendPurpose.CampaignReply ? head.Head.LastReceivedAt
                : message.Author == "system" || message.Purpose == SendPurpose.OneTimeCode ? message.Id.PlacedAt
                : null,
        });
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
