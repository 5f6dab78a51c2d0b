using System.Text.Json.Nodes;
using SecureText.Demo;

namespace SecureText.Weeks;

/// <content>What other systems of the clinic hand over.</content>
internal sealed partial class ThreeWeeks
{
    private async Task<string> ImportAsync(CancellationToken cancellationToken)
    {
        var counts = new List<int>();
        foreach (var (kind, name, content) in Files())
        {
            var done = await files.RunAsync(kind, name, content, cancellationToken);
            counts.Add((int)done["rows"]!);
            Expect.Equal((int)done["rows"]!, (int)done["new"]!, $"{name}: new ones");
        }

        var owner = await desk.OwnerAsync(cancellationToken);
        foreach (var person in script.People.Where(one => one.IsOfServer && one.Agrees))
        {
            // The server tells nothing of consent: it is on paper, at the desk.
            var consent = new
            {
                number = person.Number,
                change = "granted",
                classes = new[] { "conversation", "appointments", "followUp", "billing", "wellness" },
                source = "form",
                wording = "I agree to texts from Harbor Clinic.",
            };
            (await owner.PostAsync("api/consents", consent, cancellationToken)).Must(201);
        }

        return $"{string.Join(", ", counts)} rows";
    }

    private async Task<string> ImportAgainAsync(CancellationToken cancellationToken)
    {
        foreach (var (kind, name, content) in Files())
        {
            var done = await files.RunAsync(kind, name, content, cancellationToken);
            Expect.Equal((0, 0), ((int)done["new"]!, (int)done["changed"]!), $"{name}: new and changed ones");
        }

        return "nothing new, nothing changed";
    }

    private IEnumerable<(string Kind, string Name, string Content)> Files() =>
    [
        ("patient", "patients of the practice.csv", $"{script.PatientFile}"),
        ("fhir", "export.json", $"{script.Record}"),
        ("appointment", "appointments.csv", $"{script.AppointmentFile}"),
        ("statement", "statements.csv", $"{script.StatementFile}"),
        ("visit", "visits.csv", $"{script.VisitFile}"),
        ("refill", "refills.csv", $"{script.RefillFile}"),
        ("recall", "recalls.csv", $"{script.RecallFile}"),
    ];

    private async Task EveningAsync(int day, CancellationToken cancellationToken)
    {
        if (script.Evenings.TryGetValue(day, out var sheet))
            await files.RunAsync("appointment", $"evening of day {day}.csv", $"{sheet}", cancellationToken);
        if (script.RecordEvenings.TryGetValue(day, out var bundle))
            await files.RunAsync("fhir", $"evening of day {day}.json", $"{bundle}", cancellationToken);
    }

    private async Task TellAsync(string kind, JsonObject news, CancellationToken cancellationToken)
    {
        (await hooks.TellAsync(kind, news, cancellationToken)).Must(200);

        // Networks lose answers, so systems tell twice.
        var again = (await hooks.TellAsync(kind, news, cancellationToken)).Must(200);
        Expect.That((bool?)again.Json?["repeated"] == true, "the same news again is known");
    }
}
