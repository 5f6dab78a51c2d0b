namespace SecureText.Campaigns;

/// <summary>What came of a campaign, or of several; nothing in it is personal.</summary>
public sealed record CampaignFigures
{
    /// <summary>Journeys, and occasions for which none could begin.</summary>
    public int People { get; init; }

    /// <summary>Of them, those with a text that consent let go.</summary>
    public int Agreed { get; init; }

    /// <summary>Withdrew before the journey was over.</summary>
    public int Withdrawn { get; init; }

    /// <summary>Texts that the carrier took, or may have taken.</summary>
    public int Sent { get; init; }

    /// <summary>Texts of which the carrier says that they arrived.</summary>
    public int Delivered { get; init; }

    /// <summary>Texts that did not arrive.</summary>
    public int Failed { get; init; }

    /// <summary>Texts, and people, that nothing went to, by reason.</summary>
    public IReadOnlyDictionary<string, int> Suppressed { get; init; } = new SortedDictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Gave an answer that was understood, or sent the form back.</summary>
    public int Answered { get; init; }

    /// <summary>Said that they come.</summary>
    public int Confirmed { get; init; }

    /// <summary>Said no, or asked for another day.</summary>
    public int Declined { get; init; }

    /// <summary>Did not come.</summary>
    public int Missed { get; init; }

    /// <summary>Came.</summary>
    public int Kept { get; init; }

    /// <summary>Paid after one reminder: the first text tells, those after it remind.</summary>
    public int PaidAfterOne { get; init; }

    /// <summary>Paid after two reminders.</summary>
    public int PaidAfterTwo { get; init; }

    /// <summary>Paid, whatever went before.</summary>
    public int Paid { get; init; }

    /// <summary>From the day that texts count from to the payment; null when nobody has paid.</summary>
    public Days? DaysToPay { get; init; }

    /// <summary>Scores of surveys; null when there is none.</summary>
    public Scores? Score { get; init; }

    /// <summary>Visits confirmed, and check-ins answered, for which nobody had to call: what a person would have telephoned for.</summary>
    public int CallsSaved { get; init; }

    /// <summary>Answers that made a thread urgent.</summary>
    public int RedFlags { get; init; }

    /// <summary>The Monday of the week of an instant.</summary>
    public static DateOnly WeekOf(DateTimeOffset at, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }
}

/// <summary>Days, to a tenth.</summary>
public sealed record Days(double Median);

/// <summary>Scores of surveys; the mean to a hundredth.</summary>
public sealed record Scores(int Count, double Mean);

/// <summary>The figures of one week.</summary>
public sealed record WeekFigures(DateOnly Week, CampaignFigures Figures);

/// <summary>What the figures ask of one member of a campaign; its state is personal.</summary>
/// <param name="EnrolledAt">When it was taken in.</param>
/// <param name="IsCheckIn">Its playbook asks how the patient is.</param>
/// <param name="State">Where its journey stands; null when none began or it cannot be read.</param>
/// <param name="Suppressed">Why no journey began.</param>
/// <param name="Texts">What became of its texts, by key: <c>sent</c>, <c>failed:4006</c>, <c>suppressed:consent-missing</c>.</param>
public sealed record FigureMember(
    DateTimeOffset EnrolledAt, bool IsCheckIn, JourneyState? State, string? Suppressed, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>Never shows anything.</summary>
    public override string ToString() => "(member)";
}
