using SecureText.Clinic;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Harness;

/// <summary>Somebody signed in: the header to send, and the own id.</summary>
public sealed record SignedIn(string Header, StaffId Id);

/// <summary>Staff of a <see cref="TestClinic"/>.</summary>
public static class TestStaff
{
    private static readonly StaffActor Test = new("system", "test");

    /// <summary>Signs somebody in as the platform would; first the owner, who adds whoever has a role and is not there.</summary>
    public static async Task<SignedIn> SignInAsync(
        this TestClinic clinic, Role role = Role.Member, bool attested = true, string? email = null)
    {
        await clinic.RolesAsync(PlatformSignIn.FirstOwner);
        email ??= role switch
        {
            Role.Owner => PlatformSignIn.FirstOwner,
            Role.Manager => PlatformSignIn.Manager,
            _ => PlatformSignIn.Member,
        };
        if (email != PlatformSignIn.FirstOwner)
            await clinic.Get<StaffAdmin>().AddAsync(EmailOf(email), $"Test {role}", role, Test, CancellationToken.None);
        var roles = await clinic.RolesAsync(email);
        var row = await clinic.Get<StaffStore>().FindByEmailAsync(EmailOf(email), CancellationToken.None);
        var id = row!.Person.Id;
        if (attested)
        {
            var settings = await clinic.Get<ClinicSettingsSource>().CurrentAsync(CancellationToken.None);
            foreach (var policy in settings.Policies)
            {
                Assert.True(await clinic.Get<Attestations>().AttestAsync(id, policy.Id, policy.Version, Test, CancellationToken.None));
            }
        }

        return new SignedIn(PlatformSignIn.Header(email, roles), id);
    }

    /// <summary>What <c>GetRoles</c> answers.</summary>
    public static Task<IReadOnlyList<string>> RolesAsync(this TestClinic clinic, string email, string? objectId = null) =>
        clinic.Get<StaffSignIns>().SignInAsync(PlatformSignIn.User(email, objectId: objectId), "test", CancellationToken.None);

    public static StaffEmail EmailOf(string text) =>
        StaffEmail.TryParse(text, out var email) ? email : throw new FormatException("Not an address.");
}
