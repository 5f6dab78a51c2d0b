using SecureText.Audit;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Conversations;

/// <summary>Applies a change to a conversation's head: promise, head, index, journal.</summary>
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

            if (after != before.Head)
            {
                await due.PromiseAsync(new DueItem(time.GetUtcNow() + DueWork.Grace, id, null), cancellationToken);
                var write = ConversationChange.Of(id, before, after);

                // Before it is stored: a change that the journal does not know must not come about.
                await JournalAsync("attempted");
                if (await store.CommitAsync(write, cancellationToken) == CommitOutcome.Conflict) continue;
            }

            await JournalAsync("done");
            if (after != before.Head)
                await inbox.UpdateAsync(id, before.Head, after, before.ContactBox, before.NameBox, cancellationToken);
            return HeadOutcome.Done;
        }

        Task JournalAsync(string outcome) => journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), actor, action, [id.Value], outcome, correlation), cancellationToken);
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
