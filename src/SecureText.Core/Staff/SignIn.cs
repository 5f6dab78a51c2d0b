namespace SecureText.Staff;

/// <summary>One sign-in of somebody on the staff, from the platform's call to its end.</summary>
/// <param name="Staff">Who.</param>
/// <param name="Round">The person's <see cref="Person.Round"/> at that time.</param>
/// <param name="StartedAt">When.</param>
/// <param name="LastSeenAt">The last request that a person, not a timer of the page, made; kept to the minute.</param>
public sealed record SignIn(StaffId Staff, int Round, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt)
{
    /// <summary>Without a request for so long it is over (45 CFR 164.312(a)(2)(iii)). The page itself signs out after ten minutes.</summary>
    public static TimeSpan LongestIdle { get; } = TimeSpan.FromMinutes(15);

    /// <summary>After so long it is over in any case: a shift.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(12);

    /// <summary>So often at most the row is written again.</summary>
    public static TimeSpan SeenEvery { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether it lets <paramref name="person"/> in at <paramref name="now"/>.</summary>
    public bool IsLive(Person person, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.Id == Staff
            && person.Round == Round
            && !IsOver(now);
    }

    /// <summary>Whether its time is over, whoever it belongs to.</summary>
    public bool IsOver(DateTimeOffset now) =>
        now - LastSeenAt >= LongestIdle
        || now - StartedAt >= Longest;

    /// <summary>Whether the row should be written again.</summary>
    public bool IsToBeSeen(DateTimeOffset now) => now - LastSeenAt >= SeenEvery;
}
