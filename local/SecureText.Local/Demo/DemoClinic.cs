using SecureText.Run;
using SecureText.SignIn;

namespace SecureText.Demo;

/// <summary>A few patients, so that a new clinic is not empty. Made-up people with numbers that nobody has.</summary>
internal static class DemoClinic
{
    /// <summary>What the named ones answer when the portal asks for it.</summary>
    internal const string BirthDate = "1980-07-21";

    private static readonly (string Number, string? Name, string[] Texts)[] Patients =
    [
        ("+12065550123", "Maria Lindqvist", ["Hi, is my visit on Monday at 9 or at 10?", "Sorry, I mean Tuesday."]),
        ("+12065550144", "Devon Achterberg", ["Thank you for the call 👍"]),
        ("+12065550165", null, ["Hola, ¿puedo cambiar mi cita para el jueves?"]),
        ("+12065550186", null, ["I think I left my jacket in the waiting room."]),
    ];

    /// <summary>
    /// Lets the patients text in through the network and staff name two of them; does nothing when there is data.
    /// </summary>
    internal static async Task SeedAsync(
        LocalSystem system, Action<string> progress, CancellationToken cancellationToken)
    {
        await DemoStaff.SeedAsync(system, cancellationToken);
        var staff = await StaffClient.SignInAsync(system, DemoPeople.Owner, true, cancellationToken);
        var inbox = (await staff.GetAsync("api/conversations?view=open", cancellationToken)).Must(200);
        if (inbox.Json!["items"]!.AsArray().Count > 0) return;
        progress("Filling the demo clinic");
        foreach (var (number, _, texts) in Patients)
        {
            foreach (var text in texts) await new PatientPhone(system, number).TextAsync(text, cancellationToken);
        }

        inbox = (await staff.GetAsync("api/conversations?view=open", cancellationToken)).Must(200);
        foreach (var item in inbox.Json!["items"]!.AsArray())
        {
            var name = Patients.First(patient => patient.Number == (string?)item!["number"]).Name;
            if (name is null) continue;
            var patient = new { displayName = name, dateOfBirth = BirthDate, language = "en" };
            (await staff.PostAsync(
                $"api/conversations/{item!["id"]}/patients", patient, cancellationToken)).Must(201);
        }
    }
}
