using SecureText.Consent;
using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>A request that may be sent; each test spoils one thing.</summary>
internal static class Sends
{
    public static TimeZoneInfo Seattle { get; } = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    public static DateTimeOffset Noon { get; } = new(2026, 3, 3, 12, 0, 0, TimeSpan.FromHours(-8));

    public static DateTimeOffset Night { get; } = new(2026, 3, 3, 23, 0, 0, TimeSpan.FromHours(-8));

    public static DateTimeOffset Morning { get; } = new(2026, 3, 4, 8, 0, 0, TimeSpan.FromHours(-8));

    public static ConsentState Everything { get; } = ConsentState.Of(
        [new ConsentRecord(ConsentChange.Granted, Enum.GetValues<MessageClass>(), ConsentSource.Form, Noon.AddDays(-9), "staff:7")]);

    public static ConsentRecord Stop { get; } =
        new(ConsentChange.Withdrawn, [], ConsentSource.Keyword, Noon.AddDays(-1), "patient");

    public static ConsentState Stopped { get; } = Everything.Apply(Stop);

    public static ConsentState Paused { get; } = Everything.Apply(
        new ConsentRecord(ConsentChange.ReviewAsked, [], ConsentSource.PatientInitiated, Noon.AddDays(-1), "patient"));

    public static SendRequest Good(SendPurpose purpose, DateTimeOffset? at = null) => new()
    {
        Purpose = purpose,
        Class = purpose is SendPurpose.Campaign or SendPurpose.CampaignReply ? MessageClass.Appointments : MessageClass.Conversation,
        Consent = purpose == SendPurpose.StopConfirmation ? Stopped : Everything,
        Text = new MessageText("See you on Tuesday at 2:30 PM."),
        Gate = new GateVerdict([]),
        Line = LineKind.TenDigit,
        Now = at ?? Noon,
        ClinicTimeZone = Seattle,
        Slot = at ?? Noon,
        PatientWroteAt = (at ?? Noon).AddMinutes(-1),
    };

    public static TheoryData<SendPurpose> Purposes(params SendPurpose[] except) =>
        [.. Enum.GetValues<SendPurpose>().Except(except)];
}
