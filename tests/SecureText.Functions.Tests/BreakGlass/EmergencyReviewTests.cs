using SecureText.Harness;
using SecureText.Staff;

namespace SecureText.BreakGlass;

/// <summary>An owner sees each emergency afterwards and says whether it was right.</summary>
public class EmergencyReviewTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Words = "Zanzibarquartz";
    private const string Reason = "Velvetmoonfish called and could not breathe";

    [Fact]
    public async Task Sixth_in_a_day_waits_for_an_owner_also_when_all_come_at_once()
    {
        await using var run = await RunAsync();
        var ids = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            var number = $"+1206555014{i}";
            await run.Clinic.DeliverAsync(AcsJson.Sms($"Incoming_m{i}", Words, from: number));
            ids.Add((await run.Clinic.ConversationOf(number)).Value);
            await run.CallAsync("Assign", run.Manager, ids[^1], $$"""{"to":"{{run.Manager.Id}}"}""");
        }

        var all = await Task.WhenAll(ids.Select(id => run.OpenAsync(id: id)));
        Assert.True(all.Count(one => one.Status == 201) is > 0 and <= EmergencyRules.Most);
        var refused = ids.Where((_, i) => all[i].Status != 201).ToList();
        for (var taken = all.Count(one => one.Status == 201); taken < EmergencyRules.Most; taken++)
        {
            Assert.Equal(201, (await run.OpenAsync(id: refused[0])).Status);
            refused.RemoveAt(0);
        }

        Assert.Equal("too-many-emergencies", EmergencyRun.Code(await run.OpenAsync(id: refused[0])));

        // An owner finds one of them right: so one more may follow. One that was not right still counts.
        var grants = await run.Grants.ReadOwnAsync(run.Member.Id, TestClinic.Noon, default);
        await run.CallAsync("EndEmergency", emergency: grants[0].Id.Value);
        await run.CallAsync("EndEmergency", emergency: grants[1].Id.Value);
        Assert.Equal(204, (await run.ReviewAsync(grants[0].Id, finding: "not-appropriate")).Status);
        Assert.Equal("too-many-emergencies", EmergencyRun.Code(await run.OpenAsync(id: refused[0])));
        Assert.Equal(204, (await run.ReviewAsync(grants[1].Id)).Status);
        Assert.Equal(201, (await run.OpenAsync(id: refused[0])).Status);
    }

    [Fact]
    public async Task Owner_reviews_once_after_it_is_over_and_not_his_own_beside_another_owner()
    {
        await using var run = await RunAsync();
        await run.OpenAsync();
        var grant = Assert.Single(await run.Grants.ReadOwnAsync(run.Member.Id, TestClinic.Noon, default));
        Assert.Equal("still-open", EmergencyRun.Code(await run.ReviewAsync(grant.Id)));
        Assert.Equal("no-role", EmergencyRun.Code(await run.ReviewAsync(grant.Id, run.Manager)));
        await run.CallAsync("EndEmergency", emergency: grant.Id.Value);

        // The member becomes an owner beside the first.
        await run.Clinic.Get<StaffAdmin>().ChangeAsync(run.Member.Id, null, Role.Owner, null, new StaffActor("system", "t"), default);
        Assert.Equal("own-emergency", EmergencyRun.Code(await run.ReviewAsync(grant.Id, run.Member)));
        Assert.Contains("\"emergenciesToReview\":1", (await run.CallAsync("ReadMe", run.Owner)).Body, StringComparison.Ordinal);
        Assert.Equal(204, (await run.ReviewAsync(grant.Id)).Status);
        Assert.Equal("already-reviewed", EmergencyRun.Code(await run.ReviewAsync(grant.Id, finding: "not-appropriate")));
        Assert.Contains("\"emergenciesToReview\":0", (await run.CallAsync("ReadMe", run.Owner)).Body, StringComparison.Ordinal);
        var (_, body) = await run.CallAsync("ListEmergencies", run.Owner);
        Assert.Contains("\"finding\":\"appropriate\"", body, StringComparison.Ordinal);
        Assert.Contains(Reason, body, StringComparison.Ordinal);
        Assert.Contains("a note of ten", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_owner_there_is_reviews_his_own()
    {
        await using var run = await RunAsync();
        await run.OpenAsync();
        var grant = Assert.Single(await run.Grants.ReadOwnAsync(run.Member.Id, TestClinic.Noon, default));
        await run.CallAsync("EndEmergency", emergency: grant.Id.Value);
        var by = new StaffActor("system", "t");
        await run.Clinic.Get<StaffAdmin>().ChangeAsync(run.Member.Id, null, Role.Owner, null, by, default);
        await run.Clinic.Get<StaffAdmin>().ChangeAsync(run.Owner.Id, null, Role.Member, null, by, default);
        Assert.Equal(204, (await run.ReviewAsync(grant.Id, run.Member)).Status);
    }

    [Fact]
    public async Task Owner_whom_a_grant_waits_for_sees_it_at_once_and_its_holder_how_long()
    {
        await using var run = await RunAsync();
        await run.OpenAsync();
        Assert.Contains($"\"conversation\":\"{run.Conversation}\"", (await run.CallAsync("ReadMe")).Body, StringComparison.Ordinal);
        Assert.Contains("\"emergenciesToReview\":null", (await run.CallAsync("ReadMe")).Body, StringComparison.Ordinal);
        Assert.Contains("\"emergenciesToReview\":1", (await run.CallAsync("ReadMe", run.Owner)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reasons_go_with_the_record_and_the_fact_stays()
    {
        await using var run = await RunAsync();
        await run.OpenAsync();
        await run.Grants.ForgetAsync(await run.Clinic.ConversationOf(TestClinic.Patient), default);
        await run.Grants.ForgetAsync(await run.Clinic.ConversationOf(TestClinic.Patient), default);
        var (_, body) = await run.CallAsync("ListEmergencies", run.Owner);
        Assert.DoesNotContain(Reason, body, StringComparison.Ordinal);
        Assert.Contains("\"reason\":null", body, StringComparison.Ordinal);
        Assert.Contains("\"damaged\":false", body, StringComparison.Ordinal);
    }

    private Task<EmergencyRun> RunAsync() => EmergencyRun.StartAsync(azurite, Words, Reason);
}
