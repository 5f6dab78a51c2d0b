using SecureText.Texting;

namespace SecureText.Consent;

/// <summary>Records at whole minutes after an arbitrary start.</summary>
internal static class ConsentCases
{
    public static DateTimeOffset At(int minute) => new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    public static ConsentRecord Granted(int at, ConsentSource source, params MessageClass[] classes) =>
        new(ConsentChange.Granted, classes, source, At(at), "staff:7");

    public static ConsentRecord Withdrawn(int at, ConsentSource source, params MessageClass[] classes) =>
        new(ConsentChange.Withdrawn, classes, source, At(at), "staff:7");

    public static ConsentRecord Stop(int at) => new(ConsentChange.Withdrawn, [], ConsentSource.Keyword, At(at), "patient");

    public static ConsentRecord Start(int at) => new(ConsentChange.Granted, [], ConsentSource.Keyword, At(at), "patient");

    public static ConsentRecord Wrote(int at) =>
        new(ConsentChange.Granted, [], ConsentSource.PatientInitiated, At(at), "patient");

    public static ConsentRecord Asked(int at) =>
        new(ConsentChange.ReviewAsked, [], ConsentSource.PatientInitiated, At(at), "patient");

    public static ConsentRecord Closed(int at) => new(ConsentChange.ReviewClosed, [], ConsentSource.Staff, At(at), "staff:7");

    /// <summary>Any record at all; few minutes, so that ties are common.</summary>
    public static ConsentRecord Any(Dice dice) => new(
        dice.Of(Enum.GetValues<ConsentChange>()),
        Enum.GetValues<MessageClass>().Where(_ => dice.Below(4) == 0),
        dice.Of(Enum.GetValues<ConsentSource>()),
        At(dice.Below(6)),
        "system");
}
