using System.Text;
using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Patients;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Import;

public class ImportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Patients_get_number_record_and_only_the_consent_that_the_file_names()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var (file, refused) = await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        Assert.Equal(new ImportCounts(4, 3, 0, 0, 1), file.Counts);
        Assert.Equal((4, "the number (555) 0123 has too few digits"), (Assert.Single(refused).Line, refused[0].Reason));

        var id = await clinic.ConversationOf("+12065550123");
        var head = (await clinic.Get<ConversationStore>().FindAsync(id, default))!.Head;
        Assert.Equal(ConversationStatus.Closed, head.Status);
        Assert.Equal(
            (true, true, false), (head.Consent.Allows(MessageClass.Appointments), head.Consent.Allows(MessageClass.Billing), head.Consent.Allows(MessageClass.Wellness)));

        // A shared number keeps both, and nothing of either is guessed (W18).
        var patients = (await clinic.Get<PatientRecords>().ReadAsync(id, default))!;
        Assert.Equal(["Ana Soto", "Ben Soto"], patients.Select(one => one.Record!.DisplayName).Order());
        Assert.Equal(Language.Spanish, patients.Single(one => one.DisplayName == "Ana Soto").Record!.Language);
        var records = await clinic.Get<ConversationStore>().ReadConsentsAsync(id, default);
        var record = Assert.Single(records).Record!;
        Assert.Equal((ConsentSource.Import, $"import:{file.Id}", new DateTimeOffset(2026, 1, 2, 20, 0, 0, TimeSpan.Zero)), (record.Source, record.By, record.At));
    }

    [Fact]
    public async Task Same_file_twice_changes_nothing_and_says_so()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        await clinic.ImportAsync(ImportKind.Appointment, ImportClinic.Visits);
        var before = await EverythingAsync(clinic);
        clinic.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new ImportCounts(4, 0, 0, 3, 1), (await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients)).File.Counts);
        Assert.Equal(new ImportCounts(2, 0, 0, 1, 1), (await clinic.ImportAsync(ImportKind.Appointment, ImportClinic.Visits)).File.Counts);
        Assert.Equal(before, await EverythingAsync(clinic));
    }

    [Fact]
    public async Task Import_never_lifts_a_withdrawal_and_a_no_ends_what_was_agreed()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "STOP"));
        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients.Replace("appointments; billing,2026-01-02", "yes,2027-01-01", StringComparison.Ordinal)
            .Replace("206-555-0125,en,HI,yes,", "206-555-0125,en,HI,no,", StringComparison.Ordinal));
        Assert.True((await ConsentAsync("+12065550123")).IsWithdrawn);
        var other = await ConsentAsync("+12065550125");
        Assert.False(other.Allows(MessageClass.Appointments));
        Assert.True(other.Allows(MessageClass.Conversation));
        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        Assert.False((await ConsentAsync("+12065550125")).Allows(MessageClass.Appointments));

        async Task<ConsentState> ConsentAsync(string number) =>
            (await clinic.Get<ConversationStore>().FindAsync(await clinic.ConversationOf(number), default))!.Head.Consent;
    }

    [Fact]
    public async Task Imported_patient_is_in_the_inbox_only_after_writing_and_then_once()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        var index = clinic.Get<InboxIndex>();
        Assert.Equal(0, await index.CountAsync(InboxViews.Open, null, default));
        Assert.Equal(0, await index.CountAsync(InboxViews.Closed, null, default));
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come earlier?"));
        Assert.Equal((1, 0), (await index.CountAsync(InboxViews.Open, null, default), await index.CountAsync(InboxViews.Closed, null, default)));
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients.Replace("Ana,Soto", "Anna,Soto", StringComparison.Ordinal));
        Assert.Equal(1, await index.CountAsync(InboxViews.Open, null, default));
    }

    [Fact]
    public async Task Corrected_name_changes_the_same_patient()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        var id = await clinic.ConversationOf("+12065550123");
        var before = (await clinic.Get<PatientRecords>().ReadAsync(id, default))!.Single(one => one.DisplayName == "Ana Soto");
        var (file, _) = await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients.Replace("Ana,Soto", "Anna,Soto", StringComparison.Ordinal));
        Assert.Equal(new ImportCounts(4, 0, 1, 2, 1), file.Counts);
        var after = (await clinic.Get<PatientRecords>().ReadAsync(id, default))!;
        Assert.Equal(("Anna Soto", 2), (after.Single(one => one.Id == before.Id).Record!.DisplayName, after.Count));
    }

    [Fact]
    public async Task Appointment_is_of_its_patient_and_one_of_nobody_is_refused()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        var (file, refused) = await clinic.ImportAsync(ImportKind.Appointment, ImportClinic.Visits);
        Assert.Equal(new ImportCounts(2, 1, 0, 0, 1), file.Counts);
        Assert.Equal("no patient with this ID is known; import patients first", Assert.Single(refused).Reason);
        var visit = Assert.Single((await clinic.Get<RosterStore>().ReadOccasionsAsync(OccasionKind.Appointment, null, null, null, 9, default)).Items);
        var whose = (await clinic.Get<PatientRecords>().ReadAsync(visit.Conversation, default))!.Single(one => one.Id == visit.PatientId);
        Assert.Equal(("Ana Soto", new DateTimeOffset(2026, 11, 24, 22, 30, 0, TimeSpan.Zero)), (whose.DisplayName, visit.At));
        Assert.Equal(("Rivera", "North office"), (visit.Facts.Doctor, visit.Facts.Place));

        // A later file that lacks it does not cancel it; one that moves it moves it.
        var moved = ImportClinic.Visits.Replace("2:30 PM", "4:00 PM", StringComparison.Ordinal);
        Assert.Equal(1, (await clinic.ImportAsync(ImportKind.Appointment, moved)).File.Counts.Changed);
        Assert.Equal(visit.At.AddMinutes(90), (await clinic.Get<RosterStore>().FindOccasionAsync(OccasionKind.Appointment, visit.Id, default))!.Occasion!.At);
    }

    [Fact]
    public async Task Appointment_that_carries_its_patient_makes_one()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        const string Text = "appt id,patient id,date,patient name,phone\nV-1,A-1,2026-11-24 9:00,Ana Soto,2065550123\nV-2,A-1,2026-11-25 9:00,Ana Soto,2065550123\n";
        Assert.Equal(2, (await clinic.ImportAsync(ImportKind.Appointment, Text)).File.Counts.New);
        Assert.Single((await clinic.Get<PatientRecords>().ReadAsync(await clinic.ConversationOf("+12065550123"), default))!);
    }

    [Fact]
    public async Task Twenty_first_patient_of_a_number_is_refused()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var rows = Enumerable.Range(0, 22).Select(i => $"P-{i},Child {i},2065550123");
        var (file, refused) = await clinic.ImportAsync(ImportKind.Patient, "id,name,phone\n" + string.Join('\n', rows));
        Assert.Equal((20, 2), (file.Counts.New, file.Counts.Refused));
        Assert.Equal("this number has 20 patients already", refused[0].Reason);
    }

    [Fact]
    public async Task Part_that_is_done_twice_comes_to_the_same()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var (file, _, _) = await clinic.Get<ImportUpload>().TakeAsync(ImportKind.Patient, "x", Encoding.UTF8.GetBytes(ImportClinic.Patients), "u1", default);
        Assert.Equal(3, (await clinic.Get<ImportBatches>().RunAsync(file!.Id, 0, default)).New);
        var before = await EverythingAsync(clinic);
        clinic.Restart();
        Assert.Equal(new ImportCounts(4, 0, 0, 3, 1), await clinic.Get<ImportBatches>().RunAsync(file.Id, 0, default));
        Assert.Equal(before, await EverythingAsync(clinic));
    }

    [Fact]
    public async Task Forecast_says_what_the_import_then_does()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        foreach (var (kind, text) in new[]
        {
            (ImportKind.Patient, ImportClinic.Patients.Replace("Ana,Soto", "Anna,Soto", StringComparison.Ordinal)), (ImportKind.Appointment, ImportClinic.Visits),
        })
        {
            var (file, _, _) = await clinic.Get<ImportUpload>().TakeAsync(kind, "x", Encoding.UTF8.GetBytes(text), "u1", default);
            var forecast = await clinic.Get<ImportPreview>().ReadAsync(file!, file!.Facts.Mapping, default);
            Assert.Equal((await clinic.RunAsync(file.Id)).File.Counts, forecast.Counts);
        }
    }

    [Fact]
    public async Task Second_row_of_an_id_that_says_otherwise_is_refused_in_forecast_and_import()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        const string Text = "id,name,phone\n1,Ana Soto,2065550123\n1,Ana Soto,2065550123\n1,Ana Sota,2065550123\n";
        var (file, _, _) = await clinic.Get<ImportUpload>().TakeAsync(ImportKind.Patient, "x", Encoding.UTF8.GetBytes(Text), "u1", default);
        Assert.Equal(1, (await clinic.Get<ImportPreview>().ReadAsync(file!, file!.Facts.Mapping, default)).Counts.Refused);
        var refused = Assert.Single((await clinic.RunAsync(file.Id)).Refused);
        Assert.Equal((4, "line 2 has the same ID and says otherwise"), (refused.Line, refused.Reason));
    }

    [Fact]
    public async Task Account_that_was_only_written_again_keeps_its_date()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Fhir, Lines("2026-11-02", 120));
        Assert.Equal(2, (await clinic.ImportAsync(ImportKind.Fhir, Lines("2026-11-09", 120))).File.Counts.Same);
        await clinic.ImportAsync(ImportKind.Fhir, Lines("2026-11-16", 80));

        var account = Assert.Single(
            (await clinic.Get<RosterStore>().ReadOccasionsAsync(OccasionKind.Statement, null, null, null, 9, default)).Items);
        Assert.Equal((2, "$80.00"), (account.At.ToOffset(TimeSpan.FromHours(-8)).Day, account.Facts.Amount));

        static string Lines(string written, int owed) => $$$"""
            {"resourceType":"Patient","id":"123","name":[{"text":"Ana Soto"}],"telecom":[{"system":"phone","use":"mobile","value":"206-555-0123"}]}
            {"resourceType":"Account","id":"5","status":"active","subject":[{"reference":"Patient/123"}],"meta":{"lastUpdated":"{{{written}}}"},"balance":[{"amount":{"value":{{{owed}}}}}]}
            """;
    }

    [Fact]
    public async Task Fhir_patients_come_before_what_refers_to_them()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        const string Lines = """
            {"resourceType":"Appointment","id":"9","status":"booked","start":"2026-11-24T09:00:00-08:00","participant":[{"actor":{"reference":"Patient/1"}}]}
            {"resourceType":"Patient","id":"1","name":[{"family":"Soto","given":["Ana"]}],"telecom":[{"system":"sms","value":"2065550123"}]}
            {"resourceType":"Observation","id":"3"}
            """;
        var (file, _) = await clinic.ImportAsync(ImportKind.Fhir, Lines);
        Assert.Equal((new ImportCounts(2, 2, 0, 0, 0), 1, 1), (file.Counts, file.FirstParts, file.Skipped["Observation"]));
        Assert.Equal(2, (await clinic.ImportAsync(ImportKind.Fhir, Lines)).File.Counts.Same);
    }

    [Fact]
    public async Task Rows_are_deleted_when_done_and_refused_ones_after_a_week()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var (file, _) = await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        Assert.True(file.IsGone);
        Assert.Equal([$"{file.Id}/r00000"], await BlobsAsync());
        clinic.Time.Advance(TimeSpan.FromDays(8));
        await clinic.Get<ImportStart>().CleanAsync(default);
        Assert.Empty(await BlobsAsync());
        Assert.Empty(await clinic.Get<ImportStore>().ReadAsync(default));

        async Task<List<string>> BlobsAsync()
        {
            var names = new List<string>();
            await foreach (var blob in clinic.Storage().Imports.GetBlobsAsync()) names.Add(blob.Name);
            return names;
        }
    }

    [Fact]
    public async Task Nothing_personal_of_a_file_stands_in_clear()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        const string Text = """
            MRN,Full name,DOB,Cell phone,Consent
            zanzibar-77,Velvet Moonfish,1933-04-05,206-555-0123,yes
            zanzibar-78,Quartz Harbor,1933-04-05,555-0188,yes
            """;
        await clinic.ImportAsync(ImportKind.Patient, Text);
        await clinic.ImportAsync(ImportKind.Statement, "statement id,patient id,date,amount,link\ngingerpelican,zanzibar-77,2026-11-02,7531.90,https://velvet.example/pay\n");
        var all = await EverythingAsync(clinic, filter: null) + clinic.Logs.All + string.Join('\n', clinic.Journal.Entries);
        await foreach (var blob in clinic.Storage().Imports.GetBlobsAsync())
            all += blob.Name + Encoding.Latin1.GetString((await clinic.Storage().Imports.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray());
        string[] canaries = ["zanzibar", "velvet", "moonfish", "quartz", "1933", "5550123", "555-0188", "gingerpelican", "7531", "people.csv", "Full name"];
        Assert.All(canaries, canary => Assert.DoesNotContain(canary, all, StringComparison.OrdinalIgnoreCase));
    }

    // Conversations and roster but for the files' own rows.
    private static async Task<string> EverythingAsync(
        TestClinic clinic, string? filter = "PartitionKey ne 'import' and PartitionKey ne 'import-mapping'")
    {
        var all = new StringBuilder();
        foreach (var table in new[] { clinic.Storage().Conversations, clinic.Storage().Roster, clinic.Storage().Inbox })
        {
            await foreach (var row in table.QueryAsync<TableEntity>(filter))
            {
                foreach (var (name, value) in row.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    all.Append(name).Append('=').AppendLine(value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{value}");
            }
        }

        return all.ToString();
    }
}
