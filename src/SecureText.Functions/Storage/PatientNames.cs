using System.Security.Cryptography;
using System.Text;
using SecureText.Audit;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>The one patient that a conversation belongs to, once staff have said who it is.</summary>
public sealed class PatientNames(
    ConversationStore store, InboxBoxes boxes, InboxIndex inbox, DueWork due, IJournal journal, TimeProvider time)
{
    /// <summary>Names the patient, or corrects the name.</summary>
    /// <returns>False when there is no such conversation.</returns>
    public async Task<bool> SetAsync(
        ConversationId id, string displayName, string actor, string correlation, CancellationToken cancellationToken)
    {
        // One patient a conversation until rosters come; the id must not change when the name is corrected.
        var patientId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"patient|{id.Value}")))[..24];
        while (true)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } before) return false;
            await due.PromiseAsync(new DueItem(time.GetUtcNow() + TimeSpan.FromMinutes(1), id, null), cancellationToken);
            var nameBox = await boxes.SealNameAsync(id, new InboxName(patientId, displayName), cancellationToken);
            var change = new ConversationChange
            {
                Id = id,
                Before = before,
                After = before.Head.Named(),
                ContactBox = before.ContactBox,
                NameBox = nameBox,
            };
            if (await store.CommitAsync(change, cancellationToken) == CommitOutcome.Conflict) continue;
            var entry = new AuditEntry(time.GetUtcNow(), actor, "patient.name", [id.Value], "done", correlation);
            await journal.AppendAsync(entry, cancellationToken);
            await inbox.UpdateAsync(id, before.Head, change.After, before.ContactBox, nameBox, cancellationToken);
            return true;
        }
    }
}
