using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using SecureText.Api;
using SecureText.Api.Access;
using SecureText.Audit.Tree;
using SecureText.Clinic;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Evidence;

/// <summary>The report of a whole clinic in this process: what is changed around the program shows in it.</summary>
public class EvidenceReportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly HttpFunction Read = HttpFunction.All.Single(function => function.Name == "ReadEvidence");
    private static readonly HttpFunction Print = HttpFunction.All.Single(function => function.Name == "ReadEvidenceReport");

    // The counts are worked out anew from the items.
    private static readonly JsonSerializerOptions Lenient = new(ApiJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    // What one machine can never have, so that nobody takes it for the real thing.
    private static readonly string[] OneMachine =
        ["key-in-vault", "key-strength", "log-immutable", "platform-door", "storage-by-identity", "tls"];

    // Its own tests are where the tree is; this clinic runs no timers, and its clock stands still.
    private static readonly string[] Elsewhere = ["clock", "log-checkpoint", "log-verified"];

    [Fact]
    public async Task Report_of_a_clinic_on_one_machine_says_what_that_machine_is_not_and_passes_the_rest()
    {
        await using var clinic = await StartAsync();
        var report = await ReadAsync(clinic);
        Assert.Equal(
            OneMachine.Concat(Elsewhere).Order(StringComparer.Ordinal),
            report.Items.Where(item => item.Status == EvidenceStatus.Fail).Select(item => item.Check).Order(StringComparer.Ordinal));
        Assert.Equal(("Sample Clinic", TestClinic.Noon), (report.Clinic, report.At));
        Assert.All(report.Items, item => Assert.DoesNotContain("could not be asked", item.Found, StringComparison.Ordinal));
        Assert.Contains("1 person", Found(report, "unique-users"), StringComparison.Ordinal);
        Assert.Contains("with 2 messages: the words of 0", Found(report, "words-sealed"), StringComparison.Ordinal);
        Assert.Contains("Not yet: Azure Storage", Found(report, "agreements"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_has_changed_around_the_program_is_in_the_report()
    {
        await using var clinic = await StartAsync();
        await clinic.DeliverAsync("not an event");
        var storage = clinic.Storage();
        await storage.Attachments.SetAccessPolicyAsync(PublicAccessType.Blob);
        await ChangeAsync(storage.Conversations, row => row.RowKey == "H", row => row["Unread"] = 7);
        await ChangeAsync(storage.Conversations, row => row.RowKey.StartsWith("M|", StringComparison.Ordinal), row => row["Text"] = "In clear."u8.ToArray());
        await ChangeAsync(storage.Staff, row => row.RowKey.StartsWith("M|", StringComparison.Ordinal), row => row["Role"] = "member");

        var report = await ReadAsync(clinic);

        Fails(report, "containers-private", "1 may be read by anybody: attachments");
        Fails(report, "nothing-waits", "1 event waits");
        Fails(report, "rows-whole", "3 were changed");
        Fails(report, "words-sealed", "the words of 2 are not sealed");
        Fails(report, "unique-users", "1 entry was changed");
        Fails(report, "owners", "0 owners");
    }

    [Fact]
    public async Task Settings_that_were_changed_and_training_that_is_due_are_in_the_report()
    {
        await using var clinic = await StartAsync();
        await clinic.SignInAsync(Role.Member, attested: false);
        var saved = await clinic.Get<SettingsChanges>().ChangeAsync(
            "officeNumber", 0, JsonSerializer.SerializeToElement("(206) 555-0142"), "staff:u1", "test", CancellationToken.None);
        Assert.IsType<SettingsChange.Done>(saved);
        await ChangeAsync(clinic.Storage().Settings, row => row.RowKey.StartsWith("V|", StringComparison.Ordinal), row => row["By"] = "staff:u2");

        var report = await ReadAsync(clinic);

        Fails(report, "settings-whole", "was changed outside the program");
        Fails(report, "training", "1 of 2 people have attested");
    }

    [Fact]
    public async Task Emergency_that_nobody_has_looked_at_is_in_the_report()
    {
        await using var clinic = await StartAsync();
        var member = await clinic.SignInAsync();
        var grant = new EmergencyGrant
        {
            Id = EmergencyId.New(clinic.Time.GetUtcNow(), clinic.Get<IRandomSource>()),
            Staff = member.Id,
            Conversation = await clinic.ConversationOf(TestClinic.Patient),
            From = clinic.Time.GetUtcNow(),
        };
        Assert.True(await clinic.Get<EmergencyStore>().AddAsync(grant, "A made-up reason.", null, CancellationToken.None));
        var first = Find(await ReadAsync(clinic), "emergency-access");
        Assert.Contains("1 waits for an owner's look", first.Found, StringComparison.Ordinal);
        Assert.Equal(EvidenceStatus.Pass, first.Status);

        clinic.Time.Advance(TimeSpan.FromDays(3.1));
        Fails(await ReadAsync(clinic), "emergency-access", "the oldest since 2026-11-18 20:00 UTC");

        await ChangeAsync(clinic.Storage().Staff, row => row.PartitionKey == "emergency" && row.RowKey.StartsWith("E|", StringComparison.Ordinal), row => row["Reviewed"] = true);
        Fails(await ReadAsync(clinic), "emergency-access", "1 entry was changed");
    }

    [Fact]
    public async Task Emergency_that_waits_behind_more_than_a_page_of_later_ones_is_in_the_report()
    {
        await using var clinic = await StartAsync();
        var (random, conversation) = (clinic.Get<IRandomSource>(), await clinic.ConversationOf(TestClinic.Patient));
        for (var n = 0; n <= PeopleLook.Page; n++)
        {
            var from = TestClinic.Noon.AddDays(-4).AddMinutes(n);
            var grant = new EmergencyGrant { Id = EmergencyId.New(from, random), Staff = StaffId.New(random), Conversation = conversation, From = from };
            Assert.True(await clinic.Get<EmergencyStore>().AddAsync(grant, "A made-up reason.", null, CancellationToken.None));
        }

        var report = await ReadAsync(clinic);
        Fails(report, "emergency-access", "the oldest since 2026-11-14 20:00 UTC");
        Assert.Contains($"It was taken {PeopleLook.Page + 1} times", Found(report, "emergency-access"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_that_is_signed_and_verified_passes_and_one_with_a_forged_checkpoint_is_a_fail()
    {
        await using var clinic = await TestClinic.StartAsync(azurite, realJournal: true);
        await clinic.SignInAsync(Role.Owner);
        Fails(await ReadAsync(clinic), "log-checkpoint", "There is no signed checkpoint");
        await clinic.Get<LogIntegrator>().RunAsync(always: true, CancellationToken.None);
        await clinic.Get<LogCheck>().RunAsync(CancellationToken.None);

        var report = await ReadAsync(clinic);
        Assert.Equal(EvidenceStatus.Pass, Find(report, "log-checkpoint").Status);
        Assert.Equal(EvidenceStatus.Pass, Find(report, "log-verified").Status);
        Assert.Contains("whole", Found(report, "log-verified"), StringComparison.Ordinal);

        var journal = clinic.Storage().Journal.GetBlobContainerClient("journal");
        var forged = clinic.Time.GetUtcNow().AddMinutes(1);
        await journal.GetBlobClient($"tree/checkpoint/{forged:yyyy/MM/dd/HHmmssfff}-00000000000000000099").UploadAsync(new BinaryData("99 entries\n"));
        Fails(await ReadAsync(clinic), "log-checkpoint", "This could not be asked: LogDamagedException.");
    }

    [Fact]
    public async Task Event_that_could_not_be_delivered_is_in_the_report()
    {
        await using var clinic = await StartAsync();
        await clinic.Storage().DeadLetters.GetBlobClient("made-up/one.json").UploadAsync(new BinaryData("[]"));
        Fails(await ReadAsync(clinic), "nothing-waits", "0 events wait in quarantine because it could not be stored as a message; 1 blob");
    }

    [Fact]
    public async Task Clock_that_goes_wrong_is_in_the_report()
    {
        await using var clinic = await StartAsync();
        clinic.Time.Advance(TimeProvider.System.GetUtcNow() - clinic.Time.GetUtcNow());
        Assert.Equal(EvidenceStatus.Pass, Find(await ReadAsync(clinic), "clock").Status);
        clinic.Time.Advance(TimeSpan.FromMinutes(3));
        Fails(await ReadAsync(clinic), "clock", "differ by 1");
    }

    [Fact]
    public async Task What_does_not_answer_is_a_fail_and_the_rest_is_told()
    {
        await using var clinic = await StartAsync();
        clinic.Keys.Fails = true;
        await clinic.Storage().Portal.DeleteAsync();

        var report = await ReadAsync(clinic);

        Fails(report, "key-in-vault", "This could not be asked: IOException.");
        Fails(report, "patient-proof", "This could not be asked: RequestFailedException.");
        Assert.Equal(EvidenceStatus.Pass, Find(report, "idle-sign-out").Status);
    }

    [Fact]
    public async Task Agreement_that_is_written_down_is_in_the_report_and_the_page()
    {
        await using var clinic = await StartAsync();
        var rows = ClinicDefaults.Agreements.Select(row => row with { SignedOn = new DateOnly(2026, 1, 5), Reference = "Drawer <3>" });
        await clinic.Get<SettingsChanges>().ChangeAsync(
            "agreements", 0, JsonSerializer.SerializeToElement(rows, ClinicJson.Strict), "staff:u1", "test", CancellationToken.None);

        var report = await ReadAsync(clinic);

        Assert.Equal(EvidenceStatus.Pass, Find(report, "agreements").Status);
        Assert.All(report.Agreements, line => Assert.Equal(EvidenceStatus.Pass, line.Status));
        var (status, page) = await FunctionCall.InvokeAsync(clinic, Print, principal: Principal.Manager);
        Assert.Equal(200, status);
        Assert.Contains("Drawer &lt;3&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_is_in_the_journal_before_it_is_given_and_is_not_given_without()
    {
        await using var clinic = await StartAsync();
        await ReadAsync(clinic);
        await FunctionCall.InvokeAsync(clinic, Print, principal: Principal.Owner);
        Assert.Equal(
            [("staff:u1", "evidence.read", "done", "json"), ("staff:u1", "evidence.read", "done", "html")],
            clinic.Journal.Entries.TakeLast(2).Select(entry => (entry.Actor, entry.Action, entry.Outcome, entry.Detail)));

        clinic.Journal.Fails = true;
        foreach (var function in new[] { Read, Print })
        {
            var (status, body) = await FunctionCall.InvokeAsync(clinic, function, principal: Principal.Owner);
            Assert.Equal((503, false), (status, body.Contains("164.312", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Function_without_a_rule_is_found_in_the_program_itself()
    {
        var door = DoorLook.Of(["HealthLive", "ReadMe", "Forgotten"], Permissions.All);
        Assert.Equal((3, 1), (door.Functions, door.ForStaff));
        Assert.Equal(["Forgotten"], door.WithoutRule);
        Assert.Equal(["HealthLive"], door.Open);
        Assert.Equal(HttpFunction.All.Count, DoorLook.Look().Functions);
    }

    // An owner, one text in and its answer, and a journal with something of today in it.
    private async Task<TestClinic> StartAsync()
    {
        var clinic = await TestClinic.StartAsync(azurite);
        await clinic.SignInAsync(Role.Owner);
        await clinic.DeliverAsync(AcsJson.Sms("one", "Hello"));
        var journal = clinic.Storage().Journal.GetBlobContainerClient("journal");
        await journal.CreateIfNotExistsAsync();
        await journal.GetBlobClient($"journal/{clinic.Time.GetUtcNow():yyyy/MM/dd}/test-0000.jsonl").UploadAsync(new BinaryData("{}\n"));
        return clinic;
    }

    private static async Task ChangeAsync(TableClient table, Func<TableEntity, bool> which, Action<TableEntity> change)
    {
        await foreach (var row in table.QueryAsync<TableEntity>())
        {
            if (!which(row)) continue;
            change(row);
            await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
        }
    }

    private static async Task<EvidenceReport> ReadAsync(TestClinic clinic)
    {
        var (status, body) = await FunctionCall.InvokeAsync(clinic, Read, principal: Principal.Owner);
        Assert.Equal(200, status);
        return JsonSerializer.Deserialize<EvidenceReport>(body, Lenient)!;
    }

    private static void Fails(EvidenceReport report, string check, string found)
    {
        var item = Find(report, check);
        Assert.Contains(found, item.Found, StringComparison.Ordinal);
        Assert.Equal(EvidenceStatus.Fail, item.Status);
    }

    private static string Found(EvidenceReport report, string check) => Find(report, check).Found;

    private static EvidenceItem Find(EvidenceReport report, string check) => report.Items.Single(item => item.Check == check);
}
