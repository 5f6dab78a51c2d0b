using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using SecureText.Api.Access;
using SecureText.Harness;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api;

/// <summary>P7: every function with everybody who might come, as the permission table says.</summary>
public class DoorTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly StaffActor Test = new("system", "test");

    [Theory]
    [InlineData(Role.Member)]
    [InlineData(Role.Manager)]
    [InlineData(Role.Owner)]
    public async Task Live_sign_in_comes_in_where_its_role_may(Role role)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var somebody = await clinic.SignInAsync(role);
        await ExpectAsync(clinic, somebody.Header, rule => rule.Kind == RuleKind.Staff && (rule.Roles & role) == Role.None
            ? "403 no-role"
            : DoorCall.Passed);
    }

    [Theory]
    [InlineData("nobody", "401 not-signed-in")]
    [InlineData("garbage", "401 not-signed-in")]
    [InlineData("foreign tenant", "403 wrong-tenant")]
    [InlineData("no second factor", "403 second-factor")]
    [InlineData("unknown person", "403 no-role")]
    [InlineData("sign-in without an answer of ours", "401 signed-out")]
    [InlineData("forged role without a sign-in", "401 signed-out")]
    [InlineData("forged secret", "401 signed-out")]
    [InlineData("two secrets", "401 signed-out")]
    [InlineData("secret of somebody else", "401 signed-out")]
    [InlineData("signed out", "401 signed-out")]
    [InlineData("ended by the owner", "401 signed-out")]
    [InlineData("idle", "401 signed-out")]
    [InlineData("old", "401 signed-out")]
    [InlineData("shut out", "401 signed-out")]
    [InlineData("shut out and let in again", "401 signed-out")]
    [InlineData("changed sign-in row", "401 signed-out")]
    [InlineData("changed person row", "403 no-role")]
    [InlineData("person row gone", "401 signed-out")]
    public async Task Nobody_else_comes_in_anywhere(string who, string refusal)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await ExpectAsync(clinic, await HeaderOfAsync(clinic, who), _ => refusal);
    }

    [Theory]
    [InlineData(Role.Member)]
    [InlineData(Role.Owner)]
    public async Task Training_that_is_due_shuts_what_opens_a_record_and_nothing_else(Role role)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var somebody = await clinic.SignInAsync(role, attested: false);
        await ExpectAsync(clinic, somebody.Header, rule =>
            rule.Kind == RuleKind.Staff && (rule.Roles & role) == Role.None ? "403 no-role"
            : rule.OpensPhi ? "403 training-due"
            : DoorCall.Passed);
    }

    [Fact]
    public async Task Role_in_the_header_opens_nothing()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.SignInAsync();
        var roles = await clinic.RolesAsync(PlatformSignIn.Member);
        var header = PlatformSignIn.Header(PlatformSignIn.Member, [.. roles, "owner", "manager"]);
        await ExpectAsync(clinic, header, rule => rule.Kind == RuleKind.Staff && (rule.Roles & Role.Member) == Role.None
            ? "403 no-role"
            : DoorCall.Passed);
    }

    [Theory]
    [InlineData("without the header")]
    [InlineData("from another site")]
    public async Task Request_of_another_page_reaches_only_what_the_platform_calls(string how)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var owner = await clinic.SignInAsync(Role.Owner);
        foreach (var function in HttpFunction.All.Where(f => how == "from another site" || f.Methods[0] != "GET"))
        {
            var answer = await DoorCall.AskAsync(clinic, function, owner.Header, request =>
            {
                if (how == "from another site") request.Headers["Sec-Fetch-Site"] = "cross-site";
                else request.Headers.Remove(OwnPage.Header);
            });
            var isPlatforms = Permissions.All[function.Name].Kind is RuleKind.Platform or RuleKind.Signature;
            Assert.Equal((function.Name, isPlatforms ? DoorCall.Passed : "403 missing-header"), (function.Name, answer));
        }
    }

    [Fact]
    public async Task New_role_counts_at_the_next_request()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        var manage = HttpFunction.All.Single(f => f.Name == "AddStaff");
        Assert.Equal("403 no-role", await DoorCall.AskAsync(clinic, manage, member.Header));
        await clinic.Get<StaffAdmin>().ChangeAsync(member.Id, null, Role.Owner, null, Test, CancellationToken.None);
        Assert.Equal(DoorCall.Passed, await DoorCall.AskAsync(clinic, manage, member.Header));
        await clinic.Get<StaffAdmin>().ChangeAsync(member.Id, null, Role.Member, null, Test, CancellationToken.None);
        Assert.Equal("403 no-role", await DoorCall.AskAsync(clinic, manage, member.Header));
    }

    [Fact]
    public async Task Only_requests_of_a_person_keep_a_sign_in_alive()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        var read = HttpFunction.All.Single(f => f.Name == "ReadMe");
        for (var minutes = 0; minutes < 28; minutes += 14)
        {
            clinic.Time.Advance(TimeSpan.FromMinutes(14));
            Assert.Equal(DoorCall.Passed, await DoorCall.AskAsync(clinic, read, member.Header));
        }

        clinic.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(DoorCall.Passed, await DoorCall.AskAsync(clinic, read, member.Header, Background));
        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("401 signed-out", await DoorCall.AskAsync(clinic, read, member.Header));

        static void Background(HttpRequest request) => request.Headers["X-SecureText-Background"] = "1";
    }

    [Fact]
    public async Task Refusal_of_somebody_known_is_in_the_journal_before_it_is_given()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        var manage = HttpFunction.All.Single(f => f.Name == "AddStaff");
        await DoorCall.AskAsync(clinic, manage, member.Header);
        var entry = clinic.Journal.Entries[^1];
        Assert.Equal(
            ($"staff:{member.Id}", "access.refused", "refused", "no-role:AddStaff"),
            (entry.Actor, entry.Action, entry.Outcome, entry.Detail));
    }

    private static async Task ExpectAsync(TestClinic clinic, string? header, Func<Rule, string> expected)
    {
        foreach (var function in HttpFunction.All)
        {
            var rule = Permissions.All[function.Name];
            var answer = await DoorCall.AskAsync(clinic, function, header);
            var should = rule.Kind switch
            {
                RuleKind.Anybody or RuleKind.Platform or RuleKind.Signature => DoorCall.Passed,
                RuleKind.Patient => "401 portal-closed",
                _ => expected(rule),
            };
            Assert.Equal((function.Name, should), (function.Name, answer));
        }
    }

    private static async Task<string?> HeaderOfAsync(TestClinic clinic, string who)
    {
        var owner = await clinic.SignInAsync(Role.Owner);
        var member = await clinic.SignInAsync();
        var secret = SignInSecret.New(clinic.Get<IRandomSource>()).RoleName;
        switch (who)
        {
            case "nobody": return null;
            case "garbage": return "bm90IGpzb24=";
            case "foreign tenant": return await RefusedAsync(PlatformSignIn.User(PlatformSignIn.FirstOwner, tenant: Guid.Empty.ToString()));
            case "no second factor": return await RefusedAsync(PlatformSignIn.User(PlatformSignIn.FirstOwner, methods: ["pwd"]));
            case "unknown person": return await RefusedAsync(PlatformSignIn.User(PlatformSignIn.Stranger));
            case "sign-in without an answer of ours": return PlatformSignIn.Header(PlatformSignIn.FirstOwner, []);
            case "forged role without a sign-in": return PlatformSignIn.Header(PlatformSignIn.FirstOwner, ["owner"]);
            case "forged secret": return PlatformSignIn.Header(PlatformSignIn.FirstOwner, ["owner", secret]);
            case "two secrets":
                return PlatformSignIn.Header(PlatformSignIn.Member, [.. await clinic.RolesAsync(PlatformSignIn.Member), secret]);
            case "secret of somebody else":
                return PlatformSignIn.Header(PlatformSignIn.Member, await clinic.RolesAsync(PlatformSignIn.FirstOwner));
            case "signed out":
                var row = Assert.Single(await clinic.Get<SignInStore>().ReadAsync(member.Id, CancellationToken.None));
                await clinic.Get<StaffAdmin>().SignOutAsync(row, Test, CancellationToken.None);
                break;
            case "ended by the owner":
                Assert.Equal(1, await clinic.Get<StaffAdmin>().EndSignInsAsync(member.Id, Test, CancellationToken.None));
                break;
            case "idle":
                clinic.Time.Advance(SignIn.LongestIdle);
                break;
            case "old":
                await StayAsync(member.Header, SignIn.Longest);
                break;
            case "shut out" or "shut out and let in again":
                await clinic.Get<StaffAdmin>().ChangeAsync(member.Id, null, null, false, Test, CancellationToken.None);
                if (who != "shut out")
                    await clinic.Get<StaffAdmin>().ChangeAsync(member.Id, null, null, true, Test, CancellationToken.None);
                break;
            case "changed sign-in row":
                await ChangeRowsAsync("sign-in", "Staff", member.Id.Value, owner.Id.Value);
                break;
            case "changed person row":
                await ChangeRowsAsync("staff", "Role", "member", "owner");
                break;
            case "person row gone":
                await clinic.Storage().Staff.DeleteEntityAsync("staff", $"M|{member.Id}", ETag.All);
                break;
        }

        return member.Header;

        async Task<string> RefusedAsync(PlatformUser user) => PlatformSignIn.Header(
            PlatformSignIn.FirstOwner, await clinic.Get<StaffSignIns>().SignInAsync(user, "test", CancellationToken.None));

        async Task StayAsync(string header, TimeSpan time)
        {
            var read = HttpFunction.All.Single(f => f.Name == "ReadMe");
            for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(10))
            {
                Assert.Equal(DoorCall.Passed, await DoorCall.AskAsync(clinic, read, header));
                clinic.Time.Advance(TimeSpan.FromMinutes(10));
            }
        }

        async Task ChangeRowsAsync(string partition, string property, string from, string to)
        {
            var table = clinic.Storage().Staff;
            var rows = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"));
            await foreach (var entity in rows)
            {
                if (!entity.TryGetValue(property, out var value) || value as string != from) continue;
                entity[property] = to;
                await table.UpdateEntityAsync(entity, ETag.All, TableUpdateMode.Replace);
            }
        }
    }
}
