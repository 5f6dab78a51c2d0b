using System.Globalization;

namespace SecureText.Clinic;

/// <summary>When somebody answers: for each weekday at most one half-open span of local time. No span: closed.</summary>
public sealed class OpeningHours
{
    private readonly Dictionary<DayOfWeek, (TimeOnly From, TimeOnly Until)> spans;

    private OpeningHours(Dictionary<DayOfWeek, (TimeOnly From, TimeOnly Until)> spans) => this.spans = spans;

    /// <summary>Reads spans as <c>08:00-17:00</c> by English weekday.</summary>
    /// <exception cref="FormatException">A weekday or a span is wrong; the message names it.</exception>
    public static OpeningHours Parse(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var spans = new Dictionary<DayOfWeek, (TimeOnly, TimeOnly)>();
        foreach (var (name, text) in settings)
        {
            // Letters only: the parser would also take numbers, and "Sunday,Monday" as a set.
            if (!Enum.TryParse<DayOfWeek>(name, ignoreCase: true, out var day) || !name.All(char.IsAsciiLetter))
                throw new FormatException($"'{name}' is not a weekday, as Monday.");
            if (string.IsNullOrWhiteSpace(text)) continue;
            var ends = text.Split('-');
            if (ends.Length != 2 || !TryTime(ends[0], out var from) || !TryTime(ends[1], out var until) || from >= until)
                throw new FormatException($"'{text}' for {day} is not a span, as 08:00-17:00.");
            spans[day] = (from, until);
        }

        return new OpeningHours(spans);
    }

    /// <summary>True when somebody answers at that instant.</summary>
    public bool IsOpen(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        return spans.TryGetValue(local.DayOfWeek, out var span) && time >= span.From && time < span.Until;
    }

    /// <summary>The span of a weekday as <see cref="Parse"/> reads it; null when closed.</summary>
    public string? SpanOf(DayOfWeek day) => spans.TryGetValue(day, out var span)
        ? string.Create(CultureInfo.InvariantCulture, $"{span.From:HH:mm}-{span.Until:HH:mm}")
        : null;

    private static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
