using System.Globalization;
using System.Text.RegularExpressions;
using SecureText.Patients;

namespace SecureText.Import;

/// <summary>Reads dates and times of files. What carries no offset is the clinic's time.</summary>
internal static partial class ClinicTime
{
    // Where only a day is known: no change of clocks falls on it, and the day is the same in every zone nearby.
    private static readonly TimeOnly Midday = new(12, 0);

    // Longer than anything that is one; the expressions below take longer than in proportion to what they read.
    private const int Longest = 100;

    private static readonly string[] Dates =
    [
        "yyyy-M-d", "yyyy/M/d", "yyyyMMdd", "M/d/yyyy", "M-d-yyyy", "M.d.yyyy", "MMM d yyyy", "MMMM d yyyy", "d MMM yyyy", "d-MMM-yyyy", "d MMMM yyyy",
    ];

    private static readonly string[] Times = ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "h:mmtt", "h:mm:sstt", "htt", "HHmm"];

    /// <summary>A day on which somebody living may be born.</summary>
    public static Reading<DateOnly> Birth(string text, DateOnly today)
    {
        if (Day(text) is not { } day)
            return Reading<DateOnly>.No($"the date of birth {Cells.Show(text)} cannot be read; write it as 1980-12-31 or 12/31/1980");
        return PatientRecord.IsBirth(day, today)
            ? day
            : Reading<DateOnly>.No($"the date of birth {Cells.Show(text)} is in the future or too long ago");
    }

    /// <summary>A day.</summary>
    public static Reading<DateOnly> Date(string text, string what) =>
        Day(text) ?? (Split(text).Date is var date && Day(date) is { } day ? day : Reading<DateOnly>.No(
            $"the {what} {Cells.Show(text)} cannot be read; write it as 2026-12-31 or 12/31/2026"));

    /// <summary>An instant out of one or two cells.</summary>
    /// <param name="date">The day, perhaps with the time.</param>
    /// <param name="time">The time, or nothing.</param>
    /// <param name="zone">The clinic's.</param>
    /// <param name="needsTime">Whether a day alone is refused; else it stands for its midday.</param>
    public static Reading<DateTimeOffset> Instant(string date, string time, TimeZoneInfo zone, bool needsTime)
    {
        if (date.Length == 0) return Reading<DateTimeOffset>.No("there is no date");
        if (time.Length == 0 && date.Length <= Longest && WithOffset().IsMatch(date)
            && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact))
        {
            return IsNear(exact.Year) ? exact.ToUniversalTime() : Far<DateTimeOffset>(date);
        }

        var (datePart, timePart) = Split(date);

        // A spreadsheet's date column says midnight when the time stands in another.
        if (time.Length > 0) timePart = time;
        if (Day(datePart) is not { } day)
            return Reading<DateTimeOffset>.No($"the date {Cells.Show(date)} cannot be read; write it as 2026-12-31 or 12/31/2026");
        if (!IsNear(day.Year)) return Far<DateTimeOffset>(date);
        if (timePart.Length == 0)
        {
            return needsTime ? Reading<DateTimeOffset>.No($"there is no time beside the date {Cells.Show(date)}") : Local(day, Midday, zone);
        }

        return TimeOf(timePart) is { } clock
            ? Local(day, clock, zone)
            : Reading<DateTimeOffset>.No($"the time {Cells.Show(timePart)} cannot be read; write it as 14:30 or 2:30 PM");
    }

    /// <summary>An instant of the clinic's clock; refused when the clock jumps over it, the first one when it shows it twice.</summary>
    public static Reading<DateTimeOffset> Local(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local))
        {
            return Reading<DateTimeOffset>.No(string.Create(
                CultureInfo.InvariantCulture, $"{time:H\\:mm} on {day:yyyy-MM-dd} does not exist: the clocks go forward over it"));
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    // The day of nothing, 0001-01-01, is what a program writes that knows none.
    private static bool IsNear(int year) => year is >= 2000 and <= 2100;

    private static Reading<T> Far<T>(string date) => Reading<T>.No($"the date {Cells.Show(date)} is too long ago or too far away");

    internal static DateOnly? Day(string text) => DateOnly.TryParseExact(
        text.Replace(",", "", StringComparison.Ordinal), Dates, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day)
            ? day
            : null;

    private static TimeOnly? TimeOf(string text)
    {
        var plain = text.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)
            .Replace("\u00A0", "", StringComparison.Ordinal).Replace("\u202F", "", StringComparison.Ordinal).ToUpperInvariant();
        if (plain.EndsWith('A') || plain.EndsWith('P')) plain += "M";
        return TimeOnly.TryParseExact(plain, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            || TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out time)
            ? time
            : null;
    }

    private static (string Date, string Time) Split(string text)
    {
        if (text.Length > Longest) return (text, "");
        var match = DateThenTime().Match(text);
        return match.Success ? (match.Groups["date"].Value.Trim(), match.Groups["time"].Value.Trim()) : (text, "");
    }

    [GeneratedRegex(@"\dT\d{1,2}:\d{2}.*(Z|[+\-]\d{2}:?\d{2})\z|\s[+\-]\d{2}:\d{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex WithOffset();

    [GeneratedRegex(@"\A(?<date>.*\d)(?:T|[\s\u00A0]+(?:at\s+)?)(?<time>\d{1,2}(?::\d{2}){0,2}(?:\.\d+)?\s*(?:[apAP]\.?\s?[mM]?\.?)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex DateThenTime();
}
