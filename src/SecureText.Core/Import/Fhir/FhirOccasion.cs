using System.Globalization;
using System.Text.Json;
using SecureText.Campaigns;
using SecureText.Roster;

namespace SecureText.Import.Fhir;

/// <summary>Reads Appointment, Invoice and Account.</summary>
internal static class FhirOccasion
{
    private const string TwoOfOne = "two patients in the file have the identifier that it names";

    /// <summary>The occasion; why a person must mend it; or why it is left out.</summary>
    public static (OccasionEntry? Occasion, string? Reason, string? Skip) Read(
        FhirResource resource, FhirReferences references, TimeZoneInfo zone)
    {
        var id = resource.Id ?? resource.FullUrl?.Split('/', ':')[^1];
        return resource.Type switch
        {
            "Appointment" or "Invoice" or "Account" when id is null => (null, null, $"{resource.Type} (without an id)"),
            "Appointment" => Appointment(resource.Json, id!, references, zone),
            "Invoice" => Invoice(resource.Json, $"Invoice/{id}", references, zone),
            "Account" => Account(resource.Json, $"Account/{id}", references, zone),
            _ => (null, null, resource.Type),
        };
    }

    private static (OccasionEntry?, string?, string?) Appointment(
        JsonElement json, string id, FhirReferences references, TimeZoneInfo zone)
    {
        OccasionStatus? status = json.Text("status") switch
        {
            "booked" => OccasionStatus.Expected,
            "arrived" or "checked-in" or "fulfilled" => OccasionStatus.Kept,
            "noshow" => OccasionStatus.Missed,
            "cancelled" or "entered-in-error" => OccasionStatus.Cancelled,
            _ => null,
        };
        if (status is null)
            return (null, null, json.Text("status") is "proposed" or "pending" or "waitlist" ? "Appointment (not booked yet)" : "Appointment (of unknown status)");
        if (json.Text("start") is not { } start)
        {
            // What was called off has often no time any more.
            var goodId = Cells.Id(id, "appointment ID");
            return status == OccasionStatus.Expected ? (null, null, "Appointment (without a time)")
                : goodId.Refusal is { } bad ? (null, bad, null)
                : (new OccasionEntry(OccasionKind.Appointment, id, "", default, status, new OccasionFacts()) { IsStatusOnly = true }, null, null);
        }

        var at = ClinicTime.Instant(start, "", zone, needsTime: true);
        var actors = json.Items("participant").Select(one => one.Child("actor")).OfType<JsonElement>().ToList();
        var whose = actors.Where(actor => !FhirReferences.IsOther(actor)).Select(references.Find).OfType<string>().Distinct().ToList();

        // "urn:uuid:" alone does not tell a patient from a room: the one that the file holds counts.
        if (whose.Count > 1 && whose.Where(one => references.Knows(one)).ToList() is [var only]) whose = [only];
        if (at.Refusal is { } wrong) return (null, wrong, null);
        if (whose.Contains(FhirReferences.Ambiguous)) return (null, TwoOfOne, null);
        if (whose.Count == 1 && references.HasLeft(whose[0])) return (null, null, "Appointment (patient not active)");
        if (whose.Count != 1) return (null, whose.Count == 0 ? "there is no patient in it" : "there is more than one patient in it", null);
        var facts = new OccasionFacts
        {
            Doctor = Shown(actors, "Practitioner") is { } doctor ? Cells.Doctor(doctor) : null,
            Place = Shown(actors, "Location") is { } place ? Cells.Place(place).Value : null,
        };
        return (new OccasionEntry(OccasionKind.Appointment, id, whose[0], at.Value, status, facts), null, null);
    }

    private static (OccasionEntry?, string?, string?) Invoice(
        JsonElement json, string id, FhirReferences references, TimeZoneInfo zone)
    {
        OccasionStatus? status = json.Text("status") switch
        {
            "issued" => OccasionStatus.Expected,
            "balanced" => OccasionStatus.Settled,
            "cancelled" or "entered-in-error" => OccasionStatus.Cancelled,
            _ => null,
        };
        if (status is null) return (null, null, json.Text("status") == "draft" ? "Invoice (draft)" : "Invoice (of unknown status)");
        var money = json.Child("totalNet") ?? json.Child("totalGross");
        return Statement(
            "Invoice", id, [json.Child("subject"), json.Child("recipient")], json.Text("date"), status.Value, AmountOf(money), references, zone);
    }

    // R4 has no balance of its own: servers send the later version's, as a list or as one amount.
    private static (OccasionEntry?, string?, string?) Account(
        JsonElement json, string id, FhirReferences references, TimeZoneInfo zone)
    {
        if (json.Text("status") == "entered-in-error") return (null, null, "Account (entered in error)");
        var amount = json.Items("balance")
            .Select(one => AmountOf(one.Child("amount")) ?? AmountOf(one)).FirstOrDefault(one => one is not null);
        if (amount is null) return (null, null, "Account (without a balance)");
        var status = amount <= 0 || json.Text("status") == "inactive" ? OccasionStatus.Settled : OccasionStatus.Expected;
        var period = json.Child("servicePeriod") ?? json.Child("period");
        var date = period?.Text("end") ?? period?.Text("start");
        var subjects = json.Items("subject").Select(one => (JsonElement?)one).ToList();
        var (entry, refusal, skipped) = Statement(
            "Account", id, subjects, date ?? json.Child("meta")?.Text("lastUpdated"), status, amount, references, zone);
        return (entry is null ? null : entry with { IsUndated = date is null }, refusal, skipped);
    }

    private static (OccasionEntry?, string?, string?) Statement(
        string type,
        string id,
        IReadOnlyList<JsonElement?> subjects,
        string? date,
        OccasionStatus status,
        decimal? amount,
        FhirReferences references,
        TimeZoneInfo zone)
    {
        var whose = subjects.OfType<JsonElement>().Where(one => !FhirReferences.IsOther(one)).Select(references.Find).OfType<string>().FirstOrDefault();
        if (date is null) return (null, null, $"{type} (without a date)");
        var at = ClinicTime.Instant(date, "", zone, needsTime: false);
        if (at.Refusal is { } wrong) return (null, wrong, null);
        if (whose is null) return (null, "there is no patient in it", null);
        if (whose == FhirReferences.Ambiguous) return (null, TwoOfOne, null);
        if (references.HasLeft(whose)) return (null, null, $"{type} (patient not active)");
        if (amount <= 0 && status == OccasionStatus.Expected) status = OccasionStatus.Settled;
        var facts = new OccasionFacts { Amount = amount is { } sum ? Cells.Money(sum) : null };
        return (new OccasionEntry(OccasionKind.Statement, id, whose, at.Value, status, facts), null, null);
    }

    private static decimal? AmountOf(JsonElement? money) =>
        money?.Text("value") is { } value
        && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) < 10_000_000
            ? amount
            : null;

    private static string? Shown(List<JsonElement> actors, string type) => actors
        .Where(actor => actor.Text("type") == type || actor.Text("reference")?.Split('/').Contains(type) == true)
        .Select(actor => actor.Text("display")).OfType<string>().FirstOrDefault();
}
