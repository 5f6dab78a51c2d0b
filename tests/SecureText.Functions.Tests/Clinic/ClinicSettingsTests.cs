using System.Text.Json;
using SecureText.Harness;
using SecureText.Sending;
using SecureText.Storage;

namespace SecureText.Clinic;

/// <summary>What the owner changes decides what patients are sent, and never more than the rules let it.</summary>
public class ClinicSettingsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string OwnStop = "{clinic} stops texting you now. START brings us back.";

    [Fact]
    public async Task Change_is_seen_by_this_process_at_once_and_by_others_within_half_a_minute()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await using var other = clinic.Beside();
        Assert.Equal(0, (await CurrentAsync(other)).Version);

        Assert.Equal(new SettingsChange.Done(1), await ChangeAsync(clinic, 0, "officeNumber", "(206) 555-0142"));

        Assert.Equal("+12065550142", (await CurrentAsync(clinic)).OfficeNumber);
        clinic.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Null((await CurrentAsync(other)).OfficeNumber);
        clinic.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("+12065550142", (await CurrentAsync(other)).OfficeNumber);
    }

    [Fact]
    public async Task Change_of_a_version_that_is_no_longer_the_newest_changes_nothing()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await using var other = clinic.Beside();
        await ChangeAsync(clinic, 0, "officeNumber", "(206) 555-0142");
        Assert.IsType<SettingsChange.Outdated>(await ChangeAsync(other, 0, "officeNumber", "(206) 555-0143"));
        Assert.Equal("+12065550142", (await other.Get<ClinicSettingsSource>().ReadAsync(default)).Settings.OfficeNumber);
    }

    [Fact]
    public async Task Two_changes_of_one_version_at_once_are_one_change()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(async n =>
        {
            await using var process = clinic.Beside();
            return await ChangeAsync(process, 0, "officeNumber", $"(206) 555-014{n}");
        }));
        Assert.Single(both, change => change is SettingsChange.Done);
    }

    [Fact]
    public async Task Change_is_journaled_before_it_comes_about_and_without_its_content()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        clinic.Journal.Fails = true;
        await Assert.ThrowsAsync<Audit.JournalUnavailableException>(() => ChangeAsync(clinic, 0, "officeNumber", "(206) 555-0142"));
        Assert.Equal(0, (await clinic.Get<ClinicSettingsSource>().ReadAsync(default)).Settings.Version);

        clinic.Journal.Fails = false;
        await ChangeAsync(clinic, 0, "officeNumber", "(206) 555-0142");
        Assert.Equal(
            [("staff:u1", "settings.change", "attempted", "officeNumber|1"), ("staff:u1", "settings.change", "done", "officeNumber|1")],
            clinic.Journal.Entries.Select(entry => (entry.Actor, entry.Action, entry.Outcome, entry.Detail)));
    }

    [Fact]
    public async Task Holiday_is_answered_as_after_hours_at_noon()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("one", "Hello"));
        Assert.DoesNotContain(await clinic.ThreadOf(TestClinic.Patient), m => m.Message.Purpose == SendPurpose.AfterHours);

        await ChangeAsync(clinic, 0, "holidays", new List<Holiday> { new(new DateOnly(2026, 11, 18), "Founders' Day") });
        await clinic.DeliverAsync(AcsJson.Sms("two", "Hello again"));

        Assert.Contains(await clinic.ThreadOf(TestClinic.Patient), m => m.Message.Purpose == SendPurpose.AfterHours);
    }

    [Fact]
    public async Task Text_is_taken_in_by_a_new_process_that_cannot_open_the_settings()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("one", "Hello"));
        await ChangeAsync(clinic, 0, "officeNumber", "(206) 555-0142");
        clinic.Restart();
        await clinic.Get<IndexKeys>().IndexAsync(default);
        clinic.Keys.Fails = true;

        await clinic.DeliverAsync(AcsJson.Sms("two", "Hello again"));

        var id = await clinic.ConversationOf(TestClinic.Patient);
        Assert.Equal(2, (await clinic.Get<ConversationStore>().FindAsync(id, default))!.Head.Unread);

        // Nobody else goes on with settings that are not the owner's.
        await Assert.ThrowsAsync<IOException>(() => CurrentAsync(clinic).AsTask());
    }

    [Fact]
    public async Task Text_long_after_the_last_is_answered_by_the_hours_of_today()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("one", "Hello"));
        await using (var owner = clinic.Beside())
            await ChangeAsync(owner, 0, "holidays", new List<Holiday> { new(new DateOnly(2026, 11, 18), "Founders' Day") });
        clinic.Time.Advance(TimeSpan.FromHours(2));

        await clinic.DeliverAsync(AcsJson.Sms("two", "Hello again", at: clinic.Time.GetUtcNow()));

        Assert.Contains(await clinic.ThreadOf(TestClinic.Patient), m => m.Message.Purpose == SendPurpose.AfterHours);
    }

    [Fact]
    public async Task Answer_to_STOP_goes_out_in_the_owners_words_once_and_nothing_after_it()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await ChangeAsync(clinic, 0, "automaticAnswers", Answers(OwnStop));
        await clinic.DeliverAsync(AcsJson.Sms("one", "STOP"));
        await clinic.DeliverAsync(AcsJson.Sms("two", "STOP", at: TestClinic.Noon.AddSeconds(1)));
        await clinic.DeliverAsync(AcsJson.Sms("three", "Hello", at: TestClinic.Noon.AddSeconds(2)));
        for (var i = 0; i < 5; i++) await clinic.TickAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(
            "Sample Clinic stops texting you now. START brings us back.",
            Assert.Single(clinic.Carrier.Sent).Text.Value);
    }

    [Theory]
    [InlineData("{clinic} stops texting you now.")]
    [InlineData("We stop texting you now. START brings us back.")]
    [InlineData("{clinic} stops texting about your HIV test. START brings us back.")]
    public async Task Words_that_break_a_rule_are_not_stored_and_not_sent_even_when_somebody_stored_them(string words)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var refused = Assert.IsType<SettingsChange.Refused>(await ChangeAsync(clinic, 0, "automaticAnswers", Answers(words)));
        Assert.Contains(refused.Findings, finding => finding.Field == "automaticAnswers.stopped.en");

        // As an older program may have stored them, before the gate knew the word.
        var settings = (await CurrentAsync(clinic)) with { Version = 1, AutomaticAnswers = Answers(words) };
        Assert.True(await clinic.Get<ClinicSettingsStore>().AddAsync(settings, "staff:u1", TestClinic.Noon, default));
        clinic.Restart();
        Assert.Equal(words, (await CurrentAsync(clinic)).AutomaticAnswers.Stopped.En);
        await clinic.DeliverAsync(AcsJson.Sms("one", "STOP"));
        await clinic.TickAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(
            StandardReplies.For(StandardReply.Stopped, Texting.Language.English, ClinicName.Parse("Sample Clinic")),
            Assert.Single(clinic.Carrier.Sent).Text);
    }

    [Fact]
    public async Task Settings_that_were_changed_in_the_table_are_told_and_the_version_before_is_in_force()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await ChangeAsync(clinic, 0, "automaticAnswers", Answers(OwnStop));
        await ChangeAsync(clinic, 1, "officeNumber", "(206) 555-0142");
        var table = clinic.Storage().Settings;
        var newest = await table.QueryAsync<Azure.Data.Tables.TableEntity>("RowKey ge 'V|' and RowKey lt 'V}'").FirstAsync();
        newest["By"] = "staff:somebody-else";
        await table.UpdateEntityAsync(newest, newest.ETag, Azure.Data.Tables.TableUpdateMode.Replace);
        clinic.Restart();

        var (settings, isDamaged) = await clinic.Get<ClinicSettingsSource>().ReadAsync(default);
        Assert.Equal((true, 2L, null, OwnStop), (isDamaged, settings.Version, settings.OfficeNumber, settings.AutomaticAnswers.Stopped.En));
        Assert.Contains("was changed or does not open", clinic.Logs.All, StringComparison.Ordinal);

        Assert.Equal(new SettingsChange.Done(3), await ChangeAsync(clinic, 2, "officeNumber", "(206) 555-0142"));
        Assert.False((await clinic.Get<ClinicSettingsSource>().ReadAsync(default)).IsDamaged);
    }

    private static AutomaticAnswers Answers(string stopped) =>
        ClinicDefaults.AutomaticAnswers with { Stopped = ClinicDefaults.AutomaticAnswers.Stopped with { En = stopped } };

    private static ValueTask<ClinicSettings> CurrentAsync(TestClinic clinic) =>
        clinic.Get<ClinicSettingsSource>().CurrentAsync(CancellationToken.None);

    private static Task<SettingsChange> ChangeAsync<T>(TestClinic clinic, long version, string section, T value) =>
        clinic.Get<SettingsChanges>().ChangeAsync(
            section, version, JsonSerializer.SerializeToElement(value, ClinicJson.Strict), "staff:u1", "c", CancellationToken.None);
}
