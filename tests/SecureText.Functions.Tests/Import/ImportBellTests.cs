using SecureText.Campaigns;
using SecureText.Harness;
using SecureText.Storage;
using SecureText.Webhooks;

namespace SecureText.Import;

/// <summary>Whoever waits for an occasion hears of its change.</summary>
public class ImportBellTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Payment_ends_the_reminders_that_run_for_its_statement()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        await clinic.ImportAsync(ImportKind.Statement, "statement id,patient id,date,amount\nS-1,A-1,2026-11-17,120\n");
        var campaign = await clinic.Get<CampaignDesk>().StartAsync(
            "Statements", Playbooks.Of("payment"), new Selection(OccasionKind.Statement, null, null), false, "staff:u1", "k1", default);
        for (var i = 0; i < 6; i++) await clinic.TickAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(JourneyStatus.Running, (await MemberAsync()).State!.Status);

        await clinic.Get<WebhookEvents>().TakeAsync(new WebhookEvent.PaymentPosted("e1", "csv", "S-1", null), default);
        for (var i = 0; i < 3; i++) await clinic.TickAsync(TimeSpan.FromSeconds(5));
        Assert.NotEqual(JourneyStatus.Running, (await MemberAsync()).State!.Status);

        async Task<CampaignMember> MemberAsync() =>
            Assert.Single((await clinic.Get<CampaignMembers>().ReadAsync(campaign.Id, null, 10, default)).Items);
    }
}
