using System.Globalization;
using System.Text.Json.Nodes;

namespace SecureText.Weeks;

/// <summary>A bundle of FHIR R4 as a health record's server exports it: patients with their appointments.</summary>
internal sealed class FhirSheet
{
    private readonly JsonArray entries = [];

    internal FhirSheet Add(Person person)
    {
        var patient = new JsonObject
        {
            ["resourceType"] = "Patient",
            ["id"] = person.Key,
            ["name"] = new JsonArray(new JsonObject
            {
                ["use"] = "official",
                ["family"] = person.Last,
                ["given"] = new JsonArray(person.First),
            }),
            ["telecom"] = new JsonArray(new JsonObject { ["system"] = "phone", ["use"] = "mobile", ["value"] = person.Number }),
            ["birthDate"] = person.BirthDate,
            ["communication"] = new JsonArray(new JsonObject
            {
                ["preferred"] = true,
                ["language"] = new JsonObject
                {
                    ["coding"] = new JsonArray(new JsonObject { ["system"] = "urn:ietf:bcp:47", ["code"] = person.Language }),
                },
            }),
        };
        if (person.State is not null)
            patient["address"] = new JsonArray(new JsonObject { ["use"] = "home", ["state"] = person.State, ["country"] = "US" });
        return Add(patient);
    }

    internal FhirSheet AddAppointment(string id, Person person, string doctor, DateTimeOffset at, string status = "booked") => Add(new JsonObject
    {
        ["resourceType"] = "Appointment",
        ["id"] = id,
        ["status"] = status,
        ["start"] = at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        ["end"] = at.AddMinutes(30).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        ["participant"] = new JsonArray(
            new JsonObject
            {
                ["actor"] = new JsonObject { ["reference"] = $"Patient/{person.Key}" },
                ["status"] = "accepted",
            },
            new JsonObject
            {
                ["actor"] = new JsonObject { ["reference"] = "Practitioner/1", ["display"] = $"Dr. {doctor}" },
                ["status"] = "accepted",
            }),
    });

    public override string ToString() =>
        new JsonObject { ["resourceType"] = "Bundle", ["type"] = "collection", ["entry"] = entries.DeepClone() }.ToJsonString();

    private FhirSheet Add(JsonObject resource)
    {
        entries.Add((JsonNode)new JsonObject { ["resource"] = resource });
        return this;
    }
}
