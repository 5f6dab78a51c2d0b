using System.Globalization;
using SecureText.Canary;

namespace SecureText.Weeks;

/// <summary>What of the script must be found nowhere.</summary>
internal static class ScriptCanaries
{
    internal static IEnumerable<PlantedCanary> Of(Script script) =>
    [
        new("patient's own words", Script.FreeWord),
        .. MadeUp.LastNames.Select(name => new PlantedCanary("patient's name", name)),
        .. MadeUp.Doctors.Select(name => new PlantedCanary("doctor", name)),
        .. script.People.Select(one => one.Number).Distinct().SelectMany(one => PlantedCanary.OfNumber("patient's number", one)),
        .. script.People.SelectMany(one => Dates(one.Born)),
        .. script.Amounts.Select(one => new PlantedCanary("amount", $"${one}")),
    ];

    private static IEnumerable<PlantedCanary> Dates(DateOnly day)
    {
        yield return new("date of birth", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        yield return new("date of birth", day.ToString("M/d/yyyy", CultureInfo.InvariantCulture));
    }
}
