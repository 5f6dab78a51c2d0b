namespace SecureText.Archive;

/// <summary>Whether a conversation may be shredded: asked when it is ordered and again, of everything, when it is done.</summary>
public static class ShredRules
{
    /// <summary>What stands in the way; null when nothing does.</summary>
    /// <param name="archive">What was decided about it.</param>
    /// <param name="lastActivityAt">The last that happened; null when nobody can say, and then it is kept.</param>
    /// <param name="retention">The rule in force.</param>
    /// <param name="now">The present.</param>
    public static ShredRefusal? Refusal(
        RecordArchive archive, DateTimeOffset? lastActivityAt, Retention retention, DateTimeOffset now)
    {
        if (archive.Hold is not null) return ShredRefusal.OnHold;
        if (!IsDue(lastActivityAt, retention, now)) return ShredRefusal.NotDue;
        return archive.Exports.Any(one => one.At > lastActivityAt) ? null : ShredRefusal.NotExported;
    }

    /// <summary>Whether its time is over.</summary>
    public static bool IsDue(DateTimeOffset? lastActivityAt, Retention retention, DateTimeOffset now) =>
        lastActivityAt is { } last && now >= retention.KeepUntil(last);

    /// <summary>Whether four characters are the end of a number: typed by who orders it, so that no other record goes by a slip.</summary>
    public static bool IsEndOf(string number, string? lastFour) =>
        lastFour is { Length: > 0 } typed && typed == (number.Length <= 4 ? number : number[^4..]);
}

/// <summary>Why a conversation stays.</summary>
public enum ShredRefusal
{
    /// <summary>A legal hold stands.</summary>
    OnHold,

    /// <summary>Its years are not over.</summary>
    NotDue,

    /// <summary>No full copy was taken since the last that happened.</summary>
    NotExported,
}
