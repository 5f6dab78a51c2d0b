namespace SecureText.Clinic;

/// <summary>When somebody answers, as people write it: a span as <c>08:00-17:00</c> for a weekday, null when closed.</summary>
public sealed record WeekHours
{
    /// <summary>The span of Monday.</summary>
    public string? Monday { get; init; }

    /// <summary>The span of Tuesday.</summary>
    public string? Tuesday { get; init; }

    /// <summary>The span of Wednesday.</summary>
    public string? Wednesday { get; init; }

    /// <summary>The span of Thursday.</summary>
    public string? Thursday { get; init; }

    /// <summary>The span of Friday.</summary>
    public string? Friday { get; init; }

    /// <summary>The span of Saturday.</summary>
    public string? Saturday { get; init; }

    /// <summary>The span of Sunday.</summary>
    public string? Sunday { get; init; }

    /// <summary>The same hours, read.</summary>
    /// <exception cref="FormatException">A span is wrong; the message names it.</exception>
    public OpeningHours Read() => OpeningHours.Parse(Days());

    /// <summary>Every weekday with its span.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Days() =>
    [
        new(nameof(Monday), Monday), new(nameof(Tuesday), Tuesday), new(nameof(Wednesday), Wednesday),
        new(nameof(Thursday), Thursday), new(nameof(Friday), Friday), new(nameof(Saturday), Saturday),
        new(nameof(Sunday), Sunday),
    ];

    /// <summary>Hours as the app settings gave them.</summary>
    public static WeekHours Of(OpeningHours hours) => new()
    {
        Monday = hours.SpanOf(DayOfWeek.Monday),
        Tuesday = hours.SpanOf(DayOfWeek.Tuesday),
        Wednesday = hours.SpanOf(DayOfWeek.Wednesday),
        Thursday = hours.SpanOf(DayOfWeek.Thursday),
        Friday = hours.SpanOf(DayOfWeek.Friday),
        Saturday = hours.SpanOf(DayOfWeek.Saturday),
        Sunday = hours.SpanOf(DayOfWeek.Sunday),
    };
}

/// <summary>A day on which the clinic is closed whatever the weekday says.</summary>
/// <param name="Date">At the clinic.</param>
/// <param name="Name">What the day is called.</param>
public sealed record Holiday(DateOnly Date, string Name);
