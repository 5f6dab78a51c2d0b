using SecureText.Audit;
using SecureText.Clinic;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Archive;

/// <summary>How a conversation is kept, and the legal hold on it.</summary>
public sealed class RecordKeeper(ArchiveStore store, LastActivity activity, ClinicSettingsSource settings, IJournal journal, TimeProvider time)
{
    /// <summary>How it is kept; null when there is no such conversation. For who then shows nothing: nothing is journaled.</summary>
    public async Task<RecordStatus?> FindAsync(ConversationId id, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(id, cancellationToken) is not { } read) return null;
        var retention = (await settings.CurrentAsync(cancellationToken)).Retention;
        var keeping = await activity.WithOccasionsAsync(id, read, retention, cancellationToken);
        var notes = keeping.Row.Archive.Hold is null ? null : await store.NotesAsync(id, keeping.Row, cancellationToken);
        return new RecordStatus(
            keeping,
            keeping.LastActivityAt is { } last ? retention.KeepUntil(last) : null,
            keeping.Head.Head.Journeys.IsEmpty && ShredRules.IsDue(keeping.LastActivityAt, retention, time.GetUtcNow()),
            notes?.LastOrDefault(note => note.ReleasedAt is null)?.Reason);
    }

    /// <summary>Sets a hold; what was ordered is off with it. On a hold that stands the reason is noted beside the first.</summary>
    /// <returns>False when there is no such conversation.</returns>
    public async Task<bool> HoldAsync(
        ConversationId id, string actor, string reason, string correlation, CancellationToken cancellationToken) =>
        await ChangeAsync(
            id, actor, "record.hold", correlation,
            (archive, now) => archive.Held(now, actor),
            (notes, now) => [.. notes, new HoldNote(now, actor, reason)],
            cancellationToken) == HoldOutcome.Done;

    /// <summary>Lifts the hold.</summary>
    public Task<HoldOutcome> ReleaseAsync(
        ConversationId id, string actor, string reason, string correlation, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, actor, "record.release", correlation,
            (archive, _) => archive.Hold is null ? null : archive.Released(),
            (notes, now) =>
            [
                .. notes.Select(note => note.ReleasedAt is null
                    ? note with { ReleasedAt = now, ReleasedBy = actor, ReleaseReason = reason }
                    : note),
            ],
            cancellationToken);

    private async Task<HoldOutcome> ChangeAsync(
        ConversationId id,
        string actor,
        string action,
        string correlation,
        Func<RecordArchive, DateTimeOffset, RecordArchive?> change,
        Func<IReadOnlyList<HoldNote>, DateTimeOffset, IReadOnlyList<HoldNote>> note,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.ReadAsync(id, cancellationToken) is not { } keeping) return HoldOutcome.NotFound;
            var now = time.GetUtcNow();
            if (change(keeping.Row.Archive, now) is not { } after)
            {
                await JournalAsync("refused");
                return HoldOutcome.NotHeld;
            }

            // Reasons that somebody has changed are not carried on as if they were ours.
            var notes = await store.NotesAsync(id, keeping.Row, cancellationToken) ?? [];

            // Before it is stored: a change that the journal does not know must not come about.
            await JournalAsync("attempted");
            if (!await store.SaveAsync(id, keeping.Row, after, note(notes, now), cancellationToken)) continue;
            await JournalAsync("done");
            return HoldOutcome.Done;
        }

        Task JournalAsync(string outcome) => journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), actor, action, [id.Value], outcome, correlation), cancellationToken);
    }
}

/// <summary>What came of a change of a hold.</summary>
public enum HoldOutcome
{
    /// <summary>It is as asked for.</summary>
    Done,

    /// <summary>There is no hold to lift.</summary>
    NotHeld,

    /// <summary>There is no such conversation.</summary>
    NotFound,
}

/// <summary>How a conversation is kept.</summary>
/// <param name="Keeping">What is stored.</param>
/// <param name="KeepUntil">From then on it may go; null when nobody can say.</param>
/// <param name="Due">Its time is over.</param>
/// <param name="HoldReason">Personal; null without a hold, and when it does not open.</param>
public sealed record RecordStatus(RecordKeeping Keeping, DateTimeOffset? KeepUntil, bool Due, string? HoldReason)
{
    /// <summary>Shows no reason.</summary>
    public override string ToString() => Due ? "due" : "kept";
}
