using Azure;
using Azure.Data.Tables;
using SecureText.Harness;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Patients;

/// <summary>W18: a number may be of several, and nobody is named by guess. S9: what was changed in storage is not believed.</summary>
public class PatientRecordsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly PatientRecord Ada = new("Ada Velvetmoonfish", new DateOnly(1980, 2, 29), Language.Spanish);
    private static readonly PatientRecord Ben = new("Ben Velvetmoonfish", null, Language.English);

    [Fact]
    public async Task Two_patients_of_one_number_are_both_listed_and_each_is_found_with_what_staff_said()
    {
        await using var clinic = await StartAsync();
        var (id, ada) = await AddAsync(clinic, Ada);
        var (_, ben) = await AddAsync(clinic, Ben);

        await using var other = clinic.Beside();
        var records = other.Get<PatientRecords>();
        Assert.Equal(Ada, await records.FindAsync(id, ada, default));
        Assert.Equal(Ben, await records.FindAsync(id, ben, default));
        Assert.Equal(2, await records.CountAsync(id, default));
        Assert.Equal([(ada, Ada), (ben, Ben)], (await records.ReadAsync(id, default))!.Select(p => (p.Id, p.Record!)));
        Assert.Equal([Ada.DisplayName, Ben.DisplayName], await NamesInInboxAsync(other));
    }

    [Fact]
    public async Task Date_of_birth_stands_in_the_patients_own_row_only_and_nothing_in_clear()
    {
        await using var clinic = await StartAsync();
        var (id, _) = await AddAsync(clinic, Ada);
        var names = await clinic.Get<InboxBoxes>().OpenNamesAsync(id, (await HeadAsync(clinic, id)).NameBox!, default);
        Assert.Equal(["DisplayName", "PatientId", "Removed"], typeof(Conversations.InboxName).GetProperties().Select(p => p.Name).Order());
        Assert.Equal(Ada.DisplayName, Assert.Single(names).DisplayName);
        foreach (var table in new[] { clinic.Storage().Conversations, clinic.Storage().Inbox })
        {
            await foreach (var row in table.QueryAsync<TableEntity>())
            {
                var stored = string.Join(' ', row.Select(p => p.Value is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : $"{p.Value}"));
                Assert.All(["Velvetmoonfish", "1980-02-29"], canary => Assert.DoesNotContain(canary, stored, StringComparison.Ordinal));
            }
        }

        Assert.DoesNotContain("Velvetmoonfish", clinic.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Same_patient_added_again_is_one_and_keeps_the_id()
    {
        await using var clinic = await StartAsync();
        var (id, first) = await AddAsync(clinic, Ada);
        var (_, again) = await AddAsync(clinic, Ada);
        var (_, other) = await AddAsync(clinic, Ada with { DateOfBirth = new DateOnly(2004, 2, 29) });
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(2, await clinic.Get<PatientRecords>().CountAsync(id, default));
    }

    [Fact]
    public async Task Patients_added_at_once_are_all_there()
    {
        await using var clinic = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(n => AddAsync(clinic, Ben with { DisplayName = $"Child {n}" })));
        Assert.Equal(5, (await NamesInInboxAsync(clinic)).Count);
    }

    [Fact]
    public async Task More_patients_than_a_household_are_refused()
    {
        await using var clinic = await StartAsync();
        for (var n = 0; n < PatientRecord.MostOfANumber; n++) await AddAsync(clinic, Ben with { DisplayName = $"Patient {n}" });
        var id = await clinic.ConversationOf(TestClinic.Patient);
        Assert.IsType<PatientChange.NotPossible>(await clinic.Get<PatientRecords>().AddAsync(id, Ada, "staff:u1", "c", default));
    }

    [Fact]
    public async Task Corrected_patient_keeps_id_and_place_and_a_removed_one_is_gone()
    {
        await using var clinic = await StartAsync();
        var (id, ada) = await AddAsync(clinic, Ada);
        var (_, ben) = await AddAsync(clinic, Ben);
        var records = clinic.Get<PatientRecords>();
        await records.ChangeAsync(id, ada, before => before! with { DisplayName = "Ada Sample" }, "staff:u1", "c", default);
        Assert.Equal(["Ada Sample", Ben.DisplayName], await NamesInInboxAsync(clinic));
        Assert.Equal(Ada with { DisplayName = "Ada Sample" }, await records.FindAsync(id, ada, default));

        Assert.IsType<PatientChange.Done>(await records.RemoveAsync(id, ada, "staff:u1", "c", default));
        Assert.Null(await records.FindAsync(id, ada, default));
        Assert.Equal([Ben.DisplayName], await NamesInInboxAsync(clinic));
        Assert.IsType<PatientChange.NotPossible>(await records.RemoveAsync(id, ada, "staff:u1", "c", default));
        Assert.IsType<PatientChange.Done>(await records.RemoveAsync(id, ben, "staff:u1", "c", default));
        Assert.Empty(await NamesInInboxAsync(clinic));
    }

    [Fact]
    public async Task Number_that_was_shared_counts_as_shared_when_one_is_left()
    {
        await using var clinic = await StartAsync();
        var (id, ada) = await AddAsync(clinic, Ada);
        Assert.Equal(1, await clinic.Get<PatientRecords>().CountAsync(id, default));
        var (_, ben) = await AddAsync(clinic, Ben);
        await clinic.Get<PatientRecords>().RemoveAsync(id, ben, "staff:u1", "c", default);
        await clinic.Get<PatientRecords>().ChangeAsync(id, ada, _ => Ada with { DisplayName = "Ada" }, "staff:u1", "c", default);

        Assert.Equal(2, await clinic.Get<PatientRecords>().CountAsync(id, default));
        Assert.Equal(["Ada"], (await clinic.Get<PatientRecords>().ReadAsync(id, default))!.Select(p => p.DisplayName));
        Assert.DoesNotContain(Ben.DisplayName, (await clinic.Get<InboxBoxes>().OpenNamesAsync(
            id, (await HeadAsync(clinic, id)).NameBox!, default)).Select(name => name.DisplayName));
    }

    [Fact]
    public async Task Changes_are_journaled_without_names()
    {
        await using var clinic = await StartAsync();
        var (id, ada) = await AddAsync(clinic, Ada);
        await clinic.Get<PatientRecords>().RemoveAsync(id, ada, "staff:u1", "c", default);
        Assert.Equal(
            [("patient.add", "attempted", ada), ("patient.add", "done", ada), ("patient.remove", "attempted", ada), ("patient.remove", "done", ada)],
            clinic.Journal.Entries.Where(e => e.Action.StartsWith("patient.", StringComparison.Ordinal)).Select(e => (e.Action, e.Outcome, e.Detail!)));
    }

    public static TheoryData<string> Damages => ["flipped", "emptied", "deleted", "other-patients", "key-gone"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Patient_whose_row_was_changed_is_not_believed_and_is_shown_as_damaged(string damage)
    {
        await using var clinic = await StartAsync();
        var (id, ada) = await AddAsync(clinic, Ada);
        var (_, ben) = await AddAsync(clinic, Ben);
        var table = clinic.Storage().Conversations;
        var row = (await table.GetEntityAsync<TableEntity>(id.Value, $"P|{ada}")).Value;
        switch (damage)
        {
            case "flipped":
                row.GetBinary("Patient")[^1] ^= 1;
                break;
            case "emptied":
                row.Remove("Patient");
                break;
            case "other-patients":
                row["Patient"] = (await table.GetEntityAsync<TableEntity>(id.Value, $"P|{ben}")).Value.GetBinary("Patient");
                break;
            case "key-gone":
                await foreach (var key in table.QueryAsync<TableEntity>("RowKey ge 'K|' and RowKey lt 'L'")) await table.DeleteEntityAsync(key);
                break;
        }

        if (damage == "deleted") await table.DeleteEntityAsync(row);
        else await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
        clinic.Restart();

        var records = clinic.Get<PatientRecords>();
        Assert.Null(await records.FindAsync(id, ada, default));
        var listed = (await records.ReadAsync(id, default))!.Single(p => p.Id == ada);
        Assert.Equal((Ada.DisplayName, null), (listed.DisplayName, listed.Record));

        // Without a name nothing is kept of it, and with one it is whole again.
        Assert.IsType<PatientChange.NotPossible>(
            await records.ChangeAsync(id, ada, before => before is null ? null : Ada, "staff:u1", "c", default));
        await records.ChangeAsync(id, ada, _ => Ada, "staff:u1", "c", default);
        Assert.Equal(Ada, await records.FindAsync(id, ada, default));
        await records.RemoveAsync(id, ada, "staff:u1", "c", default);
    }

    [Fact]
    public async Task Removed_patient_whose_row_is_put_back_stays_removed()
    {
        await using var clinic = await StartAsync();
        var (id, ada) = await AddAsync(clinic, Ada);
        var table = clinic.Storage().Conversations;
        var row = (await table.GetEntityAsync<TableEntity>(id.Value, $"P|{ada}")).Value;
        await clinic.Get<PatientRecords>().RemoveAsync(id, ada, "staff:u1", "c", default);
        await table.AddEntityAsync(row);

        Assert.Null(await clinic.Get<PatientRecords>().FindAsync(id, ada, default));
        Assert.Empty((await clinic.Get<PatientRecords>().ReadAsync(id, default))!);
    }

    [Fact]
    public async Task List_of_names_that_was_changed_opens_to_nobody_and_counts_as_shared()
    {
        await using var clinic = await StartAsync();
        var (id, ada) = await AddAsync(clinic, Ada);
        var head = (await clinic.Storage().Conversations.GetEntityAsync<TableEntity>(id.Value, "H")).Value;
        head.GetBinary("Name")[^1] ^= 1;
        await clinic.Storage().Conversations.UpdateEntityAsync(head, head.ETag, TableUpdateMode.Replace);
        clinic.Restart();

        Assert.Null(await clinic.Get<PatientRecords>().FindAsync(id, ada, default));
        Assert.True(await clinic.Get<PatientRecords>().CountAsync(id, default) > 1);
        Assert.Equal(Ada, Assert.Single((await clinic.Get<PatientRecords>().ReadAsync(id, default))!).Record);
    }

    private async Task<TestClinic> StartAsync()
    {
        var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        return clinic;
    }

    private static async Task<(ConversationId Id, string Patient)> AddAsync(TestClinic clinic, PatientRecord patient)
    {
        var id = await clinic.ConversationOf(TestClinic.Patient);
        var added = await clinic.Get<PatientRecords>().AddAsync(id, patient, "staff:u1", "c", CancellationToken.None);
        return (id, Assert.IsType<PatientChange.Done>(added).Patient);
    }

    private static async Task<HeadRow> HeadAsync(TestClinic clinic, ConversationId id) =>
        (await clinic.Get<ConversationStore>().FindAsync(id, CancellationToken.None))!;

    private static async Task<List<string>> NamesInInboxAsync(TestClinic clinic)
    {
        var (rows, _) = await clinic.Get<InboxIndex>().ReadAsync(InboxViews.Open, null, 10, CancellationToken.None);
        var row = Assert.Single(rows);
        if (row.NameBox is null) return [];
        var names = await clinic.Get<InboxBoxes>().OpenNamesAsync(row.Id, row.NameBox, CancellationToken.None);
        return [.. names.Where(name => !name.Removed).Select(name => name.DisplayName)];
    }
}
