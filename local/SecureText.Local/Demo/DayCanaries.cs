using SecureText.Canary;
using SecureText.SignIn;

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
    internal const string Rosa = "+12065550112";
    internal const string Otto = "+12065550113";
    internal const string Stranger = "+12065550199";

    internal const string PatientWord = "Zyxwander-7731";
    internal const string SpanishWord = "Ñandubay-4402";
    internal const string LongWord = "Vellumbark-6085";
    internal const string StaffWord = "Quorvale-9913";
    internal const string Name = "Ottilie Vexbarrow";
    internal const string WordingWord = "Brindlemoot-5520";
    internal const string RosasName = "Rosalind Thrickmere";
    internal const string RosasBirth = "1947-03-09";
    internal const string OttosBirth = "1931-10-27";
    internal const string SecureWord = "Ossivane-8841";
    internal const string BehindTheLink = $"Your results are normal. {SecureWord} <img src=x onerror=alert(1)>";
    internal const string PortalWord = "Tarnhollow-3316";
    internal const string FileName = "Zanthoxyl-4419.jpg";
    internal const string PhotoWord = "Glimmerpatch-9137";
    internal const string FormWord = "Fenwhistle-7052";
    internal const string EmergencyWord = "Hollowquill-6638";
    internal const string NoteWord = "Wimblefrost-2087";

    internal static CanaryScanner Scanner(IEnumerable<PlantedCanary> secrets) => new(
    [
        .. secrets,
        new("patient's name behind the link", RosasName),
        new("message behind the link", SecureWord),
        new("patient's message from the portal", PortalWord),
        new("file name", "Zanthoxyl-4419"),
        new("content of a photo", PhotoWord),
        new("answer in a form", FormWord),
        new("note", NoteWord),
        new("reason of an emergency and its review", EmergencyWord),
        .. new[] { RosasBirth, OttosBirth }.SelectMany(Dates),
        .. DemoPeople.All.SelectMany(one => new PlantedCanary[] { new("staff's address", one.Email), new("staff's name", one.Name) }),
        new("patient's text", PatientWord),
        new("patient's text in Spanish", SpanishWord),
        new("patient's long text", LongWord),
        new("staff's text", StaffWord),
        new("patient's name", Name),
        new("wording of a consent", WordingWord),
        .. new[] { Maria, Devon, Ines, Unreachable, Wen, Sol, Stranger, Rosa, Otto }
            .SelectMany((number, index) => PlantedCanary.OfNumber($"number {index + 1}", number)),
    ]);

    private static IEnumerable<PlantedCanary> Dates(string iso)
    {
        var (year, month, day) = (iso[..4], iso[5..7], iso[8..]);
        foreach (var form in new[] { iso, $"{year}{month}{day}", $"{month}/{day}/{year}" }) yield return new("date of birth", form);
    }
}
