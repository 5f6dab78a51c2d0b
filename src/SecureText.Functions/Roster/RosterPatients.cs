using System.Text.Json;
using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Consent;
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
    CampaignBell campaigns,
    TimeProvider time)
{
    internal const string LeftContent = "left";
    private const string Damaged = "what is stored of this number was changed outside SecureText; tell the owner";

    /// <summary>The roster's id of a patient.</summary>
    public Task<string> IdOfAsync(string source, string patient, CancellationToken cancellationToken) =>
        roster.IdOfAsync("patient", $"{source}|{patient}", cancellationToken);

    /// <summary>The conversation of a number of the first line.</summary>
    public async Task<ConversationId> ConversationOfAsync(string number, CancellationToken cancellationToken) =>
        (await keys.IndexAsync(cancellationToken)).For(clinic.Lines[0].Id.Value, number);

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
        var conversation = await ConversationOfAsync(entry.Number, cancellationToken);

        // Of the two ids: a second row of the same patient at the same moment, or after a crash, makes no second patient.
        var own = PatientId.Of(await roster.IdOfAsync("patient-of-number", $"{id}|{conversation}", cancellationToken));
        while (true)
        {
            var known = await roster.FindPatientAsync(id, cancellationToken);
            if (known?.Patient is { } same && known.Content == content) return new(RowOutcome.Same, same, null);
            var pointed = known?.Patient is { } one && one.Conversation == conversation ? one.PatientId : null;
            var written = await WriteAsync(conversation, pointed, own, entry, actor, cancellationToken);
            if (written.Refusal is not null) return new(RowOutcome.Refused, null, written.Refusal);
            var patient = new RosterPatient
            {
                Id = id,
                Conversation = conversation,
                PatientId = written.Patient,
                Zone = entry.Zone,
                State = entry.UsState(),
            };
            if (await SaveAsync(patient, content, known, cancellationToken))
                return new(known?.Patient is null ? RowOutcome.New : RowOutcome.Changed, patient, null);
        }
    }

    /// <summary>Notes that a patient has died or left; of one who is not known nothing.</summary>
    public async Task<AppliedPatient> LeaveAsync(string source, string patient, CancellationToken cancellationToken)
    {
        while (true)
        {
            var known = await roster.FindPatientAsync(await IdOfAsync(source, patient, cancellationToken), cancellationToken);
            if (known?.Patient is not { IsLeft: false } before) return new(RowOutcome.Same, known?.Patient, null);
            var after = before with { IsLeft = true };
            if (await SaveAsync(after, LeftContent, known, cancellationToken)) return new(RowOutcome.Changed, after, null);
        }
    }

    /// <summary>Applies a "no" that stands beside an occasion; anything else leaves what is known.</summary>
    /// <returns>Why it cannot be; null when it is done.</returns>
    public async Task<string?> WithdrawAsync(
        RosterPatient patient, ConsentEntry? consent, string actor, CancellationToken cancellationToken)
    {
        while (consent is { Classes.Count: 0 })
        {
            var (before, _) = await rows.ReadAsync(patient.Conversation, cancellationToken);
            if (before is not { IsWhole: true }) return Damaged;
            var consents = ImportedConsent.Records(before.Head.Consent, consent, actor, time.GetUtcNow(), clinic.TimeZone);
            if (consents.Count == 0) return null;
            var change = ConversationChange.Of(patient.Conversation, before, before.Head.Consented(consents.Aggregate(before.Head.Consent, (state, one) => state.Apply(one)))) with
            {
                Consents = Keyed(consents, patient.PatientId),
            };
            var outcome = await store.CommitAsync(change, cancellationToken);
            if (outcome == CommitOutcome.Exists) return null;
            if (outcome != CommitOutcome.Done) continue;
            if (IsShown(before.Head))
                await inbox.UpdateAsync(patient.Conversation, before.Head, change.After, change.ContactBox, change.NameBox, cancellationToken);
            await journeys.RingAllAsync(patient.Conversation, change.After.Journeys, cancellationToken);
        }

        return null;
    }

    // Journeys of a number that the patient has no longer, or of one who has left, must see it, and so must campaigns that may take
    // the patient in: rung first, for the same said again after a crash is no change.
    private async Task<bool> SaveAsync(
        RosterPatient patient, string content, RosterPatientRow? before, CancellationToken cancellationToken)
    {
        var was = before?.Patient;
        var concerns = was is not null && (was.Conversation != patient.Conversation || was.IsLeft != patient.IsLeft);
        if (concerns && await store.FindAsync(was!.Conversation, cancellationToken) is { } head)
        {
            foreach (var journey in head.Head.Journeys.Ids) await journeys.RingSoonAsync(was.Conversation, journey, cancellationToken);
        }

        OccasionKind[] kinds = was is null ? [OccasionKind.Patient] : concerns ? Enum.GetValues<OccasionKind>() : [];
        await NewAsync();
        if (!await roster.SavePatientAsync(patient, content, before, cancellationToken)) return false;

        // Once more where the write took its time.
        await NewAsync();
        return true;

        async Task NewAsync()
        {
            foreach (var kind in kinds) await campaigns.NewAsync(kind, cancellationToken);
        }
    }

    private static List<(MessageId Id, ConsentRecord Record)> Keyed(IReadOnlyList<ConsentRecord> consents, string patient) =>
        [.. consents.Select(one => (MessageId.For(one.At, $"{one.By}|{patient}|{one.Change}|{string.Join(',', one.Classes)}"), one))];

    private async Task<(string Patient, string? Refusal)> WriteAsync(
        ConversationId id, string? pointed, string own, PatientEntry entry, string actor, CancellationToken cancellationToken)
    {
        var isRecorded = false;
        while (true)
        {
            var isNew = await rows.IsEmptyAsync(id, cancellationToken);
            var (before, records) = isNew
                ? (null, new Dictionary<string, PatientRecord?>())
                : await rows.ReadAsync(id, cancellationToken);
            if (before is { IsWhole: false } || (before is null ? [] : await boxes.FindNamesAsync(id, before, cancellationToken)) is not { } names)
                return ("", Damaged);
            var head = before?.Head ?? await BeginAsync(id, isNew, cancellationToken);
            if ((pointed is not null && names.All(name => name.PatientId != pointed || name.Removed))
                || names.Any(name => name.PatientId == own && name.Removed))
                return ("", "staff took this patient off this number");
            if (Choose(names, records, pointed ?? own, own, entry) is not { } patient)
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
                Consents = Keyed(consents, patient),
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

    // The one that the roster points to; else the same name and known date of birth, for a father and a son have one name; else
    // another patient of the number (W18).
    private static string? Choose(
        IReadOnlyList<InboxName> names,
        IReadOnlyDictionary<string, PatientRecord?> records,
        string pointed,
        string own,
        PatientEntry entry)
    {
        var listed = names.Where(name => !name.Removed).Select(name => name.PatientId).ToList();
        if (listed.Contains(pointed)) return pointed;
        return listed.FirstOrDefault(one => entry.Born is not null && records.GetValueOrDefault(one) is { } record
                && (record.DisplayName, record.DateOfBirth) == (entry.Name, entry.Born))
            ?? (listed.Count < PatientRecord.MostOfANumber ? own : null);
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
