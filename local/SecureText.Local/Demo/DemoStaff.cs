using SecureText.Run;
using SecureText.SignIn;

namespace SecureText.Demo;

/// <summary>The demo clinic's staff, entered by its first owner and trained, so that one can work at once.</summary>
internal static class DemoStaff
{
    /// <summary>Does nothing when there is anybody but the first owner.</summary>
    internal static async Task SeedAsync(LocalSystem system, CancellationToken cancellationToken)
    {
        var owner = await StaffClient.SignInAsync(system, DemoPeople.Owner, true, cancellationToken);
        var staff = await owner.GetAsync("api/staff", cancellationToken);
        if (staff.Must(200).Json!["items"]!.AsArray().Count > 1) return;
        foreach (var person in new[] { DemoPeople.Manager, DemoPeople.Member })
        {
            var entry = new { email = person.Email, displayName = person.Name, role = person.Role };
            (await owner.PostAsync("api/staff", entry, cancellationToken)).Must(201);
            await AttestAsync(
                await StaffClient.SignInAsync(system, person, true, cancellationToken), cancellationToken);
        }

        await AttestAsync(owner, cancellationToken);
    }

    private static async Task AttestAsync(StaffClient person, CancellationToken cancellationToken)
    {
        var training = (await person.GetAsync("api/training", cancellationToken)).Must(200);
        foreach (var policy in training.Json!["items"]!.AsArray())
        {
            var version = new { version = policy!["version"]!.DeepClone() };
            (await person.PostAsync($"api/training/{policy["id"]}/attest", version, cancellationToken)).Must(204);
        }
    }
}
