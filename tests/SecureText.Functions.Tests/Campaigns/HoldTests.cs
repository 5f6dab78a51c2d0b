using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Roster;

namespace SecureText.Campaigns;

/// <summary>What stops a journey, or moves it.</summary>
public class HoldTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("STOP", 1)]
    [InlineData("no more texts please", 0)]
    public async Task Withdrawal_in_the_middle_of_three_campaigns_leaves_nothing_but_its_confirmation(string text, int more)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        await run.OccasionAsync(TestClinic.Noon.AddDays(-1), OccasionKind.Visit);
        await run.OccasionAsync(TestClinic.Noon.AddDays(-1), OccasionKind.Statement, facts: new OccasionFacts { Amount = "$12.00" });
        foreach (var playbook in new[] { "reminder", "follow-up", "payment" }) await run.CampaignAsync(playbook, key: playbook);
        Assert.Equal(3, (await run.HeadAsync()).Head.Journeys.Ids.Count);
        var before = (await run.PhoneAsync()).Count;
        Assert.True(before >= 2, $"{before} texts");

        await run.WriteAsync(text);
        for (var day = 0; day < 30; day++) await clinic.TickAsync(TimeSpan.FromDays(1));

        Assert.Equal(before + more, (await run.PhoneAsync()).Count);
        if (more > 0) Assert.True((await run.HeadAsync()).Head.Journeys.IsEmpty);
        Assert.Equal(more == 0, (await run.HeadAsync()).Head.Urgent);
    }

    [Fact]
    public async Task Paused_campaign_sends_nothing_until_it_is_resumed()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        var campaign = await run.CampaignAsync();

        Assert.Equal(CampaignState.Paused, await clinic.Get<CampaignDesk>().PauseAsync(campaign.Id, clinic.Staff.Actor, CancellationToken.None));
        await clinic.TickAsync(TimeSpan.FromHours(49));
        Assert.Single(await run.PhoneAsync());

        Assert.Equal(CampaignState.Running, await clinic.Get<CampaignDesk>().ResumeAsync(campaign.Id, clinic.Staff.Actor, CancellationToken.None));
        await clinic.TickAsync(TimeSpan.FromSeconds(10));
        await clinic.TickAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, (await run.PhoneAsync()).Count);
    }

    [Fact]
    public async Task Cancelled_campaign_ends_its_journeys()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        var campaign = await run.CampaignAsync();

        await clinic.Get<CampaignDesk>().CancelAsync(campaign.Id, clinic.Staff.Actor, CancellationToken.None);
        await clinic.TickAsync(TimeSpan.FromSeconds(10));
        await clinic.TickAsync(TimeSpan.FromDays(2));

        Assert.Single(await run.PhoneAsync());
        Assert.Equal("campaign-cancelled", (await run.MemberAsync(campaign)).State!.EndedBy);
        Assert.Null(await clinic.Get<CampaignDesk>().ResumeAsync(campaign.Id, clinic.Staff.Actor, CancellationToken.None));
        Assert.Empty(clinic.Instances.Running);
    }

    [Fact]
    public async Task Visit_that_is_moved_is_reminded_of_anew_and_one_that_is_cancelled_no_more()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        var visit = await run.OccasionAsync(CampaignRun.InThreeDays);
        var campaign = await run.CampaignAsync();
        await run.WriteAsync("yes");
        Assert.Equal(2, (await run.PhoneAsync()).Count);

        var moved = visit with { At = visit.At.AddDays(7) };
        await run.ChangeAsync(moved);
        await clinic.TickAsync(TimeSpan.FromSeconds(5));
        await clinic.TickAsync(TimeSpan.FromDays(7));
        Assert.Equal(3, (await run.PhoneAsync()).Count);

        await run.ChangeAsync(moved with { Status = OccasionStatus.Cancelled });
        await clinic.TickAsync(TimeSpan.FromSeconds(5));
        await clinic.TickAsync(TimeSpan.FromDays(3));
        Assert.Equal(3, (await run.PhoneAsync()).Count);
        Assert.Equal("cancelled", (await run.MemberAsync(campaign)).State!.EndedBy);
    }

    [Theory]
    [InlineData("Thanks", 1, null)]
    [InlineData("STOP", 0, "withdrawn")]
    public async Task Visit_that_was_called_off_and_stands_again_is_reminded_of_unless_the_patient_has_withdrawn(string text, int more, string? endedBy)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        var visit = await run.OccasionAsync(CampaignRun.InThreeDays);
        var campaign = await run.CampaignAsync();
        await run.ChangeAsync(visit with { Status = OccasionStatus.Cancelled });
        await clinic.TickAsync(TimeSpan.FromSeconds(5));
        Assert.Equal("cancelled", (await run.MemberAsync(campaign)).State!.EndedBy);
        await run.WriteAsync(text);
        var before = (await run.PhoneAsync()).Count;

        await run.ChangeAsync(visit);
        await clinic.TickAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(before + more, (await run.PhoneAsync()).Count);
        Assert.Equal(endedBy, (await run.MemberAsync(campaign)).State!.EndedBy);
        Assert.Equal(more, (await run.HeadAsync()).Head.Journeys.Ids.Count);
    }

    [Fact]
    public async Task Starting_twice_is_starting_once()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);

        var first = await run.CampaignAsync();
        var again = await run.CampaignAsync();
        await run.CampaignAsync(key: "k2");

        Assert.Equal(first.Id, again.Id);
        Assert.Single(await run.PhoneAsync());
        Assert.Single((await run.HeadAsync()).Head.Journeys.Ids);
    }

    [Fact]
    public async Task Patient_who_cannot_come_is_called_by_a_person()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        await run.CampaignAsync();

        await run.WriteAsync("No");

        var head = (await run.HeadAsync()).Head;
        Assert.NotNull(head.UnansweredSince);
        Assert.Contains(await clinic.ThreadOf(run.Number), one => one.Message.Status == MessageStatus.Noted
            && one.Text == "Appointment reminder: the patient said no. Please call.");
    }

    [Fact]
    public async Task Patient_without_consent_gets_nothing_and_the_figures_say_why()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic, agrees: false);
        await run.OccasionAsync(CampaignRun.InThreeDays);

        var campaign = await run.CampaignAsync();

        Assert.Empty(await run.PhoneAsync());
        Assert.Equal("suppressed:consent-missing", (await run.MemberAsync(campaign)).Texts["three-days"]);
    }

    [Theory]
    [InlineData("Campaign", "00000000000000000000000000000000")]
    [InlineData("Status", "Ended")]
    [InlineData(null, null)]
    public async Task Journey_that_was_changed_in_storage_ends_and_staff_are_told(string? property, string? value)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        await run.CampaignAsync();
        var journey = Assert.Single((await run.HeadAsync()).Head.Journeys.Ids);
        var table = clinic.Storage().Conversations;
        var row = (await table.GetEntityAsync<TableEntity>(run.Conversation.Value, $"X|{journey.Value}")).Value;
        if (property is null) await table.DeleteEntityAsync(run.Conversation.Value, row.RowKey);
        else row[property] = value;
        if (property is not null) await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);

        await clinic.TickAsync(TimeSpan.FromDays(2));

        Assert.Single(await run.PhoneAsync());
        Assert.True((await run.HeadAsync()).Head.Journeys.IsEmpty);
        Assert.NotNull((await run.HeadAsync()).Head.UnansweredSince);
        Assert.Contains(await clinic.ThreadOf(run.Number), one => one.Text.Contains("changed from outside", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Campaign_that_was_changed_in_storage_sends_nothing()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        var campaign = await run.CampaignAsync();
        var table = clinic.Storage().Campaigns;
        var row = (await table.GetEntityAsync<TableEntity>("campaign", campaign.Id)).Value;
        row["Ongoing"] = true;
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);

        await clinic.TickAsync(TimeSpan.FromDays(2));

        Assert.Single(await run.PhoneAsync());
    }

    [Fact]
    public async Task Statement_waits_behind_the_link_and_payment_ends_it()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        var statement = await run.OccasionAsync(
            TestClinic.Noon.AddDays(-1), OccasionKind.Statement,
            facts: new OccasionFacts { Amount = "$120.00", Url = "https://pay.clinic.example" });
        var campaign = await run.CampaignAsync("payment");

        var text = Assert.Single(await run.PhoneAsync());
        Assert.Contains("https://texts.clinic.example/p/#", text, StringComparison.Ordinal);
        Assert.DoesNotContain("120", text, StringComparison.Ordinal);
        var posted = (await clinic.ThreadOf(run.Number)).Single(one => one.Message.Status == MessageStatus.Posted);
        Assert.Contains("$120.00", posted.Text, StringComparison.Ordinal);

        await run.ChangeAsync(statement with { Status = OccasionStatus.Settled });
        await clinic.TickAsync(TimeSpan.FromSeconds(5));

        Assert.Equal("paid", (await run.MemberAsync(campaign)).State!.Fact);
        Assert.Empty(clinic.Instances.Running);
        await clinic.TickAsync(TimeSpan.FromDays(8));
        Assert.Single(await run.PhoneAsync());
    }
}
