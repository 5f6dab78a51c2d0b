using System.Globalization;
using Azure;
using Azure.Data.Tables;
using SecureText.Archive;

namespace SecureText.Storage;

/// <summary>What is decided about the keeping of a conversation, as it stands in its partition.</summary>
/// <param name="Archive">In clear under the seal of the row.</param>
/// <param name="ReasonBox">Sealed history of the holds with their reasons; null when there was none.</param>
/// <param name="ETag">For the next write; null when there is no row.</param>
/// <param name="IsWhole">False when somebody without the key has changed the row: then it counts as held.</param>
public sealed record ArchiveRow(RecordArchive Archive, byte[]? ReasonBox, ETag? ETag, bool IsWhole)
{
    internal const string ReasonField = "holds";

    private const string Unknown = "unknown";

    /// <summary>No row.</summary>
    internal static ArchiveRow None { get; } = new(RecordArchive.Empty, null, null, IsWhole: true);

    internal static TableEntity ToEntity(RowSeal seal, string partition, RecordArchive archive, byte[]? reasonBox)
    {
        var entity = new TableEntity(partition, RowKeys.Archive)
        {
            ["Exports"] = string.Join('\n', archive.Exports.Select(one => Format(one.At, one.By))),
        };
        entity.SetUnlessNull("HoldSince", archive.Hold?.Since);
        entity.SetUnlessNull("HoldBy", archive.Hold?.By);
        entity.SetUnlessNull("Holds", reasonBox);
        entity.SetUnlessNull("ShredAt", archive.Shredding?.At);
        entity.SetUnlessNull("ShredBy", archive.Shredding?.By);
        return seal.Sign(entity);
    }

    internal static ArchiveRow From(RowSeal seal, TableEntity entity)
    {
        var box = entity.TryBinary("Holds") is { Length: > 0 } holds ? holds : null;
        if (!seal.IsWhole(entity))
        {
            // A hold may have stood there.
            var held = new LegalHold(entity.Timestamp ?? DateTimeOffset.UnixEpoch, Unknown);
            return new ArchiveRow(RecordArchive.Empty with { Hold = held }, box, entity.ETag, IsWhole: false);
        }

        var archive = new RecordArchive
        {
            Hold = entity.Time("HoldSince") is { } since ? new LegalHold(since, entity.Text("HoldBy")) : null,
            Exports = [.. entity.Text("Exports").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)],
            Shredding = entity.Time("ShredAt") is { } at ? new PlannedShredding(at, entity.Text("ShredBy")) : null,
        };
        return new ArchiveRow(archive, box, entity.ETag, IsWhole: true);
    }

    private static string Format(DateTimeOffset at, string by) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks} {by}");

    private static RecordExported Parse(string line) =>
        line.Split(' ') is [var ticks, var by] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new RecordExported(new DateTimeOffset(at, TimeSpan.Zero), by)
            : throw new InvalidDataException("An archive row has a wrong export.");
}

/// <summary>A hold with its reasons; personal, so stored sealed only.</summary>
/// <param name="Since">When it was set.</param>
/// <param name="By">Actor.</param>
/// <param name="Reason">Why, in the owner's words.</param>
/// <param name="ReleasedAt">When it was lifted; null while it stands.</param>
/// <param name="ReleasedBy">Actor.</param>
/// <param name="ReleaseReason">Why.</param>
public sealed record HoldNote(
    DateTimeOffset Since, string By, string Reason, DateTimeOffset? ReleasedAt = null, string? ReleasedBy = null, string? ReleaseReason = null)
{
    /// <summary>Shows nothing.</summary>
    public override string ToString() => "(hold)";
}
