using SecureText.Consent;

namespace SecureText.Sending;

/// <summary>The one place that says whether a text goes (P4, P5). Pure; unknown means no.</summary>
public static class SendDecision
{
    /// <summary>"ACS advises 320 characters at most" (azure-docs sms-faq.md); what is longer goes behind the link.</summary>
    public const int LongestText = 320;

    /// <summary>How soon a text that waits for a person's review of consent is looked at again.</summary>
    public static TimeSpan UnderReview { get; } = TimeSpan.FromHours(1);

    /// <summary>How long "the patient has just written" lasts for an automatic answer at night.</summary>
    public static TimeSpan JustWritten { get; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Consent, then the words, the gate, the hours, the slot; the first no is the answer. A caller asks before it takes a
    /// slot (<see cref="SendReason.NoSlot"/> then means: all else is well, take one) and again at the slot's time.
    /// </summary>
    public static SendVerdict Decide(SendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var verdict = Consent(request) ?? Words(request) ?? Past(request) ?? Hours(request) ?? Late(request) ?? Turn(request);
        return verdict is SendVerdict.Defer(var until, _) && until > request.NotAfter
            ? new SendVerdict.Suppress(SendReason.TooLate)
            : verdict;
    }

    private static SendVerdict? Consent(SendRequest request)
    {
        if (request.Purpose == SendPurpose.StopConfirmation) return Confirmation(request);
        if (request.Consent.IsWithdrawn) return No(request, SendReason.ConsentWithdrawn);
        if (request.Consent.IsPausedForReview && PauseBinds(request.Purpose)) return Paused(request);
        return request.Consent[request.Class] switch
        {
            ConsentStatus.Granted => null,
            ConsentStatus.Withdrawn => No(request, SendReason.ConsentWithdrawn),
            _ => No(request, SendReason.ConsentMissing),
        };
    }

    // Nobody has withdrawn yet. The text waits for the person who decides, while it still has a sense.
    private static SendVerdict Paused(SendRequest request)
    {
        if (request.Purpose != SendPurpose.Campaign) return No(request, SendReason.ConsentPaused);
        var again = request.Now + UnderReview;
        if (request.NotAfter < again) again = request.NotAfter.Value;
        return again > request.Now
            ? new SendVerdict.Defer(again, SendReason.ConsentPaused)
            : new SendVerdict.Suppress(SendReason.TooLate);
    }

    // "One confirmation of the withdrawal is allowed and expected" (47 CFR 64.1200(a)(12)): the only text that needs the
    // consent to be gone.
    private static SendVerdict.Suppress? Confirmation(SendRequest request) => request switch
    {
        { Line: Texting.LineKind.TollFree } => new(SendReason.NetworkAnswersStop),
        { Consent.IsWithdrawn: false } => new(SendReason.NotStopped),
        _ => null,
    };

    private static SendVerdict.Refuse? Words(SendRequest request) => request switch
    {
        { Text.IsBlank: true } => new(SendReason.TextEmpty),
        { Text.HasLoneSurrogate: true } => new(SendReason.TextDamaged),
        { Text.Value.Length: > LongestText } => new(SendReason.TooLong),
        { Gate: null } => new(SendReason.GateNotAsked),
        { Gate.Passes: false } => new(SendReason.SaysTooMuch),
        _ => null,
    };

    private static SendVerdict.Suppress? Past(SendRequest request) =>
        request.Now > request.NotAfter ? new(SendReason.TooLate) : null;

    private static SendVerdict? Hours(SendRequest request)
    {
        if (!HoursBind(request)) return null;
        var due = request.Slot > request.Now ? request.Slot.Value : request.Now;
        var zone = request.PatientTimeZone ?? request.ClinicTimeZone;
        var holidays = request.Purpose == SendPurpose.Campaign ? request.Holidays : [];
        var allowed = QuietHours.NextAllowed(due, zone, request.RecipientState, holidays);
        if (allowed <= due) return null;
        // "We are closed" must not arrive when the clinic has opened again.
        return request.Purpose == SendPurpose.AfterHours
            ? new SendVerdict.Suppress(SendReason.AnswerTooLate)
            : new SendVerdict.Defer(allowed, SendReason.QuietHours);
    }

    // A code that comes when its page has long been left helps nobody and teaches to ignore codes.
    private static SendVerdict.Suppress? Late(SendRequest request) =>
        request.Purpose == SendPurpose.OneTimeCode && !HasJustWritten(request) ? new(SendReason.AnswerTooLate) : null;

    private static SendVerdict Turn(SendRequest request) => request.Slot switch
    {
        null => new SendVerdict.Defer(request.Now, SendReason.NoSlot),
        { } slot when slot > request.Now => new SendVerdict.Defer(slot, SendReason.Paced),
        { } slot when request.Now - slot > SlotLedger.GoodFor => new SendVerdict.Defer(request.Now, SendReason.NoSlot),
        _ => new SendVerdict.Send(),
    };

    // Tells a person who asked; keeps for the report what nobody asked for.
    private static SendVerdict No(SendRequest request, SendReason reason) =>
        request.Purpose is SendPurpose.StaffReply or SendPurpose.StaffFirst or SendPurpose.SecureLink
            ? new SendVerdict.Refuse(reason)
            : new SendVerdict.Suppress(reason);

#pragma warning disable CS8524 // A purpose without a name is a bug; the exception stops the send.
    // A person who answers may ask what was meant; beginning anew has to wait, the stricter reading.
    // The patient who asks for a code at this moment wants this one text, whatever the last one sounded like.
    private static bool PauseBinds(SendPurpose purpose) => purpose switch
    {
        SendPurpose.StaffReply or SendPurpose.SecureLink or SendPurpose.OneTimeCode => false,
        SendPurpose.HelpAnswer or SendPurpose.StartConfirmation or SendPurpose.StopConfirmation => false,
        SendPurpose.StaffFirst or SendPurpose.FirstContact or SendPurpose.AfterHours => true,
        SendPurpose.Campaign or SendPurpose.CampaignReply => true,
    };

    // "8:00-21:00 for anything automated; answers to STOP and HELP go out at any hour: the patient has just written."
    // So every automatic answer goes at night while that holds, and not a minute longer: an event may come a day late.
    // Whether the hours bind a first text that a person writes is disputed: here they do, the stricter reading.
    private static bool HoursBind(SendRequest request) => request.Purpose switch
    {
        SendPurpose.StaffReply or SendPurpose.SecureLink or SendPurpose.OneTimeCode => false,
        SendPurpose.HelpAnswer or SendPurpose.StartConfirmation or SendPurpose.StopConfirmation => !HasJustWritten(request),
        SendPurpose.FirstContact or SendPurpose.AfterHours or SendPurpose.CampaignReply => !HasJustWritten(request),
        SendPurpose.StaffFirst or SendPurpose.Campaign => true,
    };
#pragma warning restore CS8524

    private static bool HasJustWritten(SendRequest request) =>
        request.PatientWroteAt is { } at && at <= request.Now && request.Now - at <= JustWritten;
}
