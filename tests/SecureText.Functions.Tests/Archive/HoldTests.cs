using System.Text.Json;
using Azure.Data.Tables;
using SecureText.Harness;
using SecureText.Patients;

namespace SecureText.Archive;

/// <summary>How a record is kept, and its legal hold.</summary>
public class HoldTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Why = "Letter of Vermilionwalrus";

    [Fact]
    public async Task Record_says_how_long_it_is_kept()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        var record = await clinic.RecordAsync(id);
        var last = record.GetProperty("lastActivityAt").GetDateTimeOffset();
        Assert.InRange(last, TestClinic.Noon, TestClinic.Noon.AddSeconds(1));
        Assert.Equal(last.AddYears(6), record.GetProperty("keepUntil").GetDateTimeOffset());
        Assert.False(record.GetProperty("due").GetBoolean());
        Assert.Equal(JsonValueKind.Null, record.GetProperty("hold").ValueKind);
        Assert.Equal(("record.read", id.Value), (clinic.Journal.Entries[^1].Action, clinic.Journal.Entries[^1].Subjects[0]));

        clinic.Time.Advance(last.AddYears(6) - clinic.Time.GetUtcNow());
        Assert.True((await clinic.RecordAsync(id)).GetProperty("due").GetBoolean());
    }

    [Fact]
    public async Task Note_of_staff_is_activity_though_the_inbox_does_not_show_it()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        clinic.Time.Advance(TimeSpan.FromDays(400));
        await clinic.Get<Conversations.StaffNotes>().WriteAsync(id, clinic.Staff, new Texting.MessageText("Look."), [], "k", CancellationToken.None);
        Assert.Equal(clinic.Time.GetUtcNow(), (await clinic.RecordAsync(id)).GetProperty("lastActivityAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Hold_stands_with_its_reason_until_it_is_released()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        Assert.Equal(204, (await clinic.AskAsync("HoldRecord", id, new { reason = Why })).Status);
        var hold = (await clinic.RecordAsync(id)).GetProperty("hold");
        Assert.Equal((Why, "u1"), (hold.GetProperty("reason").GetString(), hold.GetProperty("by").GetString()));

        Assert.Equal(204, (await clinic.AskAsync("ReleaseRecord", id, new { reason = "Settled" })).Status);
        Assert.Equal(JsonValueKind.Null, (await clinic.RecordAsync(id)).GetProperty("hold").ValueKind);
        ArchiveRun.IsProblem(await clinic.AskAsync("ReleaseRecord", id, new { reason = "Settled" }), 409, "not-on-hold");
        Assert.Equal(
            ["record.hold attempted", "record.hold done", "record.release attempted", "record.release done", "record.release refused"],
            clinic.Journal.Entries.Where(e => e.Action is "record.hold" or "record.release").Select(e => $"{e.Action} {e.Outcome}"));
    }

    [Fact]
    public async Task Nobody_is_taken_off_a_number_on_hold()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        var records = clinic.Get<PatientRecords>();
        var added = Assert.IsType<PatientChange.Done>(await records.AddAsync(id, new PatientRecord("Ada Sample", null, default), "staff:u1", "c", default));
        await clinic.AskAsync("HoldRecord", id, new { reason = Why });
        Assert.IsType<PatientChange.OnHold>(await records.RemoveAsync(id, added.Patient, "staff:u1", "c", default));
        Assert.Equal("Ada Sample", (await records.FindAsync(id, added.Patient, default))?.DisplayName);

        await clinic.AskAsync("ReleaseRecord", id, new { reason = "Settled" });
        Assert.IsType<PatientChange.Done>(await records.RemoveAsync(id, added.Patient, "staff:u1", "c", default));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  a ")]
    public async Task Hold_without_a_reason_is_none(string? reason)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        ArchiveRun.IsProblem(await clinic.AskAsync("HoldRecord", id, new { reason }), 400, "bad-request");
        Assert.Equal(JsonValueKind.Null, (await clinic.RecordAsync(id)).GetProperty("hold").ValueKind);
    }

    [Fact]
    public async Task Hold_with_a_journal_that_fails_does_not_come_about()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        clinic.Journal.Fails = true;
        Assert.Equal(503, (await clinic.AskAsync("HoldRecord", id, new { reason = Why })).Status);
        clinic.Journal.Fails = false;
        Assert.Equal(JsonValueKind.Null, (await clinic.RecordAsync(id)).GetProperty("hold").ValueKind);
    }

    // P1 and S9: the reason is sealed, and a row that somebody has changed counts as held.
    [Fact]
    public async Task Row_of_a_hold_shows_no_reason_and_counts_as_held_when_it_was_changed()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        await clinic.AskAsync("HoldRecord", id, new { reason = Why });
        var table = clinic.Storage().Conversations;
        var row = (await table.GetEntityAsync<TableEntity>(id.Value, "A")).Value;
        foreach (var (_, value) in row)
        {
            if (value is byte[] bytes) Assert.DoesNotContain(Why, System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
            if (value is string text) Assert.DoesNotContain("Vermilion", text, StringComparison.Ordinal);
        }

        await clinic.AskAsync("ReleaseRecord", id, new { reason = "Settled" });
        row = (await table.GetEntityAsync<TableEntity>(id.Value, "A")).Value;
        row["ShredAt"] = TestClinic.Noon;
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        Assert.Equal("unknown", (await clinic.RecordAsync(id)).GetProperty("hold").GetProperty("by").GetString());
        Assert.Equal("damaged", clinic.Journal.Entries[^1].Outcome);
    }
}
