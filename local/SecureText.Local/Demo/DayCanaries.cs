using SecureText.Canary;

namespace SecureText.Demo;

/// <summary>The people of the day and the words that must be found nowhere.</summary>
internal static class DayCanaries
{
    internal const string Maria = "+12065550123";
    internal const string Devon = "+12065550144";
    internal const string Ines = "+12065550165";
    internal const string Unreachable = "+14005550106";
    internal const string Wen = "+12065550187";
    internal const string Sol = "+12065550108";
    internal const string Stranger = "+12065550199";

    internal const string PatientWord = "Zyxwander-7731";
    internal const string SpanishWord = "Ñandubay-4402";
    internal const string LongWord = "Vellumbark-6085";
    internal const string StaffWord = "Quorvale-9913";
    internal const string Name = "Ottilie Vexbarrow";
    internal const string WordingWord = "Brindlemoot-5520";

    internal static CanaryScanner Scanner() => new(
    [
        new("patient's text", PatientWord),
        new("patient's text in Spanish", SpanishWord),
        new("patient's long text", LongWord),
        new("staff's text", StaffWord),
        new("patient's name", Name),
        new("wording of a consent", WordingWord),
        .. new[] { Maria, Devon, Ines, Unreachable, Wen, Sol, Stranger }
            .SelectMany((number, index) => PlantedCanary.OfNumber($"number {index + 1}", number)),
    ]);
}
