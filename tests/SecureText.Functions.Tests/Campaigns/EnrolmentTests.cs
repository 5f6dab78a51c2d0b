using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Roster;
using SecureText.Storage;

namespace SecureText.Campaigns;

/// <summary>Who is taken into a campaign, and what becomes of texts that their journey has left behind.</summary>
public class EnrolmentTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Other = "+12065550124";

    [Fact]
    public async Task Text_that_still_waits_when_its_journey_ends_does_not_go()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        var visit = await run.OccasionAsync(CampaignRun.InThreeDays);
        clinic.Carrier.Answer = _ => new Carriers.CarrierReply.Unavailable("429", TimeSpan.FromMinutes(30));
        var campaign = await run.CampaignAsync();
        Assert.Contains(await clinic.ThreadOf(run.Number), one => one.Message.Status == MessageStatus.Queued);

        await run.ChangeAsync(visit with { Status = OccasionStatus.Cancelled });
        await clinic.TickAsync(TimeSpan.FromSeconds(5));
        clinic.Carrier.Answer = _ => null;
        await clinic.TickAsync(TimeSpan.FromHours(1));

        Assert.Empty(await run.PhoneAsync());
        Assert.Equal("suppressed:cancelled", (await run.MemberAsync(campaign)).Texts["three-days"]);
    }

    [Fact]
    public async Task Number_that_became_somebody_elses_gets_nothing_more()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        var other = await CampaignRun.StartAsync(clinic, Other);
        var visit = await run.OccasionAsync(CampaignRun.InThreeDays);
        await run.CampaignAsync(ongoing: true);

        await run.ChangeAsync(visit with { Conversation = other.Conversation, PatientId = other.PatientId });
        await clinic.Get<JourneyBell>().RingOccasionAsync(visit, CancellationToken.None);
        await clinic.Get<CampaignBell>().NewAsync(OccasionKind.Appointment, CancellationToken.None);
        await clinic.TickAsync(TimeSpan.FromMinutes(1));
        await clinic.TickAsync(TimeSpan.FromDays(2));

        Assert.Single(await run.PhoneAsync());
        Assert.Equal("moved-number", (await run.JourneyAsync("reminder", visit))!.State.EndedBy);
        Assert.NotEmpty(await other.PhoneAsync());
    }

    [Fact]
    public async Task Campaign_that_was_cancelled_can_be_started_anew_and_one_that_runs_says_already()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        var first = await run.CampaignAsync();
        var second = await run.CampaignAsync(key: "k2");
        Assert.Equal("already", (await run.MemberAsync(second)).Suppressed);

        await clinic.Get<CampaignDesk>().CancelAsync(first.Id, clinic.Staff.Actor, CancellationToken.None);
        await clinic.TickAsync(TimeSpan.FromSeconds(10));
        var third = await run.CampaignAsync(key: "k3");

        Assert.Null((await run.MemberAsync(third)).Suppressed);
        Assert.Equal(2, (await run.PhoneAsync()).Count);
        Assert.Single((await run.HeadAsync()).Head.Journeys.Ids);
    }

    [Fact]
    public async Task Occasion_that_cannot_be_read_does_not_hold_up_the_others()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        var other = await CampaignRun.StartAsync(clinic, Other);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        await other.OccasionAsync(CampaignRun.InThreeDays);
        var failures = 0;
        clinic.Journal.Before = entry =>
        {
            if (entry.Action != "campaign.step" || entry.Subjects[0] != run.Conversation.Value) return;
            failures++;
            throw new IOException("made to fail");
        };

        var campaign = await run.CampaignAsync();

        Assert.True(failures >= 2, $"{failures} failures");
        Assert.Single(await other.PhoneAsync());
        Assert.True((await clinic.Get<CampaignStore>().FindAsync(campaign.Id, CancellationToken.None))!.Campaign!.Finished);
    }

    [Fact]
    public async Task News_to_many_goes_once_to_a_telephone()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        var store = clinic.Get<RosterStore>();
        Assert.True(await store.SavePatientAsync(
            new RosterPatient
            {
                Id = await store.IdOfAsync("patient", "a second one", CancellationToken.None),
                Conversation = run.Conversation,
                PatientId = run.PatientId,
            },
            "c", null, CancellationToken.None));

        await run.CampaignAsync("broadcast");
        await clinic.TickAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("flu", Assert.Single(await run.PhoneAsync()), StringComparison.OrdinalIgnoreCase);
    }
}
