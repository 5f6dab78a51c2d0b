using SecureText.Consent;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Evidence;

/// <summary>
/// Tries the rules of texting as this running program has them, with made-up texts for a number that is nobody's. Pure:
/// nothing is sent, and no patient is looked at.
/// </summary>
public static class TextingTrial
{
    private static readonly string[] TooMuch =
    [
        "Your biopsy result is back.", "Take your metformin twice a day.", "DOB 04/12/1980, please confirm.", "Your SSN 123-45-6789 is on file.",
        "Your colonoscopy is on Monday.", "You see the oncologist on Monday.", "Your account is past due.", "Read it at bit.ly/3xYzAb",
        "Su cita de quimioterapia es el lunes.", "Blood pressure 140/90 is high.",
    ];

    private static readonly string[] Harmless =
    [
        "You have a visit on Monday at 9:00 AM with Dr. Sample. Reply YES to confirm.", "Please call us at the office.",
        "You have a message from your clinic. Open the link to read it.",
    ];

    // 47 CFR 64.1200(a)(10) names these.
    private static readonly string[] Withdrawals = ["stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"];

    private static readonly SendPurpose[] Automated =
        [SendPurpose.Campaign, SendPurpose.FirstContact, SendPurpose.AfterHours, SendPurpose.CampaignReply];

    /// <summary>Tries all of it.</summary>
    /// <param name="now">The present.</param>
    /// <param name="zone">The clinic's time zone.</param>
    /// <param name="state">The clinic's state, if told.</param>
    public static TextingFacts Run(DateTimeOffset now, TimeZoneInfo zone, UsState? state)
    {
        var noon = At(now, zone, 12);
        var all = from purpose in Enum.GetValues<SendPurpose>() from of in Enum.GetValues<MessageClass>() select (purpose, of);
        var kinds = all.ToList();
        var agreed = ConsentState.Of(
            [new ConsentRecord(ConsentChange.Granted, Enum.GetValues<MessageClass>(), ConsentSource.Form, noon.AddDays(-2), "system")]);
        var stopped = agreed.Apply(new ConsentRecord(ConsentChange.Withdrawn, [], ConsentSource.Keyword, noon.AddDays(-1), "patient"));
        return new TextingFacts(
            GateWords.Entries,
            [.. TooMuch.Where(text => Gate.Check(new MessageText(text)).Passes)],
            TooMuch.Length,
            Harmless.Count(text => !Gate.Check(new MessageText(text)).Passes),
            Sent(kinds, ConsentState.Empty, noon),
            Sent(kinds.Where(kind => kind.purpose != SendPurpose.StopConfirmation), stopped, noon),
            kinds.Count,
            Sent(kinds.Where(kind => Automated.Contains(kind.purpose)), agreed, At(now, zone, 22)),
            [.. Withdrawals.Where(word => Keywords.Classify(new MessageText(word)) != Keyword.Stop)]);

        List<string> Sent(IEnumerable<(SendPurpose, MessageClass)> tried, ConsentState consent, DateTimeOffset at) =>
            [.. tried.Where(kind => SendDecision.Decide(Request(kind, consent, at)) is SendVerdict.Send).Select(kind => $"{kind.Item1} {kind.Item2}")];

        SendRequest Request((SendPurpose Purpose, MessageClass Class) kind, ConsentState consent, DateTimeOffset at) => new()
        {
            Purpose = kind.Purpose,
            Class = kind.Class,
            Consent = consent,
            Text = new MessageText(Harmless[1]),
            Gate = Gate.Check(new MessageText(Harmless[1])),
            Line = LineKind.TenDigit,
            Now = at,
            ClinicTimeZone = zone,
            RecipientState = state,
            Slot = at,
        };
    }

    // Of the clinic's own day; an hour that the clock leaves out is none of these.
    private static DateTimeOffset At(DateTimeOffset now, TimeZoneInfo zone, int hour)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).Date.AddHours(hour);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
