using System.Globalization;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>
/// NCRONTAB: second, minute, hour, day, month, day of week (0 is Sunday). A day must fit both its day fields, unlike
/// in Unix cron, where one of them is enough.
/// </summary>
internal sealed class CronSchedule : Schedule
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    private static readonly string[] Days = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;

    private readonly bool[] _seconds;
    private readonly bool[] _minutes;
    private readonly bool[] _hours;
    private readonly bool[] _days;
    private readonly bool[] _months;
    private readonly bool[] _weekdays;

    private CronSchedule(string[] fields)
    {
        _seconds = Field(fields[0], 0, 59, "second");
        _minutes = Field(fields[1], 0, 59, "minute");
        _hours = Field(fields[2], 0, 23, "hour");
        _days = Field(fields[3], 1, 31, "day");
        _months = Field(fields[4], 1, 12, "month", Months);
        _weekdays = Field(fields[5], 0, 6, "day of week", Days);
    }

    public static CronSchedule ParseFields(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 6
            ? new CronSchedule(fields)
            : throw new FormatException($"'{text}' has {fields.Length} fields; an NCRONTAB expression has six.");
    }

    public override DateTime? After(DateTime utc)
    {
        var start = new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        var end = start.Date.AddYears(10);
        for (var day = start.Date; day < end; day = day.AddDays(1))
        {
            if (!_months[day.Month] || !_days[day.Day] || !_weekdays[(int)day.DayOfWeek])
                continue;
            if (TimeFrom(day == start.Date ? start.TimeOfDay : TimeSpan.Zero) is { } time)
                return day + time;
        }

        return null;
    }

    private TimeSpan? TimeFrom(TimeSpan from)
    {
        for (var hour = from.Hours; hour < 24; hour++)
        {
            if (!_hours[hour])
                continue;
            for (var minute = hour == from.Hours ? from.Minutes : 0; minute < 60; minute++)
            {
                if (!_minutes[minute])
                    continue;
                var sameMinute = hour == from.Hours && minute == from.Minutes;
                var second = Array.IndexOf(_seconds, true, sameMinute ? from.Seconds : 0);
                if (second >= 0)
                    return new TimeSpan(hour, minute, second);
            }
        }

        return null;
    }

    private static bool[] Field(string text, int min, int max, string name, string[]? names = null)
    {
        var set = new bool[max + 1];
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var only] => (only, 1),
                [var left, var right] when Number(right) is { } n and > 0 => (left, n),
                _ => throw Malformed(text, name),
            };
            var (first, last) = range.Split('-') switch
            {
                ["*"] => (min, max),
                [var one] => (Value(one), part.Contains('/', StringComparison.Ordinal) ? max : Value(one)),
                [var from, var to] => (Value(from), Value(to)),
                _ => throw Malformed(text, name),
            };
            if (first > last)
                throw Malformed(text, name);
            for (var i = first; i <= last; i += step)
                set[i] = true;
        }

        return set;

        int Value(string value)
        {
            var named = names is null || value.Length < 3 ? -1
                : Array.FindIndex(names, n => n.StartsWith(value, StringComparison.OrdinalIgnoreCase));
            return (named >= 0 ? named + min : Number(value)) is { } number && number >= min && number <= max
                ? number
                : throw Malformed(text, name);
        }
    }

    private static int? Number(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static FormatException Malformed(string text, string field)
        => new($"'{text}' is not a {field} of an NCRONTAB expression.");
}
