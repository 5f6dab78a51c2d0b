using System.Net;
using Microsoft.AspNetCore.Http;
using SecureText.Harness;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Staff;

namespace SecureText.Api.Limits;

/// <summary>What strangers may ask, like an attacker and like a clinic behind one address.</summary>
public class StrangerLimitsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Limited = "429 too-many-requests";
    private const string Clinic = "203.0.113.7";

    [Fact]
    public async Task Waiting_room_behind_one_address_passes_and_a_flood_does_not()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        for (var phone = 0; phone < 30; phone++)
        {
            foreach (var step in new[] { "PortalOpen", "PortalOpen", "PortalBirthDate", "PortalBirthDate", "PortalCode", "PortalCode" })
                Assert.Equal(DoorCall.Passed, await AskAsync(clinic, step));
        }

        Assert.InRange(await UntilLimitedAsync(clinic, "PortalOpen"), 10, 100);
        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "PortalOpen", "203.0.113.8"));
        clinic.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "PortalOpen"));
    }

    [Fact]
    public async Task Refusal_says_when_to_come_again_and_is_counted_once_a_minute()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await UntilLimitedAsync(clinic, "PortalOpen");
        HttpContext? http = null;
        for (var n = 0; n < 40; n++)
            Assert.Equal(Limited, await AskAsync(clinic, "PortalOpen", change: request => http = request.HttpContext));
        Assert.Equal("1", http!.Response.Headers.RetryAfter.ToString());
        Assert.Equal("1", Assert.Single(clinic.Journal.Entries, e => e.Action == "access.limited").Detail);

        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await UntilLimitedAsync(clinic, "PortalOpen");
        Assert.Equal("41", clinic.Journal.Entries[^1].Detail);
    }

    [Fact]
    public async Task Silent_journal_changes_no_refusal()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        clinic.Journal.Fails = true;
        await UntilLimitedAsync(clinic, "PortalOpen");
    }

    [Fact]
    public async Task Forged_sign_ins_and_sessions_stop_costing_storage()
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter);
        foreach (var (function, refusal) in new[] { ("ListConversations", "401 signed-out"), ("PortalThread", "401 portal-closed") })
        {
            var tries = 0;
            while (await ForgeAsync(function) == refusal) Assert.InRange(++tries, 1, 300);
            counter.Clear();
            for (var n = 0; n < 50; n++) Assert.Equal(Limited, await ForgeAsync(function));
            Assert.Empty(counter.Requests);
        }

        async Task<string> ForgeAsync(string function)
        {
            var random = clinic.Get<IRandomSource>();
            return await AskAsync(
                clinic, function, principal: PlatformSignIn.Header(PlatformSignIn.Member, [SignInSecret.New(random).RoleName]),
                change: request =>
                {
                    var session = SessionSecret.Create(LinkToken.Create(random).Id, random);
                    request.Headers.Cookie = $"{PatientSession.Cookie}={session.Value}";
                    request.Headers[PatientSession.Header] = session.Link.Value;
                });
        }
    }

    [Fact]
    public async Task Live_sign_in_goes_on_where_a_stranger_floods_from_its_own_address()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        for (var n = 0; n < 500; n++) Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "ListStaff", principal: member.Header));
        await UntilLimitedAsync(clinic, "ListStaff");
        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "ListStaff", principal: member.Header));

        // Portal and sign-in have permits of their own.
        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "PortalOpen"));
        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "GetRoles"));
        await clinic.Get<StaffAdmin>().EndSignInsAsync(member.Id, new StaffActor("system", "test"), CancellationToken.None);
        Assert.Equal("401 signed-out", await AskAsync(clinic, "ListStaff", principal: member.Header));
        Assert.Equal(Limited, await AskAsync(clinic, "ListStaff", principal: member.Header));
    }

    [Fact]
    public async Task Who_is_signed_in_and_may_not_is_no_stranger()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        for (var n = 0; n < 300; n++) Assert.Equal("403 no-role", await AskAsync(clinic, "AddStaff", principal: member.Header));
        Assert.InRange(clinic.Journal.Entries.Count(e => e.Action == "access.refused"), 1, 5);
        await UntilLimitedAsync(clinic, "AddStaff");
        Assert.Equal("403 no-role", await AskAsync(clinic, "AddStaff", principal: member.Header));
    }

    [Fact]
    public async Task Customer_with_many_addresses_is_one_network_and_leaves_the_others_theirs()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var tries = 0;
        while (await AskAsync(clinic, "PortalOpen", $"2001:db8:7:{tries++:x}::1") != Limited) Assert.InRange(tries, 1, 970);
        Assert.True(tries > 900, $"{tries}");
        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "PortalOpen", "2001:db8:8::1"));
        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "PortalOpen"));
    }

    [Fact]
    public async Task Flood_from_everywhere_is_limited_in_sum_and_shuts_out_no_live_sign_in_and_no_probe()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var owner = await clinic.SignInAsync(Role.Owner);
        foreach (var function in new[] { "PortalOpen", "ListStaff" })
        {
            Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "ListStaff", principal: owner.Header));
            var tries = 0;
            while (await AskAsync(clinic, function, $"198.18.{tries >> 8}.{tries & 255}") != Limited) Assert.InRange(++tries, 1, 1010);
        }

        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "ListStaff", principal: owner.Header));
        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "HealthReady", "203.0.113.9"));
        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "HealthLive", null));
        clinic.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "PortalOpen", "203.0.113.9"));
    }

    [Fact]
    public async Task Who_has_no_address_has_one_wide_pace_and_takes_nothing_from_who_has()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        for (var n = 0; n < 600; n++) Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "PortalOpen", null));
        Assert.Equal(Limited, await AskAsync(clinic, "PortalOpen", null));
        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "PortalOpen"));
    }

    [Fact]
    public async Task Page_of_another_site_uses_up_no_permits_of_whoever_looks_at_it()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        for (var n = 0; n < 500; n++)
        {
            Assert.Equal("403 missing-header", await AskAsync(
                clinic, "PortalOpen", change: request => request.Headers["Sec-Fetch-Site"] = "cross-site"));
        }

        Assert.Equal(DoorCall.Passed, await AskAsync(clinic, "PortalOpen"));
    }

    [Fact]
    public async Task One_link_is_looked_at_so_often_from_wherever_and_fills_no_journal()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var before = clinic.Journal.Entries.Count;
        var statuses = new List<int>();
        for (var n = 0; n < 25; n++) statuses.Add(await OpenAsync(run.Token.Value));
        Assert.Equal((20, 5), (statuses.Count(s => s == 200), statuses.Count(s => s == 429)));
        Assert.InRange(clinic.Journal.Entries.Count - before, 20, 21);

        // Another link, one that is none and the same a little later go on; an unknown one is held to the same.
        Assert.Equal(200, await OpenAsync((await run.AgainAsync()).Token.Value));
        for (var n = 0; n < 25; n++) Assert.Equal(404, await OpenAsync("no token"));
        var unknown = LinkToken.Create(clinic.Get<IRandomSource>()).Value;
        for (var n = 0; n < 20; n++) Assert.Equal(404, await OpenAsync(unknown));
        Assert.Equal(429, await OpenAsync(unknown));
        clinic.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, await OpenAsync(run.Token.Value));

        async Task<int> OpenAsync(string token) => (await FunctionCall.InvokeAsync(
            clinic, Named("PortalOpen"), json: $$"""{"token":"{{token}}"}""")).Status;
    }

    private static async Task<int> UntilLimitedAsync(TestClinic clinic, string function)
    {
        for (var n = 1; ; n++)
        {
            if (await AskAsync(clinic, function) == Limited) return n;
            Assert.InRange(n, 1, 300);
        }
    }

    private static Task<string> AskAsync(
        TestClinic clinic, string function, string? address = Clinic, string? principal = null, Action<HttpRequest>? change = null) =>
        DoorCall.AskAsync(clinic, Named(function), principal, request =>
        {
            request.HttpContext.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
            change?.Invoke(request);
        });

    private static HttpFunction Named(string name) => HttpFunction.All.Single(f => f.Name == name);
}
