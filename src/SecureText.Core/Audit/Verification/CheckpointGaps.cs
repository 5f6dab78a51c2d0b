using System.Globalization;

namespace SecureText.Audit.Verification;

/// <summary>
/// Entries that were signed long after the time they claim, because no checkpoint was signed meanwhile. So it is after an
/// outage; so it would be if repeated checkpoints had been taken away around an entry that was written later than it says.
/// </summary>
internal sealed class CheckpointGaps(TimeSpan longest)
{
    private long count;
    private DateTimeOffset first;
    private DateTimeOffset last;

    /// <summary>Takes note of an entry.</summary>
    /// <param name="at">The time that it claims.</param>
    /// <param name="signedAt">When the checkpoint was signed that takes it.</param>
    public void Add(DateTimeOffset at, DateTimeOffset? signedAt)
    {
        if (signedAt is not { } signed || signed - at <= longest) return;
        if (count++ == 0 || at < first) first = at;
        if (count == 1 || signed > last) last = signed;
    }

    /// <summary>What a reader should know of them; null: nothing.</summary>
    public string? Note() => count == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{count} entries were signed more than {longest.TotalMinutes:0} minutes after the time they claim, between {first:yyyy-MM-dd HH:mm:ss}Z and {last:yyyy-MM-dd HH:mm:ss}Z: no checkpoint was signed meanwhile, so when exactly they were written is not proved.");
}
