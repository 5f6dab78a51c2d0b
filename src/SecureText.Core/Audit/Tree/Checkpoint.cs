using System.Globalization;

namespace SecureText.Audit.Tree;

/// <summary>
/// What a log says of itself at one time (C2SP tlog-checkpoint): lines of origin, size in decimal and root in base64, and
/// one extension line <c>at yyyy-MM-ddTHH:mm:ss.fffffffZ</c>. It is the text of a <see cref="SignedNote"/>.
/// </summary>
/// <param name="Origin">Which log: its container's address without scheme.</param>
/// <param name="Size">Leaves.</param>
/// <param name="Root">Root of the tree of that size.</param>
/// <param name="At">When it was signed, UTC.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHashValue Root, DateTimeOffset At)
{
    /// <summary>The note's text.</summary>
    /// <exception cref="ArgumentException">The origin cannot stand in a line, or the size is negative.</exception>
    public string Format()
    {
        if (!SignedNote.IsName(Origin)) throw new ArgumentException("Not an origin.", nameof(Origin));
        ArgumentOutOfRangeException.ThrowIfNegative(Size);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Origin}\n{Size}\n{Root}\nat {At.UtcDateTime.ToString(JournalLine.TimeFormat, CultureInfo.InvariantCulture)}\n");
    }

    /// <summary>Reads exactly what <see cref="Format"/> writes.</summary>
    public static bool TryParse(string? text, out Checkpoint checkpoint)
    {
        checkpoint = null!;
        if (text?.Split('\n') is not [var origin, var size, var root, var at, ""]
            || !SignedNote.IsName(origin)
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves)
            || !TreeHashValue.TryParse(root, out var hash)
            || !DateTimeOffset.TryParseExact(
                at,
                $"'at '{JournalLine.TimeFormat}",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time))
            return false;
        var read = new Checkpoint(origin, leaves, hash, time);
        if (read.Format() != text) return false;
        checkpoint = read;
        return true;
    }
}
