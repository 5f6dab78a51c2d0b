using System.Security.Cryptography;
using System.Text;

namespace SecureText.SignIn;

/// <summary>
/// Somebody who can sign in on this machine; made up, like the organisations. <paramref name="Key"/> is what the page's
/// buttons send, <paramref name="Role"/> what the page tells.
/// </summary>
internal sealed record DemoPerson(string Key, string Name, string Email, string Role, string Tenant)
{
    /// <summary>What Entra would call this person.</summary>
    internal string ObjectId => new Guid(Hash("object")[..16]).ToString();

    /// <summary>What the Static Web App would call this person.</summary>
    internal string UserId => Convert.ToHexStringLower(Hash("user")[..16]);

    private byte[] Hash(string label) => SHA256.HashData(Encoding.UTF8.GetBytes($"{label}/{Email}"));
}

/// <summary>The people of the demo clinic.</summary>
internal static class DemoPeople
{
    internal const string Tenant = "11111111-1111-4111-8111-111111111111";

    internal static readonly DemoPerson Owner = new(
        "olivia", "Olivia Owner", "olivia.owner@clinic.example", "owner", Tenant);

    internal static readonly DemoPerson Manager = new(
        "marco", "Marco Manager", "marco.manager@clinic.example", "manager", Tenant);

    internal static readonly DemoPerson Member = new(
        "mia", "Mia Member", "mia.member@clinic.example", "member", Tenant);

    internal static readonly DemoPerson Nobody = new(
        "nora", "Nora Norole", "nora.norole@clinic.example", "no role here", Tenant);

    internal static readonly DemoPerson Foreigner = new(
        "fred", "Fred Foreign", "fred.foreign@elsewhere.example", "another organisation",
        "22222222-2222-4222-8222-222222222222");

    internal static IReadOnlyList<DemoPerson> All { get; } = [Owner, Manager, Member, Nobody, Foreigner];
}
