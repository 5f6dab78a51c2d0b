using SecureText.Audit;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Conversations;

/// <summary>Changes a conversation's head in the one order that a process may break off anywhere: promise, journal, head, journal, index.</summary>
public sealed class HeadChanges(
    ConversationStore store, InboxIndex inbox, DueWork due, IJournal journal, TimeProvider time)
{
    /// <summary>
    /// Applies <paramref name="change"/>. One that returns the same head writes nothing but the journal; one that returns null refuses,
    /// and the journal says so.
    /// </summary>
    public async Task<HeadOutcome> ApplyAsync(
        ConversationId id,
        string actor,
        string action,
        string correlation,
        Func<HeadRow, ConversationHead?> change,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } before) return HeadOutcome.NotFound;
            if (change(before) is not { } after)
            {
                await JournalAsync("refused");
                return HeadOutcome.Refused;
            }

            if (after == before.Head) await JournalAsync("done");
            else if (await TryAsync(ConversationChange.Of(id, before, after), JournalAsync, cancellationToken) == CommitOutcome.Conflict) continue;
            return HeadOutcome.Done;
        }

        Task JournalAsync(string outcome) => journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), actor, action, [id.Value], outcome, correlation), cancellationToken);
    }

    /// <summary>Tries one change; after <see cref="CommitOutcome.Conflict"/> the caller reads again and decides again.</summary>
    /// <param name="change">What is written.</param>
    /// <param name="journalAsync">Appends the caller's entry with this outcome.</param>
    /// <param name="cancellationToken">Stops between two steps; the timer finishes what was begun.</param>
    internal async Task<CommitOutcome> TryAsync(
        ConversationChange change, Func<string, Task> journalAsync, CancellationToken cancellationToken)
    {
        await due.PromiseAsync(new DueItem(time.GetUtcNow() + DueWork.Grace, change.Id, null), cancellationToken);

        // Before it is stored: a change that the journal does not know must not come about.
        await journalAsync("attempted");
        var outcome = await store.CommitAsync(change, cancellationToken);
        if (outcome == CommitOutcome.Conflict) return outcome;
        await journalAsync(outcome == CommitOutcome.Exists ? "repeated" : "done");
        if (outcome == CommitOutcome.Done)
        {
            await inbox.UpdateAsync(
                change.Id, change.Before?.Head, change.After, change.ContactBox, change.NameBox, cancellationToken);
        }

        return outcome;
    }
}

/// <summary>What came of a change of a head.</summary>
public enum HeadOutcome
{
    /// <summary>It is as asked for.</summary>
    Done,

    /// <summary>The change refused the head that it found.</summary>
    Refused,

    /// <summary>There is no such conversation.</summary>
    NotFound,
}
