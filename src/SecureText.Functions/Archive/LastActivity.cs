using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Archive;

/// <summary>
/// When a patient was last expected. The roster is looked through only for whom all else says that the time is over: that costs a
/// query of each kind of occasion.
/// </summary>
public sealed class LastActivity(RosterStore roster, TimeProvider time)
{
    /// <summary>
    /// With the newest occasion that stands under the number; one to come keeps the record until its years are over. Of an occasion
    /// that was changed nobody can say when it is.
    /// </summary>
    public async Task<RecordKeeping> WithOccasionsAsync(
        ConversationId id, RecordKeeping keeping, Retention retention, CancellationToken cancellationToken)
    {
        if (!ShredRules.IsDue(keeping.LastActivityAt, retention, time.GetUtcNow())) return keeping;
        var occasions = await roster.ReadOccasionsOfAsync(id, cancellationToken);
        if (occasions.Any(one => one is null)) return keeping with { LastActivityAt = null };
        var newest = occasions.Where(one => one!.Conversation == id).Max(one => (DateTimeOffset?)one!.At);
        return newest > keeping.LastActivityAt ? keeping with { LastActivityAt = newest } : keeping;
    }
}
