using SecureText.Campaigns;
using SecureText.Harness;
using SecureText.Roster;
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

    [Fact]
    public async Task Video_visit_whose_address_comes_later_is_taken_in_then()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        await clinic.ImportAsync(ImportKind.Appointment, ImportClinic.Visits);
        var campaign = await StartAsync(clinic, "telehealth", ongoing: true);
        Assert.Equal("facts-missing", Assert.Single(await MembersAsync(clinic, campaign)).Suppressed);

        await clinic.Get<WebhookEvents>().TakeAsync(
            new WebhookEvent.AppointmentChanged("e1", "csv", "V-1") { Facts = new OccasionFacts { Url = "https://video.example" } }, default);
        await PassAsync(clinic);

        Assert.Equal(JourneyStatus.Running, Assert.Single(await MembersAsync(clinic, campaign)).State?.Status);
    }

    [Fact]
    public async Task Patients_who_come_later_are_taken_into_the_news_one_a_telephone()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var campaign = await StartAsync(clinic, "broadcast", ongoing: true);

        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        await PassAsync(clinic);

        Assert.Equal(2, (await MembersAsync(clinic, campaign)).Count);
    }

    // P3: told again it is no change, so nobody would ring for it any more.
    [Fact]
    public async Task Visit_that_a_dying_process_has_written_is_taken_in()
    {
        var points = new FaultPoints();
        var transport = new FaultTransport(points);
        await using var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        var campaign = await StartAsync(clinic, "reminder", ongoing: true);
        var visit = new WebhookEvent.AppointmentChanged("e1", "csv", "V-1") { Patient = "A-1", At = TestClinic.Noon.AddDays(6) };

        await DieBehindAsync("POST Roster", clinic, points, transport, () => clinic.Get<WebhookEvents>().TakeAsync(visit, default));
        await clinic.Get<WebhookEvents>().TakeAsync(visit, default);
        await PassAsync(clinic);

        Assert.Equal(JourneyStatus.Running, Assert.Single(await MembersAsync(clinic, campaign)).State?.Status);
    }

    [Fact]
    public async Task Visit_that_a_dying_process_has_moved_nearer_is_reminded_of_in_time()
    {
        var points = new FaultPoints();
        var transport = new FaultTransport(points);
        await using var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        await clinic.ImportAsync(ImportKind.Appointment, ImportClinic.Visits);
        await StartAsync(clinic, "reminder", ongoing: false);
        var moved = ImportClinic.Visits.Replace("2026-11-24,2:30 PM", "2026-11-19,11:30 AM", StringComparison.Ordinal);

        await DieBehindAsync("PUT Roster", clinic, points, transport, () => clinic.ImportAsync(ImportKind.Appointment, moved));
        await clinic.ImportAsync(ImportKind.Appointment, moved);
        await PassAsync(clinic);

        Assert.Contains("jueves", Assert.Single(clinic.Carrier.Sent).Text.Value, StringComparison.Ordinal);
    }

    // The process dies when the next write of an occasion is done.
    private static async Task DieBehindAsync(string write, TestClinic clinic, FaultPoints points, FaultTransport transport, Func<Task> act)
    {
        transport.Before((call, body) =>
        {
            var isIt = call == write && body.Contains("\"PatientId\"", StringComparison.Ordinal);
            if (isIt) points.Arm(FaultKind.KillAfter, 1);
            return Task.FromResult(isIt);
        });
        await Assert.ThrowsAnyAsync<Exception>(act);
        Assert.Equal(write, points.Hit);
        points.Revive();
        clinic.Restart();
    }

    private static async Task<Campaign> StartAsync(TestClinic clinic, string playbook, bool ongoing)
    {
        var campaign = await clinic.Get<CampaignDesk>().StartAsync(
            "News", Playbooks.Of(playbook), new Selection(Playbooks.Of(playbook).About[0], null, null), ongoing, "staff:u1", "k1", default);
        await PassAsync(clinic);
        return campaign;
    }

    private static async Task PassAsync(TestClinic clinic)
    {
        for (var i = 0; i < 6; i++) await clinic.TickAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task<IReadOnlyList<CampaignMember>> MembersAsync(TestClinic clinic, Campaign campaign) =>
        (await clinic.Get<CampaignMembers>().ReadAsync(campaign.Id, null, 10, default)).Items;
}
