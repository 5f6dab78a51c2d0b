using System.Text;
using SecureText.Campaigns;
using SecureText.Import.Fhir;
using SecureText.Roster;
using SecureText.Texting;

namespace SecureText.Import;

/// <summary>Files as servers send them; all people are made up.</summary>
public class FhirFileTests
{
    private static readonly TimeZoneInfo Seattle = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    [Fact]
    public void Half_a_character_in_a_name_is_passed_over()
    {
        var file = Read("""{"resourceType":"Patient","\ud800":1,"id":"1","name":[{"\udc00x":"y","text":"Ana Soto"}],"telecom":[{"value":"2065550123","\ud83d":{}}]}""");
        Assert.Equal("Ana Soto", Assert.Single(file.Patients).Patient?.Name);
    }

    [Fact]
    public void Date_as_long_as_a_book_is_refused_at_once()
    {
        var start = string.Concat(Enumerable.Repeat("1T1:11", 40_000));
        var begun = System.Diagnostics.Stopwatch.StartNew();
        var file = Read($$$"""{"resourceType":"Appointment","id":"1","status":"booked","start":"{{{start}}}","participant":[{"actor":{"reference":"Patient/1"}}]}""");
        Assert.NotNull(Assert.Single(file.Occasions).Reason);
        Assert.InRange(begun.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Transaction_with_urns_is_read()
    {
        // As a generator of synthetic records writes it: everything by urn:uuid, many types that are of no use here.
        var file = Read("""
            {"resourceType":"Bundle","type":"transaction","entry":[
             {"fullUrl":"urn:uuid:0000-e1","resource":{"resourceType":"Encounter","id":"0000-e1","status":"finished","subject":{"reference":"urn:uuid:0000-a1"}},"request":{"method":"POST","url":"Encounter"}},
             {"fullUrl":"urn:uuid:0000-a1","resource":{"resourceType":"Patient","id":"0000-a1","meta":{"profile":["http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient"]},
              "extension":[{"url":"http://hl7.org/fhir/us/core/StructureDefinition/us-core-race","extension":[{"url":"text","valueString":"x"}]}],
              "identifier":[{"system":"https://synthetic.example/mrn","value":"M-1"}],
              "name":[{"use":"maiden","family":"Old1"},{"use":"official","family":"Soto","given":["Ana","María","Z"],"prefix":["Ms."]}],
              "telecom":[{"system":"phone","value":"206-555-0123","use":"home"}],"birthDate":"1980-01-31",
              "address":[{"line":["1 Main St"],"city":"Seattle","state":"Washington"}],
              "communication":[{"language":{"coding":[{"system":"urn:ietf:bcp:47","code":"es","display":"Spanish"}]}}]},"request":{"method":"POST","url":"Patient"}},
             {"fullUrl":"urn:uuid:0000-p1","resource":{"resourceType":"Appointment","id":"0000-p1","status":"booked","start":"2026-11-24T14:30:00-08:00",
              "participant":[{"actor":{"reference":"urn:uuid:0000-d1","display":"Dr. Luz Rivera"},"status":"accepted"},{"actor":{"reference":"urn:uuid:0000-a1"},"status":"accepted"}]},"request":{"method":"POST","url":"Appointment"}},
             {"fullUrl":"urn:uuid:0000-o1","resource":{"resourceType":"Observation","id":"0000-o1"}},
             {"fullUrl":"urn:uuid:0000-o2","resource":{"resourceType":"Observation","id":"0000-o2"}}]}
            """);
        var patient = Assert.Single(file.Patients).Patient!;
        Assert.Equal(("0000-a1", "+12065550123", "Ana María Soto"), (patient.Id, patient.Number, patient.Name));
        Assert.Equal((new DateOnly(1980, 1, 31), Language.Spanish, "WA"), (patient.Born, patient.Language, patient.State));
        var visit = Assert.Single(file.Occasions).Occasion!;
        Assert.Equal((OccasionKind.Appointment, "0000-p1", "0000-a1"), (visit.Kind, visit.Id, visit.Patient));
        Assert.Equal((new DateTimeOffset(2026, 11, 24, 22, 30, 0, TimeSpan.Zero), OccasionStatus.Expected), (visit.At, visit.Status));
        Assert.Equal([("Encounter", 1), ("Observation", 2)], file.Skipped.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Searchset_with_relative_references_and_displays_is_read()
    {
        // As a large vendor's server writes it: opaque ids, text names, sms by rank, an outcome among the entries.
        var file = Read("""
            {"resourceType":"Bundle","type":"searchset","total":2,"link":[{"relation":"self","url":"https://ehr.example/api/FHIR/R4/Patient"}],"entry":[
             {"fullUrl":"https://ehr.example/api/FHIR/R4/Patient/eXb.1","search":{"mode":"match"},"resource":{"resourceType":"Patient","id":"eXb.1","active":true,
              "name":[{"use":"usual","text":"Soto, Ana","family":"Soto"}],
              "telecom":[{"system":"phone","use":"home","value":"206-555-0199"},{"system":"phone","use":"mobile","rank":2,"value":"206-555-0124"},{"system":"phone","use":"mobile","rank":1,"value":"(206) 555-0123"},{"system":"email","value":"x@clinic.example"}],
              "birthDate":"1980-05","communication":[{"preferred":true,"language":{"coding":[{"code":"en","display":"English"}],"text":"English"}}]}},
             {"resource":{"resourceType":"Appointment","id":"eAp.1","status":"cancelled","start":"2026-11-24T22:30:00Z","participant":[
              {"actor":{"reference":"Patient/eXb.1","display":"Soto, Ana"}},{"actor":{"reference":"Practitioner/eDr","type":"Practitioner","display":"Luz Rivera, MD"}},{"actor":{"reference":"Location/eLoc","display":"North Clinic"}}]}},
             {"search":{"mode":"outcome"},"resource":{"resourceType":"OperationOutcome","issue":[]}}]}
            """);
        var patient = Assert.Single(file.Patients).Patient!;
        Assert.Equal(("Ana Soto", "+12065550123", (DateOnly?)null, Language.English), (patient.Name, patient.Number, patient.Born, patient.Language));
        var visit = Assert.Single(file.Occasions).Occasion!;
        Assert.Equal(("eXb.1", OccasionStatus.Cancelled, "Rivera", "North Clinic"), (visit.Patient, visit.Status, visit.Facts.Doctor, visit.Facts.Place));
        Assert.Equal(1, file.Skipped["OperationOutcome"]);
    }

    [Fact]
    public void Ndjson_with_absolute_references_and_versions_is_read()
    {
        var file = Read("\uFEFF" + """
            {"resourceType":"Patient","id":"123","name":[{"text":"Ana Soto"}],"telecom":{"system":"sms","value":"tel:+1-206-555-0123"},"contained":[{"resourceType":"Organization","id":"o"}]}

            {"resourceType":"Appointment","id":"9","status":"noshow","start":"2026-11-10T09:00:00-08:00","participant":[{"actor":{"reference":"http://server.example/fhir/Patient/123/_history/4"}}]}
            {"resourceType":"Invoice","id":"7","status":"issued","date":"2026-11-02","subject":{"reference":"Patient/123"},"totalNet":{"value":120.5,"currency":"USD"}}
            {"resourceType":"Invoice","id":"8","status":"balanced","date":"2026-11-02T10:00:00-08:00","recipient":{"reference":"Patient/123"},"totalGross":{"value":1}}
            {"resourceType":"Account","id":"5","status":"active","subject":[{"reference":"Patient/123"}],"servicePeriod":{"start":"2026-10-01"},"balance":[{"amount":{"value":0}}]}
            {"resourceType":"Account","id":"6","status":"active","subject":[{"reference":"Patient/123"}]}
            """);
        Assert.Equal("+12065550123", Assert.Single(file.Patients).Patient!.Number);
        var all = file.Occasions.ToDictionary(row => row.Occasion!.Id, row => row.Occasion!);
        Assert.Equal(["9", "Invoice/7", "Invoice/8", "Account/5"], all.Keys);
        Assert.Equal((OccasionStatus.Missed, "123"), (all["9"].Status, all["9"].Patient));
        Assert.Equal((OccasionStatus.Expected, "$120.50"), (all["Invoice/7"].Status, all["Invoice/7"].Facts.Amount));
        Assert.Equal(OccasionStatus.Settled, all["Invoice/8"].Status);
        Assert.Equal(OccasionStatus.Settled, all["Account/5"].Status);
        Assert.Equal(1, file.Skipped["Account (without a balance)"]);
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"1","active":false,"name":[{"text":"A"}]}""", "Patient (not active)")]
    [InlineData("""{"resourceType":"Patient","id":"1","deceasedDateTime":"2020-01-01","name":[{"text":"A"}]}""", "Patient (deceased)")]
    [InlineData("""{"resourceType":"Patient","name":[{"text":"A"}]}""", "Patient (without an id)")]
    [InlineData("""{"resourceType":"Appointment","id":"1","status":"booked"}""", "Appointment (without a time)")]
    [InlineData("""{"resourceType":"Appointment","id":"1","status":"waitlist","start":"2026-11-24T09:00:00Z"}""", "Appointment (not booked yet)")]
    [InlineData("""{"resourceType":"Invoice","id":"1","status":"draft"}""", "Invoice (draft)")]
    [InlineData("""{"resourceType":"AnaSoto","id":"1"}""", "other")]
    [InlineData("""{"resourceType":"<script>","id":"1"}""", "other")]
    public void What_is_left_out_is_counted_by_reason(string json, string reason) => Assert.Equal(1, Read(json).Skipped[reason]);

    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"1","name":[{"text":"A"}],"telecom":[{"system":"phone","value":"555 0123"}]}""", "the number 555 0123 has too few digits")]
    [InlineData("""{"resourceType":"Patient","id":"1","name":5,"telecom":[{"system":"fax","value":"2065550123"}]}""", "there is no name; there is no mobile number")]
    public void Patient_that_a_person_must_mend_is_refused_with_the_reason(string json, string reason) =>
        Assert.Equal(reason, Assert.Single(Read(json).Patients).Reason);

    [Theory]
    [InlineData("""{"resourceType":"Appointment","id":"1","status":"booked","start":"2026-11-24T09:00:00Z","participant":[{"actor":{"reference":"Location/1"}}]}""", "there is no patient in it")]
    [InlineData("""{"resourceType":"Appointment","id":"1","status":"booked","start":"soon","participant":[]}""", "the date soon cannot be read; write it as 2026-12-31 or 12/31/2026")]
    [InlineData("""{"resourceType":"Appointment","id":"1","status":"booked","start":"2026-11-24T09:00:00Z","participant":[{"actor":{"reference":"Patient/1"}},{"actor":{"reference":"Patient/2"}}]}""", "there is more than one patient in it")]
    public void Occasion_that_a_person_must_mend_is_refused_with_the_reason(string json, string reason) =>
        Assert.Equal(reason, Assert.Single(Read(json).Occasions).Reason);

    [Fact]
    public void Identifier_of_two_patients_is_nobodys()
    {
        var file = Read("""
            {"resourceType":"Patient","id":"1","identifier":[{"system":"s","value":"7"}],"name":[{"text":"A"}],"telecom":[{"system":"sms","value":"2065550123"}]}
            {"resourceType":"Patient","id":"2","identifier":[{"system":"s","value":"7"}],"name":[{"text":"B"}],"telecom":[{"system":"sms","value":"2065550124"}]}
            {"resourceType":"Appointment","id":"9","status":"booked","start":"2026-11-24T09:00:00Z","participant":[{"actor":{"identifier":{"system":"s","value":"7"}}}]}
            """);
        Assert.Equal("two patients in the file have the identifier that it names", Assert.Single(file.Occasions).Reason);
    }

    [Fact]
    public void Occasions_of_a_patient_who_left_are_left_out()
    {
        var file = Read("""
            {"resourceType":"Patient","id":"1","active":false,"name":[{"text":"A"}]}
            {"resourceType":"Appointment","id":"9","status":"booked","start":"2026-11-24T09:00:00Z","participant":[{"actor":{"reference":"Patient/1"}}]}
            """);
        Assert.Empty(file.Occasions);
        Assert.Equal("1", Assert.Single(file.Patients).Left);
    }

    [Theory]
    [InlineData("", "no FHIR")]
    [InlineData("[]", "no FHIR")]
    [InlineData("{\"a\":1}\nnot json", "Line 2 is not JSON")]
    [InlineData("<Bundle/>", "Line 1 is not JSON")]
    public void File_that_is_none_says_so(string text, string why)
    {
        Assert.Null(FhirFile.TryRead(Encoding.UTF8.GetBytes(text), Seattle, new DateOnly(2026, 11, 18), out var refusal));
        Assert.Contains(why, refusal, StringComparison.Ordinal);
    }

    private static FhirFile Read(string text)
    {
        var file = FhirFile.TryRead(Encoding.UTF8.GetBytes(text), Seattle, new DateOnly(2026, 11, 18), out var refusal);
        Assert.True(file is not null, refusal);
        return file;
    }
}
