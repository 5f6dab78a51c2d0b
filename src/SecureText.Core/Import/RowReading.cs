using SecureText.Campaigns;
using SecureText.Roster;

namespace SecureText.Import;

/// <summary>Turns rows of one file into entries.</summary>
/// <param name="kind">What the file is about; not FHIR.</param>
/// <param name="columns">Its headers.</param>
/// <param name="mapping">Field to column.</param>
/// <param name="zone">The clinic's.</param>
/// <param name="today">At the clinic.</param>
public sealed class RowReading(
    ImportKind kind, IReadOnlyList<string> columns, IReadOnlyDictionary<string, string> mapping, TimeZoneInfo zone, DateOnly today)
{
    private readonly Dictionary<string, int> places = mapping
        .Select(pair => (pair.Key, At: columns.ToList().IndexOf(pair.Value)))
        .Where(pair => pair.At >= 0)
        .ToDictionary(pair => pair.Key, pair => pair.At, StringComparer.Ordinal);

    /// <summary>Reads one row; all that is wrong with it at once.</summary>
    public ImportRow Read(CsvRow row)
    {
        if (row.Cells.Skip(columns.Count).Any(cell => cell.Length > 0))
        {
            return new ImportRow(row.Line, null, null, FormattableString.Invariant(
                $"has {row.Cells.Count} cells, the header {columns.Count}; is a comma not in quotation marks?"));
        }

        var faults = new List<string>();
        if (kind.Occasion() is not { } about)
        {
            var patient = PatientOf(row, Take(Cells.Id(Of(row, "id"), "patient ID"), faults) ?? "", faults);
            return Row(row, patient, null, faults);
        }

        var whose = Take(Cells.Id(Of(row, "patient"), "patient ID"), faults) ?? "";
        var occasion = OccasionOf(row, about, whose, faults);
        var inline = Of(row, "number").Length > 0 && (Of(row, "name") + Of(row, "firstName") + Of(row, "lastName")).Length > 0
            ? PatientOf(row, whose, faults)
            : null;
        var number = inline?.Number ?? Optional(row, "number", Cells.Number, faults);
        var consent = inline is null ? ConsentOf(row, faults) : inline.Consent;
        return Row(row, inline, occasion, faults) with { Number = number, Consent = consent };
    }

    private static ImportRow Row(CsvRow row, PatientEntry? patient, OccasionEntry? occasion, List<string> faults) => faults.Count == 0
        ? new ImportRow(row.Line, patient, occasion, null)
        : new ImportRow(row.Line, null, null, string.Join("; ", faults));

    private PatientEntry PatientOf(CsvRow row, string id, List<string> faults)
    {
        var number = Of(row, "number").Length == 0
            ? Reading<string>.No("there is no mobile number")
            : Cells.Number(Of(row, "number"));
        var born = Optional(row, "born", text => ClinicTime.Birth(text, today), faults);
        var consent = ConsentOf(row, faults);
        return new PatientEntry(
            id, Take(number, faults) ?? "", Take(Cells.Name(Of(row, "name"), Of(row, "firstName"), Of(row, "lastName")), faults) ?? "")
        {
            Born = Of(row, "born").Length == 0 ? null : born,
            Language = Of(row, "language") is { Length: > 0 } language ? Cells.Language(language) : null,
            State = Optional(row, "state", Cells.State, faults),
            Zone = Optional(row, "zone", Cells.Zone, faults),
            Consent = consent,
        };
    }

    private ConsentEntry? ConsentOf(CsvRow row, List<string> faults)
    {
        var agreed = Optional(row, "consent", Cells.Consent, faults);
        var on = Optional(row, "consentDate", text => ClinicTime.Date(text, "day of consent"), faults);
        return agreed is null ? null : new ConsentEntry(agreed, Of(row, "consentDate").Length == 0 ? null : on);
    }

    private OccasionEntry OccasionOf(CsvRow row, OccasionKind about, string whose, List<string> faults)
    {
        var isVisit = about is OccasionKind.Appointment;
        var at = Take(ClinicTime.Instant(Of(row, "date"), Of(row, "time"), zone, needsTime: isVisit), faults);
        var own = Of(row, "id");

        // Without an id of its own there is one a patient and day.
        var id = own.Length == 0 && !ImportFields.Of(kind).First(field => field.Id == "id").Required
            ? $"{whose}|{TimeZoneInfo.ConvertTime(at, zone):yyyy-MM-dd}"
            : Take(Cells.Id(own, $"{kind.Word()} ID"), faults) ?? "";
        var (amount, owed) = Optional(row, "amount", Cells.Amount, faults);
        var status = Of(row, "status").Length == 0
            ? (OccasionStatus?)null
            : Take(Cells.Status(about, Of(row, "status")), faults);
        var facts = new OccasionFacts
        {
            Doctor = Of(row, "doctor") is { Length: > 0 } doctor ? Cells.Doctor(doctor) : null,
            Place = Optional(row, "place", Cells.Place, faults),
            Amount = amount,
            Url = Optional(row, "url", Cells.Url, faults),
        };
        if (amount is not null && !owed && status is null or OccasionStatus.Expected) status = OccasionStatus.Settled;
        return new OccasionEntry(about, id, whose, at, status, facts);
    }

    private string Of(CsvRow row, string field) =>
        places.TryGetValue(field, out var at) && at < row.Cells.Count ? row.Cells[at] : "";

    private T? Optional<T>(CsvRow row, string field, Func<string, Reading<T>> read, List<string> faults) =>
        Of(row, field) is { Length: > 0 } text ? Take(read(text), faults) : default;

    private static T? Take<T>(Reading<T> reading, List<string> faults)
    {
        if (reading.Refusal is { } refusal) faults.Add(refusal);
        return reading.Value;
    }
}
