using Microsoft.Extensions.Logging;
using SecureText.Audit;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Patients;

/// <summary>
/// The patients whose number a conversation is, as staff have said; nothing names one by guess (W18). Names go with the
/// inbox's lines; the date of birth stands in the patient's own row only.
/// </summary>
public sealed partial class PatientRecords(
    ConversationStore store,
    PatientRows rows,
    ArchiveStore archive,
    InboxBoxes boxes,
    HeadChanges changes,
    IRandomSource random,
    IJournal journal,
    TimeProvider time,
    ILogger<PatientRecords> logger)
{
    /// <summary>
    /// One patient; null when there is none of that id, or when what is stored of the patient was changed (S9). For who then
    /// shows nothing: nothing is journaled.
    /// </summary>
    public async Task<PatientRecord?> FindAsync(
        ConversationId id, string patient, CancellationToken cancellationToken)
    {
        if (!PatientId.IsId(patient)) return null;
        var (head, record) = await rows.FindAsync(id, patient, cancellationToken);
        if (head is not { IsWhole: true }) return null;

        // A row that was removed and put back is on no list.
        return await NamesAsync(id, head, cancellationToken) is { } names && names.Any(name => name.PatientId == patient)
            ? record
            : null;
    }

    /// <summary>The ids that staff may name; null when the list of names was changed.</summary>
    public async Task<IReadOnlyList<InboxName>?> NamesAsync(
        ConversationId id, HeadRow head, CancellationToken cancellationToken) =>
        await AllNamesAsync(id, head, cancellationToken) is { } names ? [.. names.Where(name => !name.Removed)] : null;

    private async Task<IReadOnlyList<InboxName>?> AllNamesAsync(
        ConversationId id, HeadRow head, CancellationToken cancellationToken)
    {
        if (!head.IsWhole) return null;
        if (head.NameBox is not { } box) return [];
        try
        {
            return await boxes.OpenNamesAsync(id, box, cancellationToken);
        }
        catch (SealBrokenException e)
        {
            LogDamagedNames(id.Value, e.Reason);
            return null;
        }
    }

    /// <summary>
    /// How many patients have this number, with who was taken off it: what the two had together does not become one's own.
    /// When that cannot be read, as many as may be: what is only for one patient's eyes is then shown to none.
    /// </summary>
    public async Task<int> CountAsync(ConversationId id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is not { } head ? 0
        : await AllNamesAsync(id, head, cancellationToken) is { } names ? names.Count
        : PatientRecord.MostOfANumber;

    /// <summary>All patients; null when there is no such conversation.</summary>
    public async Task<IReadOnlyList<Listed>?> ReadAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var (head, records) = await rows.ReadAsync(id, cancellationToken);
        return head is null ? null : await ListAsync(id, head, records, cancellationToken);
    }

    /// <summary>Says whose number it is too. The same patient twice is one patient.</summary>
    public Task<PatientChange> AddAsync(
        ConversationId id, PatientRecord patient, string actor, string correlation, CancellationToken cancellationToken) =>
        WriteAsync(
            id, actor, "patient.add", correlation,
            all => all.FirstOrDefault(known => known.Record is { } record
                && (record.DisplayName, record.DateOfBirth) == (patient.DisplayName, patient.DateOfBirth)) is { } same
                    ? new Write(same.Id, patient)
                    : all.Count >= PatientRecord.MostOfANumber ? null : new Write(PatientId.New(random), patient),
            cancellationToken);

    /// <summary>Corrects a patient. One that was changed in storage can only be given anew, with its name.</summary>
    public Task<PatientChange> ChangeAsync(
        ConversationId id,
        string patient,
        Func<PatientRecord?, PatientRecord?> change,
        string actor,
        string correlation,
        CancellationToken cancellationToken) =>
        WriteAsync(
            id, actor, "patient.change", correlation,
            all => all.FirstOrDefault(known => known.Id == patient) is { } known && change(known.Record) is { } after
                ? new Write(patient, after)
                : null,
            cancellationToken);

    /// <summary>
    /// Takes a patient off the number, but not under a legal hold: name and date of birth go with it. What was attributed
    /// stays with its opaque id.
    /// </summary>
    public Task<PatientChange> RemoveAsync(
        ConversationId id, string patient, string actor, string correlation, CancellationToken cancellationToken) =>
        WriteAsync(
            id, actor, "patient.remove", correlation,
            all => all.Any(known => known.Id == patient) ? new Write(patient, null) : null,
            cancellationToken);

    private async Task<PatientChange> WriteAsync(
        ConversationId id,
        string actor,
        string action,
        string correlation,
        Func<IReadOnlyList<Listed>, Write?> decide,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var (before, records) = await rows.ReadAsync(id, cancellationToken);
            if (before is null) return new PatientChange.NoConversation();
            var all = await ListAsync(id, before, records, cancellationToken);
            if (decide(all) is not { } write) return new PatientChange.NotPossible();
            if (write.Record is null && (await archive.ReadAsync(id, cancellationToken))?.Row.Archive.Hold is not null) return new PatientChange.OnHold();

            // Of a list that does not open nobody knows whether the number was shared: it counts as shared.
            var removed = (await AllNamesAsync(id, before, cancellationToken))?.Where(name => name.Removed) ?? [Mark(write.Id)];
            var names = NamesAfter(all, write, removed);
            var change = ConversationChange.Of(id, before, before.Head.Named()) with
            {
                NameBox = await boxes.SealNamesAsync(id, names, cancellationToken),

                // A row that is not there cannot be deleted.
                Patients = write.Record is not null || records.ContainsKey(write.Id) ? [(write.Id, write.Record)] : [],
            };
            if (await changes.TryAsync(change, JournalAsync, cancellationToken) == CommitOutcome.Conflict) continue;
            return new PatientChange.Done(write.Id);

            Task JournalAsync(string outcome) => journal.AppendAsync(
                new AuditEntry(time.GetUtcNow(), actor, action, [id.Value], outcome, correlation, write.Id), cancellationToken);
        }
    }

    // In the order in which they were named; a corrected one keeps its place.
    private static List<InboxName> NamesAfter(IReadOnlyList<Listed> all, Write write, IEnumerable<InboxName> removed)
    {
        var names = all.Select(known => known.Id != write.Id
                ? new InboxName(known.Id, known.DisplayName)
                : write.Record is { } after ? new InboxName(write.Id, after.DisplayName) : null)
            .OfType<InboxName>()
            .ToList();
        if (write.Record is { } added && all.All(known => known.Id != write.Id)) names.Add(new InboxName(write.Id, added.DisplayName));

        // One mark says as much as many.
        var gone = write.Record is null ? removed.Append(Mark(write.Id)) : removed;
        return [.. names, .. gone.Take(1)];
    }

    private static InboxName Mark(string patient) => new(patient, "") { Removed = true };

    // The list of names says who there is. When it does not open, the rows do: better a patient too many, whom staff see
    // and take off, than none.
    private async Task<IReadOnlyList<Listed>> ListAsync(
        ConversationId id, HeadRow head, IReadOnlyDictionary<string, PatientRecord?> records, CancellationToken cancellationToken)
    {
        var list = await NamesAsync(id, head, cancellationToken) is { } names
            ? names.Select(name => new Listed(name.PatientId, name.DisplayName, records.GetValueOrDefault(name.PatientId))).ToList()
            : [.. records.Select(row => new Listed(row.Key, row.Value?.DisplayName ?? "", row.Value))];
        foreach (var damaged in list.Where(known => known.Record is null)) LogDamaged(damaged.Id, id.Value);
        return list;
    }

    /// <summary>A patient of the list.</summary>
    /// <param name="Id">Opaque.</param>
    /// <param name="DisplayName">As the inbox shows it; empty when nothing of it opens.</param>
    /// <param name="Record">All that is known; null when the row was changed or is gone.</param>
    public sealed record Listed(string Id, string DisplayName, PatientRecord? Record)
    {
        /// <summary>Shows the opaque id only.</summary>
        public override string ToString() => Id;
    }

    private sealed record Write(string Id, PatientRecord? Record);

    [LoggerMessage(1, LogLevel.Error, "Patient {Patient} of conversation {Conversation} does not open.")]
    private partial void LogDamaged(string patient, string conversation);

    [LoggerMessage(2, LogLevel.Error, "The list of patients of conversation {Conversation} does not open ({Reason}).")]
    private partial void LogDamagedNames(string conversation, SealBreak reason);
}

/// <summary>What came of a change of a conversation's patients.</summary>
public abstract record PatientChange
{
    private PatientChange()
    {
    }

    /// <summary>Written, about this patient.</summary>
    public sealed record Done(string Patient) : PatientChange;

    /// <summary>There is no such conversation.</summary>
    public sealed record NoConversation : PatientChange;

    /// <summary>No such patient, or too many.</summary>
    public sealed record NotPossible : PatientChange;

    /// <summary>A legal hold keeps what would go.</summary>
    public sealed record OnHold : PatientChange;
}
