using SecureText.Clinic;
using SecureText.Roster;
using SecureText.Storage;

namespace SecureText.Import;

/// <summary>Reads and applies rows of one file.</summary>
public sealed class ImportRows(ClinicProfile clinic, RosterStore roster, RosterPatients patients, OccasionChanges occasions, TimeProvider time)
{
    internal const string UnknownPatient = "no patient with this ID is known; import patients first";
    internal const string OtherNumber = "the patient has another number here; import patients first";
    internal const string LeftPatient = "the patient is marked as not active or deceased";
    internal const string UnsafePatient = "what is stored of this patient was changed outside SecureText; import patients again";

    /// <summary>Which system's ids a file has: a number of one is not a number of another.</summary>
    public static string SourceOf(ImportKind kind) => kind == ImportKind.Fhir ? "fhir" : "csv";

    /// <summary>What reads the rows of a file.</summary>
    public Func<WaitingRow, ImportRow> ReaderOf(ImportKind kind, ImportFacts facts)
    {
        if (kind == ImportKind.Fhir) return row => new ImportRow(row.Line, row.Patient, row.Occasion, row.Reason) { Left = row.Left };
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), clinic.TimeZone).DateTime);
        var reading = new RowReading(kind, facts.Columns, facts.Mapping, clinic.TimeZone, today);
        return row => facts.Twice.TryGetValue(row.Line, out var earlier)
            ? SameIds.Refused(row.Line, earlier)
            : reading.Read(new CsvRow(row.Line, row.Cells));
    }

    /// <summary>Applies one row. Safe to call again.</summary>
    public async Task<AppliedRow> ApplyAsync(
        string source, ImportRow row, string actor, CancellationToken cancellationToken)
    {
        if (row.Refusal is { } refusal) return AppliedRow.Refused(refusal);
        if (row.Left is { } left) return AppliedRow.Of(await patients.LeaveAsync(source, left, cancellationToken));
        if (row.Occasion is not { } entry) return AppliedRow.Of(await patients.ApplyAsync(source, row.Patient!, actor, cancellationToken));
        if (entry.IsStatusOnly) return await StatusAsync(source, entry, cancellationToken);
        var known = await roster.FindPatientAsync(await patients.IdOfAsync(source, entry.Patient, cancellationToken), cancellationToken);
        var patient = known?.Patient;
        if (patient is null)
        {
            if (row.Patient is null) return AppliedRow.Refused(known is null ? UnknownPatient : UnsafePatient);
            var made = await patients.ApplyAsync(source, row.Patient, actor, cancellationToken);
            if (made.Patient is null) return AppliedRow.Of(made);
            patient = made.Patient;
        }
        else if (patient.IsLeft)
        {
            return AppliedRow.Refused(LeftPatient);
        }
        else if (row.Number is { } number && await patients.ConversationOfAsync(number, cancellationToken) != patient.Conversation)
        {
            return AppliedRow.Refused(OtherNumber);
        }
        else if (await patients.WithdrawAsync(patient, row.Consent, actor, cancellationToken) is { } wrong)
        {
            return AppliedRow.Refused(wrong);
        }

        var id = await occasions.IdOfAsync(entry.Kind, source, entry.Id, cancellationToken);
        var content = await occasions.ContentOfAsync(entry, $"{patient.Conversation}|{patient.PatientId}", cancellationToken);
        var outcome = await occasions.WriteAsync(
            entry.Kind, id,
            before => before?.Occasion is not null && before.Content == content
                ? null
                : (OccasionOf(entry, id, patient, before?.Occasion), content),
            cancellationToken);
        return new AppliedRow(outcome, patient.Conversation.Value, null);
    }

    // What is over and not known here needs nothing.
    private async Task<AppliedRow> StatusAsync(string source, OccasionEntry entry, CancellationToken cancellationToken)
    {
        Occasion? after = null;
        var outcome = await occasions.WriteAsync(
            entry.Kind, await occasions.IdOfAsync(entry.Kind, source, entry.Id, cancellationToken),
            before =>
            {
                after = before?.Occasion is { } known ? known with { Status = entry.Status ?? known.Status } : null;
                return after is null ? null : (after, before!.Content);
            },
            cancellationToken);
        return new AppliedRow(outcome, after?.Conversation.Value, null);
    }

    private static Occasion OccasionOf(OccasionEntry entry, string id, RosterPatient patient, Occasion? before) => new()
    {
        Id = id,
        Kind = entry.Kind,
        Conversation = patient.Conversation,
        PatientId = patient.PatientId,
        At = entry.IsUndated && before is not null ? before.At : entry.At,
        Status = entry.StatusAfter(before),
        ToldAt = before?.ToldAt,
        Facts = entry.Facts,
    };
}

/// <summary>What came of a row.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Conversation">Whose record it touched; null when refused.</param>
/// <param name="Refusal">Why; personal.</param>
public sealed record AppliedRow(RowOutcome Outcome, string? Conversation, string? Refusal)
{
    internal static AppliedRow Refused(string reason) => new(RowOutcome.Refused, null, reason);

    internal static AppliedRow Of(AppliedPatient applied) =>
        new(applied.Outcome, applied.Patient?.Conversation.Value, applied.Refusal);
}
