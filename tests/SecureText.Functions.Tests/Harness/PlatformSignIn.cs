using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SecureText.Staff;

namespace SecureText.Harness;

/// <summary>
/// What Static Web Apps says of people: at a sign-in to <c>GetRoles</c>, and with each request in its header. Everybody's ids
/// follow from the address.
/// </summary>
public static class PlatformSignIn
{
    public const string Tenant = "11111111-1111-4111-8111-111111111111";
    public const string FirstOwner = "olivia.owner@clinic.example";
    public const string Manager = "marco.manager@clinic.example";
    public const string Member = "mia.member@clinic.example";
    public const string Stranger = "nora.norole@clinic.example";
    private static readonly string[] WithSecondFactor = ["pwd", "mfa"];

    public static StaffOptions Options { get; } = new(
        Guid.Parse(Tenant), StaffEmail.TryParse(FirstOwner, out var owner) ? owner : throw new InvalidOperationException());

    public static string UserIdOf(string email) => Hash(email, "user")[..32];

    public static string ObjectIdOf(string email) => new Guid(Convert.FromHexString(Hash(email, "object")[..32])).ToString("D");

    /// <summary>The body of the platform's call.</summary>
    public static string Body(string email) =>
        JsonSerializer.Serialize(new
        {
            identityProvider = "aad",
            userId = UserIdOf(email),
            userDetails = email,
            claims = Claims(email, Tenant, null, null).Select(claim => new { typ = claim.Type, val = claim.Value }),
            accessToken = "not-read",
        });

    /// <summary>The same as the program reads it.</summary>
    public static PlatformUser User(string email, string? tenant = Tenant, string[]? methods = null, string? objectId = null) =>
        new(UserIdOf(email), email, [.. Claims(email, tenant, methods, objectId)]);

    /// <summary>The header with the roles that the sign-in got.</summary>
    public static string Header(string email, IEnumerable<string> roles) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new
        {
            identityProvider = "aad",
            userId = UserIdOf(email),
            userDetails = email,
            userRoles = (string[])["anonymous", "authenticated", .. roles],
        })));

    private static IEnumerable<IdentityClaim> Claims(string email, string? tenant, string[]? methods, string? objectId)
    {
        if (tenant is not null) yield return new("http://schemas.microsoft.com/identity/claims/tenantid", tenant);
        yield return new("http://schemas.microsoft.com/identity/claims/objectidentifier", objectId ?? ObjectIdOf(email));
        foreach (var method in methods ?? WithSecondFactor)
        {
            yield return new("http://schemas.microsoft.com/claims/authnmethodsreferences", method);
        }
    }

    private static string Hash(string email, string kind) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}|{email}")));
}
