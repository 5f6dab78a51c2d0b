namespace SecureText.Staff;

/// <summary>What emergency access asks. Pure.</summary>
public static class EmergencyRules
{
    /// <summary>So long it lasts: a call to the patient and a note. Who needs more says so again.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(1);

    /// <summary>Shortest reason, in UTF-16 units: more than a dot.</summary>
    public const int ShortestReason = 10;

    /// <summary>Longest reason and longest note of a review.</summary>
    public const int LongestReason = 500;

    /// <summary>
    /// So many in <see cref="Span"/> that no owner has found appropriate. One after another would be a way through all
    /// patients; a real night with more than five has an owner who looks at them.
    /// </summary>
    public const int Most = 5;

    /// <summary>How far back grants count.</summary>
    public static TimeSpan Span { get; } = TimeSpan.FromDays(1);

    /// <summary>Whether a person may take one more.</summary>
    public static bool MayOpenAnother(IEnumerable<EmergencyGrant> own, DateTimeOffset now) => own.Count(grant =>
        now - grant.From < Span && grant.Review is not { Finding: EmergencyFinding.Appropriate }) < Most;

    /// <summary>
    /// Whether an owner may say whether this was right: not of his own, unless nobody else could. One who shuts the others
    /// out first leaves that in the journal.
    /// </summary>
    public static bool MayReview(EmergencyGrant grant, StaffId owner, int owners)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return grant.Staff != owner || owners == 1;
    }
}
