namespace SecureText.Archive;

/// <summary>Every change of a <see cref="RecordArchive"/>, as pure functions.</summary>
public static class ArchiveTransitions
{
    /// <summary>Time to notice a slip.</summary>
    public static TimeSpan Wait { get; } = TimeSpan.FromDays(7);

    private const int MostExports = 20;

    /// <summary>A hold is set; what was ordered is off with it. A hold that stands keeps its date.</summary>
    public static RecordArchive Held(this RecordArchive archive, DateTimeOffset at, string by) =>
        archive with { Hold = archive.Hold ?? new LegalHold(at, by), Shredding = null };

    /// <summary>The hold is lifted. Nothing that it stopped begins again by itself.</summary>
    public static RecordArchive Released(this RecordArchive archive) => archive with { Hold = null };

    /// <summary>A copy went out whole.</summary>
    public static RecordArchive Exported(this RecordArchive archive, DateTimeOffset at, string by) =>
        archive with { Exports = [.. archive.Exports.Append(new RecordExported(at, by)).TakeLast(MostExports)] };

    /// <summary>Ordered. Ordered twice, the first time stands.</summary>
    public static RecordArchive Planned(this RecordArchive archive, DateTimeOffset now, string by) =>
        archive with { Shredding = archive.Shredding ?? new PlannedShredding(now + Wait, by) };

    /// <summary>Taken back.</summary>
    public static RecordArchive Cancelled(this RecordArchive archive) => archive with { Shredding = null };
}
