using SecureText.Campaigns;
using SecureText.Harness;
using SecureText.Import;
using SecureText.Portal;

namespace SecureText.Archive;

/// <summary>What is kept because somebody may yet come, or because it was written not long ago.</summary>
public class KeepingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Patient_of_a_file_who_was_never_texted_is_kept_from_the_day_of_the_import()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients.Replace("2026-01-02", "2018-01-02", StringComparison.Ordinal));
        var id = await clinic.ConversationOf(TestClinic.Patient);
        Assert.Equal(200, (await clinic.AskAsync("ExportRecord", id)).Status);
        ArchiveRun.IsProblem(await clinic.AskAsync("ShredRecord", id, new { lastFour = "0123" }), 409, "not-due");
        var record = await clinic.RecordAsync(id);
        Assert.False(record.GetProperty("due").GetBoolean(), record.ToString());
        Assert.Equal(clinic.Time.GetUtcNow().UtcDateTime.Date, record.GetProperty("lastActivityAt").GetDateTimeOffset().UtcDateTime.Date);
    }

    [Fact]
    public async Task Patient_with_a_visit_to_come_is_kept()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        clinic.Time.Advance(TimeSpan.FromDays(6 * 366));
        Assert.True((await clinic.RecordAsync(run.Conversation)).GetProperty("due").GetBoolean());
        await run.OccasionAsync(clinic.Time.GetUtcNow().AddDays(3));
        Assert.False((await clinic.RecordAsync(run.Conversation)).GetProperty("due").GetBoolean());
        Assert.Equal(200, (await clinic.AskAsync("ExportRecord", run.Conversation)).Status);
        ArchiveRun.IsProblem(await clinic.AskAsync("ShredRecord", run.Conversation, new { lastFour = "0123" }), 409, "not-due");
    }

    [Fact]
    public async Task Patient_whose_journey_runs_is_kept()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(clinic.Time.GetUtcNow().AddDays(3));
        await run.CampaignAsync();
        clinic.Time.Advance(TimeSpan.FromDays(7 * 366));
        Assert.False((await clinic.RecordAsync(run.Conversation)).GetProperty("due").GetBoolean());
    }

    [Fact]
    public async Task Patient_who_was_named_not_long_ago_is_kept()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        clinic.Time.Advance(TimeSpan.FromDays(6 * 366));
        Assert.True((await clinic.RecordAsync(id)).GetProperty("due").GetBoolean());
        await PortalRun.NameAsync(clinic, id, "Jane Sample");
        Assert.False((await clinic.RecordAsync(id)).GetProperty("due").GetBoolean());
    }
}
