using System.Text;
using System.Text.Json;
using SecureText.Harness;

namespace SecureText.Hosted;

/// <summary>The people of a <see cref="HostedClinic"/>, signed in and trained by HTTP alone, as the platform and they would.</summary>
public sealed class HostedStaff(HostedClinic clinic)
{
    private readonly Dictionary<string, string> headers = [];
    private readonly Dictionary<string, string> ids = [];

    /// <summary>The header of each who is signed in, by name in <see cref="Principal"/>.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    public string IdOf(string principal) => ids[principal];

    public string ActorOf(string principal) => $"staff:{ids[principal]}";

    public async Task SignInAllAsync()
    {
        await SignInAsync(Principal.Owner, PlatformSignIn.FirstOwner);
        foreach (var (principal, email, role) in new[]
        {
            (Principal.Manager, PlatformSignIn.Manager, "manager"), (Principal.Member, PlatformSignIn.Member, "member"),
        })
        {
            var added = await clinic.PostAsync("api/staff", new { email, displayName = $"Test {role}", role }, Principal.Owner);
            Assert.Equal(201, added.Status);
            await SignInAsync(principal, email);
        }
    }

    /// <summary>What <c>GetRoles</c> answers to the platform.</summary>
    public async Task<string[]> RolesAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await clinic.SendAsync(HttpMethod.Post, "api/GetRoles", null, content);
        Assert.Equal(200, answer.Status);
        return answer.Json.GetProperty("roles").Deserialize<string[]>()!;
    }

    private async Task SignInAsync(string principal, string email)
    {
        headers[principal] = PlatformSignIn.Header(email, await RolesAsync(PlatformSignIn.Body(email)));
        var me = await clinic.GetAsync("api/me", principal);
        Assert.Equal(200, me.Status);
        ids[principal] = me.Json.GetProperty("id").GetString()!;
        foreach (var policy in me.Json.GetProperty("trainingDue").EnumerateArray())
        {
            var attested = await clinic.PostAsync(
                $"api/training/{policy.GetProperty("id").GetString()}/attest",
                new { version = policy.GetProperty("version").GetInt32() }, principal);
            Assert.Equal(204, attested.Status);
        }
    }
}
