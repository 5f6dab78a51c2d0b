using System.Text;
using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Harness;
using SecureText.Patients;
using SecureText.Roster;
using SecureText.Storage;

namespace SecureText.Import;

/// <summary>What a file must not do: text a number that is no longer the patient's, or somebody who said no, left or is another.</summary>
public class ImportGuardTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Statement = "statement id,patient id,date,amount\nS-1,A-1,2026-11-17,120\n";

    [Fact]
    public async Task No_beside_an_appointment_of_a_known_patient_counts_and_another_number_is_refused()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        const string Text = """
            appt id,patient id,date,text consent,phone
            V-1,A-1,2026-11-24 9:00,no,
            V-2,A-4,2026-11-24 9:00,,206-555-0177
            """;
        var (file, refused) = await clinic.ImportAsync(ImportKind.Appointment, Text);
        Assert.Equal(new ImportCounts(2, 1, 0, 0, 1), file.Counts);
        Assert.Equal("the patient has another number here; import patients first", Assert.Single(refused).Reason);
        var head = (await clinic.Get<ConversationStore>().FindAsync(await clinic.ConversationOf("+12065550123"), default))!.Head;
        Assert.False(head.Consent.Allows(MessageClass.Appointments));
    }

    [Fact]
    public async Task File_of_nothing_that_is_taken_in_is_refused()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var (file, _, refusal) = await clinic.Get<ImportUpload>().TakeAsync(
            ImportKind.Fhir, "x.json", Encoding.UTF8.GetBytes("""{"resourceType":"Observation","id":"1"}"""), "u1", default);
        Assert.Null(file);
        Assert.StartsWith("There is no patient", refusal, StringComparison.Ordinal);
        Assert.Empty(await clinic.Get<ImportStore>().ReadAsync(default));
    }

    [Fact]
    public async Task New_number_ends_what_runs_for_the_old_one()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var campaign = await BeginAsync(clinic);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients.Replace("(206) 555-0123", "206-555-0188", StringComparison.Ordinal));
        for (var i = 0; i < 3; i++) await clinic.TickAsync(TimeSpan.FromSeconds(5));
        var old = await clinic.ConversationOf("+12065550123");
        var members = (await clinic.Get<CampaignMembers>().ReadAsync(campaign, null, 10, default)).Items;
        Assert.Equal("moved-number", members.Single(one => one.Conversation == old).State!.EndedBy);
        var statement = Assert.Single((await clinic.Get<RosterStore>().ReadOccasionsAsync(OccasionKind.Statement, null, null, null, 9, default)).Items);
        Assert.Equal(await clinic.ConversationOf("+12065550188"), statement.Conversation);

        // And back again: the pointers are no circle.
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        Assert.Equal(old, (await clinic.Get<RosterStore>().FindOccasionAsync(OccasionKind.Statement, statement.Id, default))!.Occasion!.Conversation);
    }

    [Fact]
    public async Task Patient_who_died_or_left_gets_nothing_more()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        const string Living = """
            {"resourceType":"Patient","id":"1","name":[{"text":"Ana Soto"}],"telecom":[{"system":"sms","value":"2065550123"}]}
            {"resourceType":"Invoice","id":"7","status":"issued","date":"2026-11-17","subject":{"reference":"Patient/1"},"totalNet":{"value":120}}
            """;
        await clinic.ImportAsync(ImportKind.Fhir, Living);
        var campaign = await StartAsync(clinic);
        await clinic.ImportAsync(ImportKind.Fhir, """{"resourceType":"Patient","id":"1","deceasedBoolean":true,"name":[{"text":"Ana Soto"}]}""");
        for (var i = 0; i < 3; i++) await clinic.TickAsync(TimeSpan.FromSeconds(5));
        var member = Assert.Single((await clinic.Get<CampaignMembers>().ReadAsync(campaign, null, 10, default)).Items);
        Assert.Equal(JourneyStatus.Ended, member.State!.Status);
        var roster = clinic.Get<RosterStore>();
        Assert.Equal(OccasionStatus.Cancelled, Assert.Single((await roster.ReadOccasionsAsync(OccasionKind.Statement, null, null, null, 9, default)).Items).Status);
        Assert.Empty((await roster.ReadPatientsAsync(null, 9, default)).Items);
        var (_, refused) = await clinic.ImportAsync(ImportKind.Fhir, Living.Split('\n')[1].Replace("\"7\"", "\"8\"", StringComparison.Ordinal));
        Assert.Equal("the patient is marked as not active or deceased", Assert.Single(refused).Reason);
    }

    [Fact]
    public async Task Same_name_without_a_date_of_birth_is_another_patient()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, "id,name,phone\n1,Ana Soto,2065550123\n2,Ana Soto,2065550123\n");
        Assert.Equal(2, (await clinic.Get<PatientRecords>().ReadAsync(await clinic.ConversationOf("+12065550123"), default))!.Count);
    }

    [Fact]
    public async Task Patient_whom_staff_took_off_the_number_is_refused()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        var id = await clinic.ConversationOf("+12065550123");
        var ben = (await clinic.Get<PatientRecords>().ReadAsync(id, default))!.Single(one => one.DisplayName == "Ben Soto");
        await clinic.Get<PatientRecords>().RemoveAsync(id, ben.Id, "staff:u1", "c", default);
        var (_, refused) = await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients.Replace("Ben", "Benny", StringComparison.Ordinal));
        Assert.Contains("staff took this patient off this number", refused.Select(row => row.Reason));
        Assert.Single((await clinic.Get<PatientRecords>().ReadAsync(id, default))!);
    }

    [Fact]
    public async Task Cancelled_appointment_without_a_time_cancels_the_known_one()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Fhir, """
            {"resourceType":"Patient","id":"1","name":[{"text":"Ana Soto"}],"telecom":[{"system":"sms","value":"2065550123"}]}
            {"resourceType":"Appointment","id":"9","status":"booked","start":"2026-11-24T09:00:00-08:00","participant":[{"actor":{"reference":"Patient/1"}}]}
            """);
        var (file, _) = await clinic.ImportAsync(ImportKind.Fhir, """{"resourceType":"Appointment","id":"9","status":"cancelled"}""");
        Assert.Equal(1, file.Counts.Changed);
        Assert.Equal(0, (await clinic.ImportAsync(ImportKind.Fhir, """{"resourceType":"Appointment","id":"10","status":"cancelled"}""")).File.Counts.New);
        var visit = Assert.Single((await clinic.Get<RosterStore>().ReadOccasionsAsync(OccasionKind.Appointment, null, null, null, 9, default)).Items);
        Assert.Equal(OccasionStatus.Cancelled, visit.Status);
    }

    [Fact]
    public async Task Forecast_counts_who_agrees_and_who_wants_no_texts()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var text = ImportClinic.Patients.Replace("en,HI,yes,", "en,HI,no,", StringComparison.Ordinal);
        var (file, _, _) = await clinic.Get<ImportUpload>().TakeAsync(ImportKind.Patient, "x", Encoding.UTF8.GetBytes(text), "u1", default);
        var forecast = await clinic.Get<ImportPreview>().ReadAsync(file!, file!.Facts.Mapping, default);
        Assert.Equal((1, 1), (forecast.Grants, forecast.Withdrawals));
    }

    [Fact]
    public async Task Part_that_is_missing_is_a_fault_and_what_an_earlier_run_refused_goes()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var (file, _, _) = await clinic.Get<ImportUpload>().TakeAsync(ImportKind.Patient, "x", Encoding.UTF8.GetBytes("id,name,phone\n1,Ana,2065550123\n"), "u1", default);
        var old = new ImportPart(0, Refused: true);
        await clinic.Get<ImportParts>().WriteAsync(file!.Id, old, [new WaitingRow(2, ["x"]) { Reason = "old" }], default);
        await clinic.Get<ImportBatches>().RunAsync(file.Id, 0, default);
        Assert.Empty(await clinic.Get<ImportParts>().ReadAsync(file.Id, old, default));
        await clinic.Get<ImportParts>().DeleteAsync(file.Id, new ImportPart(0), default);
        await Assert.ThrowsAsync<InvalidDataException>(() => clinic.Get<ImportBatches>().RunAsync(file.Id, 0, default));
    }

    [Fact]
    public async Task Part_that_fails_leaves_its_message_in_the_log_alone()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var (file, _, _) = await clinic.Get<ImportUpload>().TakeAsync(ImportKind.Patient, "x", Encoding.UTF8.GetBytes("id,name,phone\n1,Ana,2065550123\n"), "u1", default);
        await clinic.Get<ImportParts>().DeleteAsync(file!.Id, new ImportPart(0), default);
        var work = new ImportWork(clinic.Get<ImportBatches>(), clinic.Get<StepGuard>());
        await Assert.ThrowsAsync<StepFailedException>(() => work.ImportBatch(new ImportBatchInput(file.Id, 0), default));
    }

    [Fact]
    public async Task Row_that_cannot_be_stored_does_not_hold_up_the_others()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        var (file, _, _) = await clinic.Get<ImportUpload>().TakeAsync(ImportKind.Fhir, "x", Encoding.UTF8.GetBytes(
            """{"resourceType":"Patient","id":"1","name":[{"text":"Ana Soto"}],"telecom":[{"system":"sms","value":"2065550123"}]}"""), "u1", default);
        await clinic.Get<ImportBatches>().RunAsync(file!.Id, 0, default);
        await clinic.Get<ImportParts>().WriteAsync(file.Id, new ImportPart(0), [Visit(1, DateTimeOffset.MinValue), Visit(2, TestClinic.Noon)], default);
        Assert.Equal(new ImportCounts(2, 1, 0, 0, 1), await clinic.Get<ImportBatches>().RunAsync(file.Id, 0, default));
        var refused = Assert.Single(await clinic.Get<ImportParts>().ReadAsync(file.Id, new ImportPart(0, Refused: true), default));
        Assert.Equal((1, "could not be stored; try again"), (refused.Line, refused.Reason));

        static WaitingRow Visit(int line, DateTimeOffset at) => new(line, ["Appointment", $"{line}"])
        {
            Occasion = new OccasionEntry(OccasionKind.Appointment, $"{line}", "1", at, null, new OccasionFacts()),
        };
    }

    private static async Task<string> BeginAsync(TestClinic clinic)
    {
        await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients);
        await clinic.ImportAsync(ImportKind.Statement, Statement);
        return await StartAsync(clinic);
    }

    private static async Task<string> StartAsync(TestClinic clinic)
    {
        var campaign = await clinic.Get<CampaignDesk>().StartAsync(
            "Statements", Playbooks.Of("payment"), new Selection(OccasionKind.Statement, null, null), false, "staff:u1", "k1", default);
        for (var i = 0; i < 6; i++) await clinic.TickAsync(TimeSpan.FromSeconds(10));
        var member = Assert.Single((await clinic.Get<CampaignMembers>().ReadAsync(campaign.Id, null, 10, default)).Items);
        Assert.Equal(JourneyStatus.Running, member.State!.Status);
        return campaign.Id;
    }
}
