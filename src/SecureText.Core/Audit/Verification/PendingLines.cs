using System.Globalization;

namespace SecureText.Audit.Verification;

/// <summary>
/// Lines that no checkpoint has signed yet. A few of the last minutes are as they must be. Many over a long time mean that
/// the log went on while it was read, that integration stood still, or that all later checkpoints and batches were taken
/// away: nothing there is proved either way, and that is said.
/// </summary>
internal sealed class PendingLines(DateTimeOffset signedAt)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);

    // Longer than it takes to copy a tree.
    private static readonly TimeSpan LongestCopy = TimeSpan.FromHours(2);

    private DateTimeOffset first;
    private DateTimeOffset last;

    public long Count { get; private set; }

    /// <summary>Whether all may be of the time in which the log was copied.</summary>
    public bool AreFresh => Count == 0 || last <= signedAt + LongestCopy;

    public void Add(DateTimeOffset at)
    {
        if (Count++ == 0) first = last = at;
        if (at < first) first = at;
        if (at > last) last = at;
    }

    /// <summary>What a reader must know; null: no more than that there are some.</summary>
    /// <param name="isAlive">Whether a newer checkpoint has come since.</param>
    public string? Note(bool isAlive)
    {
        if (Count == 0 || last <= signedAt + Usual) return null;
        return string.Create(CultureInfo.InvariantCulture, $"NOTHING IS PROVED of {Count} lines of {first:yyyy-MM-dd HH:mm:ss}Z to {last:yyyy-MM-dd HH:mm:ss}Z: ") + (isAlive
            ? "the log went on while it was read. Look again for them."
            : "no later checkpoint is there. Integration stood still, the log went on while it was copied, or what was signed later was taken away: ask for a newer checkpoint.");
    }
}
