using Azure.Data.Tables;
using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>What a step writes of a text that has to wait for its turn.</summary>
public class TicketTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Text_on_a_busy_line_is_written_with_its_ticket_and_goes_at_its_time()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, LineKind.TollFree);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        await BusyAsync(clinic);

        await run.CampaignAsync();

        Assert.Empty(clinic.Carrier.Calls);
        var (text, _) = Assert.Single(await clinic.ThreadOf(run.Number));
        Assert.Equal((MessageStatus.Queued, true), (text.Status, text.TicketAt > clinic.Time.GetUtcNow()));
        Assert.Equal(text.TicketAt, text.DueAt);

        for (var n = 0; n < 5; n++) await clinic.TickAsync(TimeSpan.FromSeconds(15));
        Assert.Single(clinic.Carrier.Calls);
    }

    // P3: on a slow machine the turn may come while the text is still on its way to storage.
    [Fact]
    public async Task Text_whose_turn_comes_before_it_is_written_goes_all_the_same()
    {
        var written = new BeforeBatch("Conversations");
        await using var clinic = await TestClinic.StartAsync(azurite, LineKind.TollFree, counter: written);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        await BusyAsync(clinic);
        await using var timer = clinic.Beside();
        written.Arm(async () =>
        {
            // The campaign itself is in the hands of who writes.
            var outbox = clinic.Storage().Outbox;
            await foreach (var row in outbox.QueryAsync<TableEntity>(row => row.PartitionKey == "due"))
            {
                if (row.RowKey.Contains("||c.", StringComparison.Ordinal)) await outbox.DeleteEntityAsync("due", row.RowKey);
            }

            for (var n = 0; n < 3; n++) await timer.TickAsync(TimeSpan.FromSeconds(15));
        });

        await run.CampaignAsync();
        for (var n = 0; n < 5; n++) await clinic.TickAsync(TimeSpan.FromSeconds(15));

        Assert.Single(clinic.Carrier.Calls);
    }

    [Fact]
    public async Task Patient_who_takes_the_consent_back_while_the_text_has_its_ticket_gets_none()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, LineKind.TollFree);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        await BusyAsync(clinic);
        await run.CampaignAsync();

        await run.WriteAsync("STOP");
        for (var n = 0; n < 5; n++) await clinic.TickAsync(TimeSpan.FromSeconds(15));

        Assert.DoesNotContain(clinic.Carrier.Calls, call => call.Text.Value.Contains("visit", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(await clinic.ThreadOf(run.Number), one => one.Message.Status == MessageStatus.Suppressed);
    }

    [Fact]
    public async Task Text_that_lacks_consent_takes_no_ticket()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, LineKind.TollFree);
        var run = await CampaignRun.StartAsync(clinic, agrees: false);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        var before = await BusyAsync(clinic);

        var campaign = await run.CampaignAsync();

        Assert.Contains("suppressed:consent-missing", (await run.MemberAsync(campaign)).Texts.Values);
        Assert.True(await HorizonAsync(clinic) < before);
    }

    private static async Task<TimeSpan> BusyAsync(TestClinic clinic)
    {
        for (var n = 0; n < 100; n++)
            await clinic.Get<SlotLedgerStore>().TakeTicketAsync(Line(clinic), 1, clinic.Time.GetUtcNow(), CancellationToken.None);
        return await HorizonAsync(clinic);
    }

    private static Task<TimeSpan> HorizonAsync(TestClinic clinic) =>
        clinic.Get<SlotLedgerStore>().HorizonAsync(Line(clinic), clinic.Time.GetUtcNow(), CancellationToken.None);

    private static ClinicLine Line(TestClinic clinic) => clinic.Get<ClinicProfile>().Lines[0];
}
