using SecureText.Simulator;
using SecureText.Texting;

namespace SecureText.Run;

/// <summary>The made-up clinic of one machine.</summary>
internal sealed record LocalClinic(string Name, string TimeZone, bool Open, SimulatedLine Line)
{
    private static readonly string[] Zones = ["America/Chicago", "America/Los_Angeles", "America/New_York"];

    internal static LocalClinic Demo(int lineRate, DateTimeOffset now) => new(
        "Harbor Clinic", ZoneInDaytime(now), true, new SimulatedLine("+18335550100", LineKind.TollFree, lineRate));

    internal IEnumerable<KeyValuePair<string, string>> Settings()
    {
        yield return new("Clinic__Name", Name);
        yield return new("Clinic__TimeZone", TimeZone);
        yield return new("Clinic__Lines__0__Id", "main");
        yield return new("Clinic__Lines__0__Number", Line.Number);
        yield return new("Clinic__Lines__0__Kind", $"{Line.Kind}");
        if (!Open) yield break;
        foreach (var day in Enum.GetNames<DayOfWeek>()) yield return new($"Clinic__Hours__{day}", "00:00-23:59");
    }

    // So that the clinic is open whenever somebody tries it: a span cannot reach over midnight.
    private static string ZoneInDaytime(DateTimeOffset now) =>
        Zones.MinBy(zone => Math.Abs(HoursFromNoon(TimeZoneInfo.FindSystemTimeZoneById(zone), now)))!;

    private static double HoursFromNoon(TimeZoneInfo zone, DateTimeOffset now) =>
        TimeZoneInfo.ConvertTime(now, zone).TimeOfDay.TotalHours - 12;
}
