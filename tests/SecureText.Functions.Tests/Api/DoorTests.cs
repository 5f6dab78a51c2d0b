using Microsoft.AspNetCore.Http;
using SecureText.Api.Access;
using SecureText.Harness;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api;

/// <summary>P7: what the door does besides what each caller is answered (AccessMatrixTests).</summary>
public class DoorTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly StaffActor Test = new("system", "test");

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

    // Where the person stands is remembered from the request before; that the sign-in lives never is.
    [Fact]
    public async Task Sign_in_that_has_ended_opens_nothing_to_who_came_in_a_moment_before()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        var read = HttpFunction.All.Single(f => f.Name == "ReadMessages");
        Assert.Equal(DoorCall.Passed, await DoorCall.AskAsync(clinic, read, member.Header));
        Assert.Equal(DoorCall.Passed, await DoorCall.AskAsync(clinic, read, member.Header));
        foreach (var row in await clinic.Get<SignInStore>().ReadAsync(member.Id, CancellationToken.None))
            await clinic.Get<SignInStore>().EndAsync(row, CancellationToken.None);
        Assert.Equal("401 signed-out", await DoorCall.AskAsync(clinic, read, member.Header));
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
}
