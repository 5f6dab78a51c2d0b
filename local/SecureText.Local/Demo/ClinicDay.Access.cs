using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using SecureText.SignIn;

namespace SecureText.Demo;

/// <content>Who gets in, and who does not: at the front door and around it.</content>
internal sealed partial class ClinicDay
{
    private const string OpenView = "api/conversations?view=open";

    private async Task<string> SignInAsync(CancellationToken cancellationToken)
    {
        owner = await SignInAsync(DemoPeople.Owner, cancellationToken);
        await DemoStaff.SeedAsync(system, cancellationToken);
        manager = await SignInAsync(DemoPeople.Manager, cancellationToken);
        member = await SignInAsync(DemoPeople.Member, cancellationToken);
        var roles = new List<string>();
        foreach (var person in new[] { owner, manager, member })
        {
            var me = (await person.GetAsync("api/me", cancellationToken)).Must(200);
            roles.Add((string)me.Json!["roles"]!.AsArray().Single()!);
            (await person.GetAsync(OpenView, cancellationToken)).Must(200);
        }

        Expect.Equal("owner, manager, member", string.Join(", ", roles), "the roles");
        return "owner, manager and member, on the sign-in page and through the front door";
    }

    private async Task<string> StrangersAsync(CancellationToken cancellationToken)
    {
        (await StaffClient.Stranger(system).GetAsync(OpenView, cancellationToken)).Must(401);
        (await Around(null).GetAsync(OpenView, cancellationToken)).MustFail(401, "not-signed-in");
        (await Around("bm90IGpzb24=").GetAsync(OpenView, cancellationToken)).MustFail(401, "not-signed-in");
        var forged = StaffClient.Principal(DemoPeople.Owner.UserId, "owner", "s_abcdefghijklmnopqrstuvw");
        (await Around(forged).GetAsync(OpenView, cancellationToken)).MustFail(401, "signed-out");
        return "at the front door 401; around it 401, also with a made-up header";
    }

    private async Task<string> RefusedSignInsAsync(CancellationToken cancellationToken)
    {
        (DemoPerson Person, bool SecondFactor, string Problem)[] cases =
        [
            (DemoPeople.Member, false, "second-factor"), (DemoPeople.Foreigner, true, "wrong-tenant"),
            (DemoPeople.Nobody, true, "no-role"),
        ];
        foreach (var (person, secondFactor, problem) in cases)
        {
            var refused = await StaffClient.SignInAsync(system, person, secondFactor, cancellationToken);
            (await refused.GetAsync(OpenView, cancellationToken)).MustFail(403, problem);
            (await Around(refused.Cookie).GetAsync(OpenView, cancellationToken)).MustFail(403, problem);
        }

        return $"{string.Join(", ", cases.Select(one => $"403 {one.Problem}"))}, at the front door and around it";
    }

    private async Task<string> WrongRolesAsync(CancellationToken cancellationToken)
    {
        var person = new { email = "new.person@clinic.example", displayName = "New Person", role = "member" };
        foreach (var lower in new[] { member, manager })
        {
            (await lower.PostAsync("api/staff", person, cancellationToken)).MustFail(403, "no-role");
            (await lower.GetAsync("api/settings", cancellationToken)).MustFail(403, "no-role");
        }

        (await member.GetAsync("api/training/records", cancellationToken)).MustFail(403, "no-role");

        // The member's own sign-in, and a role that the header only says.
        var promoted = JsonNode.Parse(Convert.FromBase64String(member.Cookie!))!;
        promoted["userRoles"]!.AsArray().Add("owner");
        var header = Convert.ToBase64String(Encoding.UTF8.GetBytes(promoted.ToJsonString()));
        (await Around(header).GetAsync("api/settings", cancellationToken)).MustFail(403, "no-role");
        return "members and managers change no staff and no settings, whatever the header says";
    }

    private async Task<string> ForeignPagesAsync(CancellationToken cancellationToken)
    {
        var path = new Uri(system.Site, "api/me/sign-out");
        foreach (var (name, value, problem) in new[] { ("X-Nothing", "1", "missing-header"), ("Sec-Fetch-Site", "cross-site", "") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Content = JsonContent.Create(new { });
            request.Headers.Add("Cookie", $"{SignInServer.Cookie}={member.Cookie}");
            request.Headers.Add(name, value);
            if (problem.Length == 0) request.Headers.Add("X-SecureText", "1");
            using var answer = await system.Http.SendAsync(request, cancellationToken);
            Expect.Equal(403, (int)answer.StatusCode, $"a request with {name}");
        }

        (await member.GetAsync(OpenView, cancellationToken)).Must(200);
        return "without our header, or with the browser's word that it is another site: 403";
    }

    private async Task<string> EndedSessionsAsync(CancellationToken cancellationToken)
    {
        var id = await IdOfAsync(DemoPeople.Member, cancellationToken);
        var ended = (await owner.PostAsync($"api/staff/{id}/end-sessions", null, cancellationToken)).Must(200);
        Expect.That((int)ended.Json!["ended"]! >= 1, "a session was ended");
        (await member.GetAsync(OpenView, cancellationToken)).MustFail(401, "signed-out");
        (await Around(member.Cookie).GetAsync(OpenView, cancellationToken)).MustFail(401, "signed-out");

        member = await SignInAsync(DemoPeople.Member, cancellationToken);
        var leaving = await SignInAsync(DemoPeople.Member, cancellationToken);
        (await leaving.PostAsync("api/me/sign-out", null, cancellationToken)).Must(204);
        (await leaving.GetAsync(OpenView, cancellationToken)).MustFail(401, "signed-out");
        (await member.GetAsync(OpenView, cancellationToken)).Must(200);
        return "ended by the owner or by signing out: the next request gets 401, also around the front door";
    }

    private async Task<StaffClient> SignInAsync(DemoPerson person, CancellationToken cancellationToken)
    {
        var client = await StaffClient.SignInAsync(system, person, true, cancellationToken);
        Plant("sign-in", client.Secret);
        return client;
    }

    /// <summary>Under which id the clinic knows somebody.</summary>
    private async Task<string> IdOfAsync(DemoPerson person, CancellationToken cancellationToken)
    {
        var staff = (await owner.GetAsync("api/staff", cancellationToken)).Must(200);
        return (string)staff.Json!["items"]!.AsArray().Single(one => (string?)one!["email"] == person.Email)!["id"]!;
    }

    private StaffClient Around(string? principal) => StaffClient.Around(system, principal);
}
