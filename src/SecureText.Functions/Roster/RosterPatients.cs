using System.Text.Json;
using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Import;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Roster;

/// <summary>
/// Brings a patient of another system into the conversation of the number. A conversation that begins so is closed and in no
/// inbox: nobody has said anything yet. Safe to call again; the pointer in the roster is written last.
/// </summary>
public sealed class RosterPatients(
    ClinicProfile clinic,
    IndexKeys keys,
    RosterStore roster,
    ConversationStore store,
    PatientRows rows,
    InboxBoxes boxes,
    InboxIndex inbox,
    JourneyBell journeys,
    IRandomSource random,
    TimeProvider time)
{
    /// <summary>The roster's id of a patient.</summary>
    public Task<string> IdOfAsync(string source, string patient, CancellationToken cancellationToken) =>
        roster.IdOfAsync("patient", $"{source}|{patient}", cancellationToken);

    /// <summary>Hash of all that an entry says.</summary>
    public Task<string> ContentOfAsync(PatientEntry entry, CancellationToken cancellationToken) =>
        roster.IdOfAsync("patient-content", JsonSerializer.Serialize(entry), cancellationToken);

    /// <summary>Applies what a file says; the journal is the caller's.</summary>
    /// <param name="source">Which system's ids they are, as <c>csv</c>.</param>
    /// <param name="entry">What the file says.</param>
    /// <param name="actor">Who brings it.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    public async Task<AppliedPatient> ApplyAsync(
        string source, PatientEntry entry, string actor, CancellationToken cancellationToken)
    {
        var id = await IdOfAsync(source, entry.Id, cancellationToken);
        var content = await ContentOfAsync(entry, cancellationToken);
        var conversation = (await keys.IndexAsync(cancellationToken)).For(clinic.Lines[0].Id.Value, entry.Number);
        while (true)
        {
            var known = await roster.FindPatientAsync(id, cancellationToken);
            if (known?.Patient is { } same && known.Content == content) return new(RowOutcome.Same, same, null);
            var written = await WriteAsync(conversation, known?.Patient, entry, actor, cancellationToken);
            if (written.Refusal is not null) return new(RowOutcome.Refused, null, written.Refusal);
            var patient = new RosterPatient
            {
                Id = id,
                Conversation = conversation,
                PatientId = written.Patient,
                Zone = entry.Zone,
                State = entry.UsState(),
            };
            if (await roster.SavePatientAsync(patient, content, known, cancellationToken))
                return new(known?.Patient is null ? RowOutcome.New : RowOutcome.Changed, patient, null);
        }
    }

    private async Task<(string Patient, string? Refusal)> WriteAsync(
        ConversationId id, RosterPatient? known, PatientEntry entry, string actor, CancellationToken cancellationToken)
    {
        var isRecorded = false;
        while (true)
        {
            var isNew = await rows.IsEmptyAsync(id, cancellationToken);
            var (before, records) = isNew
                ? (null, new Dictionary<string, PatientRecord?>())
                : await rows.ReadAsync(id, cancellationToken);
            if (before is { IsWhole: false } || await NamesAsync(id, before, cancellationToken) is not { } names)
                return ("", "what is stored of this number was changed outside SecureText; tell the owner");
            var head = before?.Head ?? await BeginAsync(id, isNew, cancellationToken);
            if (Choose(names, records, known?.Conversation == id ? known.PatientId : null, entry) is not { } patient)
                return ("", $"this number has {PatientRecord.MostOfANumber} patients already");
            var record = new PatientRecord(
                entry.Name,
                entry.Born ?? records.GetValueOrDefault(patient)?.DateOfBirth,
                entry.Language ?? records.GetValueOrDefault(patient)?.Language ?? Language.English);
            var consents = isRecorded
                ? []
                : ImportedConsent.Records(head.Consent, entry.Consent, actor, time.GetUtcNow(), clinic.TimeZone);
            var isNamed = records.GetValueOrDefault(patient) == record && names.Any(name => name == new InboxName(patient, entry.Name));
            if (before is not null && isNamed && consents.Count == 0) return (patient, null);

            var nameBox = await boxes.SealNamesAsync(id, Named(names, patient, entry.Name), cancellationToken);
            var change = new ConversationChange
            {
                Id = id,
                Before = before,
                After = head.Consented(consents.Aggregate(head.Consent, (state, one) => state.Apply(one))),
                ContactBox = before?.ContactBox
                    ?? await boxes.SealContactAsync(id, new InboxContact(entry.Number, ""), cancellationToken),
                NameBox = nameBox,
                Patients = [(patient, record)],
                Consents = [.. consents.Select(one => (MessageId.For(one.At, $"{one.By}|{patient}|{one.Change}|{string.Join(',', one.Classes)}"), one))],
            };
            var outcome = await store.CommitAsync(change, cancellationToken);
            isRecorded = outcome == CommitOutcome.Exists;
            if (outcome != CommitOutcome.Done) continue;
            if (before is not null && IsShown(before.Head))
                await inbox.UpdateAsync(id, before.Head, change.After, change.ContactBox, nameBox, cancellationToken);
            if (consents.Count > 0) await journeys.RingAllAsync(id, change.After.Journeys, cancellationToken);
            return (patient, null);
        }
    }

    // Nothing of the conversation may be left but its records of consent, which then still count.
    private async Task<ConversationHead> BeginAsync(ConversationId id, bool isNew, CancellationToken cancellationToken)
    {
        var line = clinic.Lines[0].Id.Value;
        var head = isNew
            ? HeadTransitions.Begin(line)
            : await store.BeginAsync(id, line, time.GetUtcNow(), cancellationToken);
        return head with { Status = ConversationStatus.Closed };
    }

    // One that an import or a campaign began has no place in the inbox until somebody writes.
    private static bool IsShown(ConversationHead head) =>
        head.Status == ConversationStatus.Open || head.LastActivityAt != DateTimeOffset.UnixEpoch;

    private async Task<IReadOnlyList<InboxName>?> NamesAsync(
        ConversationId id, HeadRow? head, CancellationToken cancellationToken)
    {
        if (head?.NameBox is not { } box) return [];
        try
        {
            return await boxes.OpenNamesAsync(id, box, cancellationToken);
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }

    // The one that the roster points to; else the same name and date of birth; else another patient of the number (W18).
    private string? Choose(
        IReadOnlyList<InboxName> names,
        IReadOnlyDictionary<string, PatientRecord?> records,
        string? pointed,
        PatientEntry entry)
    {
        var listed = names.Where(name => !name.Removed).Select(name => name.PatientId).ToList();
        if (pointed is not null && listed.Contains(pointed)) return pointed;
        return listed.FirstOrDefault(one => records.GetValueOrDefault(one) is { } record
                && (record.DisplayName, record.DateOfBirth) == (entry.Name, entry.Born))
            ?? (listed.Count < PatientRecord.MostOfANumber ? PatientId.New(random) : null);
    }

    private static List<InboxName> Named(IReadOnlyList<InboxName> names, string patient, string name)
    {
        var after = names.Select(one => one.PatientId == patient && !one.Removed ? one with { DisplayName = name } : one).ToList();

        // Before the mark of those who were taken off, which stands last.
        if (after.All(one => one.PatientId != patient || one.Removed))
            after.Insert(after.Count(one => !one.Removed), new InboxName(patient, name));
        return after;
    }
}

/// <summary>What came of a patient.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Patient">As the roster has it; null when refused.</param>
/// <param name="Refusal">Why; null when not refused.</param>
public sealed record AppliedPatient(RowOutcome Outcome, RosterPatient? Patient, string? Refusal);
