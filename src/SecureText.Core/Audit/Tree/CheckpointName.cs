using System.Globalization;

namespace SecureText.Audit.Tree;

/// <summary>
/// <c>tree/checkpoint/yyyy/MM/dd/HHmmssfff-&lt;size, 20 digits&gt;</c>: the checkpoint's own time cut to milliseconds, so names
/// in order are checkpoints in order.
/// </summary>
/// <param name="At">UTC, whole milliseconds.</param>
/// <param name="Size">Leaves.</param>
public sealed record CheckpointName(DateTimeOffset At, long Size)
{
    /// <summary>What all names begin with.</summary>
    public const string Prefix = "tree/checkpoint/";

    private const string TimeFormat = "yyyy'/'MM'/'dd'/'HHmmssfff";

    /// <summary>What the names of one day begin with.</summary>
    public static string PrefixOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{day:yyyy'/'MM'/'dd}/");

    /// <summary>The name under which a checkpoint stands.</summary>
    public static CheckpointName Of(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var ticks = checkpoint.At.UtcTicks;
        return new CheckpointName(new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero), checkpoint.Size);
    }

    /// <summary>Reads a name; null for anything that is not written exactly so.</summary>
    public static CheckpointName? Parse(string? text)
    {
        if (text is not { Length: 57 }
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !DateTimeOffset.TryParseExact(
                text.AsSpan(Prefix.Length, 20), TimeFormat, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            || !long.TryParse(text.AsSpan(37), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return null;
        var name = new CheckpointName(at, size);
        return name.ToString() == text ? name : null;
    }

    /// <summary>The blob's name.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{Size:D20}");
}
