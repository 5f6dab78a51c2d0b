namespace SecureText.Archive;

/// <summary>How long the clinic keeps what it has of a number after the last that happened there.</summary>
/// <param name="Years">Whole years, <see cref="Least"/> to <see cref="Most"/>.</param>
public sealed record Retention(int Years)
{
    /// <summary>Consents and what was done by them are kept six years (45 CFR 164.530(j), 164.316(b)(2)); no setting goes below.</summary>
    public const int Least = 6;

    /// <summary>Longer than any state asks, a minor's record included.</summary>
    public const int Most = 30;

    /// <summary>While the owner has not said more.</summary>
    public static Retention Default { get; } = new(Least);

    /// <summary>From then on it may go. The years in force are never fewer than <see cref="Least"/>, whatever is stored.</summary>
    public DateTimeOffset KeepUntil(DateTimeOffset lastActivityAt) => lastActivityAt.AddYears(Math.Clamp(Years, Least, Most));

    /// <summary>The newest that may be due at <paramref name="now"/>: nothing after it is.</summary>
    public DateTimeOffset Newest(DateTimeOffset now) => now.AddYears(-Math.Clamp(Years, Least, Most));
}
