using System.Text.Json;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Patients;
using SecureText.Portal;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Archive;

/// <summary>What is ordered waits for its days, and whatever stands in its way meanwhile stops it.</summary>
public class ShreddingOrderTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Hold_that_is_set_while_it_waits_stops_it()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        await clinic.OrderWhenDueAsync(id);
        Assert.Equal(JsonValueKind.Object, (await clinic.RecordAsync(id)).GetProperty("shredding").ValueKind);
        Assert.Equal(204, (await clinic.AskAsync("HoldRecord", id, new { reason = "A letter came" })).Status);
        await clinic.TickAsync(TimeSpan.FromDays(8));
        var record = await clinic.RecordAsync(id);
        Assert.Equal((JsonValueKind.Object, JsonValueKind.Null), (record.GetProperty("hold").ValueKind, record.GetProperty("shredding").ValueKind));
        ArchiveRun.IsProblem(await clinic.OrderAsync(id), 409, "on-hold");

        // Nothing goes off by itself when the hold is lifted.
        await clinic.AskAsync("ReleaseRecord", id, new { reason = "Settled" });
        await clinic.TickAsync(TimeSpan.FromDays(8));
        Assert.NotEmpty(await clinic.ThreadOf(TestClinic.Patient));
    }

    // Between the last question and the deed: the transaction itself is guarded.
    [Fact]
    public async Task Hold_that_is_set_at_the_last_moment_stops_it()
    {
        var transport = new FaultTransport(new FaultPoints());
        await using var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        var id = await clinic.TextAsync();
        await clinic.OrderWhenDueAsync(id);
        await using var other = clinic.Beside();
        var held = false;
        transport.Before(async (call, body) =>
        {
            if (!body.Contains("IsUnderway", StringComparison.Ordinal)) return false;
            Assert.Equal(204, (await other.AskAsync("HoldRecord", id, new { reason = "A letter came" })).Status);
            return held = true;
        });
        await clinic.TickAsync(TimeSpan.FromDays(7));
        Assert.True(held, "The deed was not seen.");
        await clinic.TickAsync(TimeSpan.FromDays(1));
        Assert.NotEmpty(await clinic.ThreadOf(TestClinic.Patient));
        Assert.Null(await clinic.Get<ShredStore>().FindStubAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task Text_that_comes_while_it_waits_keeps_the_record()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        await clinic.OrderWhenDueAsync(id);
        clinic.Time.Advance(TimeSpan.FromDays(1));
        await clinic.TextAsync("I am back");
        await clinic.TickAsync(TimeSpan.FromDays(7));
        Assert.Contains(await clinic.ThreadOf(TestClinic.Patient), one => one.Text == "I am back");
        Assert.Equal(JsonValueKind.Null, (await clinic.RecordAsync(id)).GetProperty("shredding").ValueKind);
        Assert.Contains(clinic.Journal.Entries, e => e is { Action: "record.shred", Outcome: "refused", Detail: "not-due" });
    }

    // A patient who is entered or changed leaves the head's time alone; the day of the key tells.
    [Fact]
    public async Task Record_that_was_written_to_while_it_waits_is_kept()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        await clinic.OrderWhenDueAsync(id);
        clinic.Time.Advance(TimeSpan.FromDays(1));
        await clinic.Get<PatientRecords>().AddAsync(
            id, new PatientRecord("Jane Sample", null, Language.English), "staff:u1", "c", CancellationToken.None);
        for (var n = 0; n < 4; n++) await clinic.TickAsync(TimeSpan.FromDays(3));
        Assert.NotEmpty(await clinic.ThreadOf(TestClinic.Patient));
        Assert.Equal(JsonValueKind.Null, (await clinic.RecordAsync(id)).GetProperty("shredding").ValueKind);
    }

    // Its process keeps the key of its day: what it wrote next under a deleted key could never be opened.
    [Fact]
    public async Task File_that_comes_at_the_last_moment_stops_it()
    {
        var transport = new FaultTransport(new FaultPoints());
        await using var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        var id = await clinic.TextAsync();
        await clinic.OrderWhenDueAsync(id);
        await using var other = clinic.Beside();
        var came = false;
        transport.Before(async (_, _) =>
        {
            if (!clinic.Journal.Entries.Any(e => e.Action == "record.shred" && e.Correlation.StartsWith("shred-", StringComparison.Ordinal))) return false;
            using var file = new MemoryStream([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
            await other.Get<AttachmentBlobs>().WriteAsync(id, MessageId.For(clinic.Time.GetUtcNow(), "f"), file, CancellationToken.None);
            return came = true;
        });
        await clinic.TickAsync(ArchiveTransitions.Wait);
        Assert.True(came, "The order was not seen.");
        for (var tick = 0; tick < 3; tick++) await clinic.TickAsync(TimeSpan.FromMinutes(2));
        Assert.NotEmpty(await clinic.ThreadOf(TestClinic.Patient));
        Assert.Null(await clinic.Get<ShredStore>().FindStubAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task Order_is_refused_for_what_stands_in_its_way_and_can_be_taken_back()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        ArchiveRun.IsProblem(await clinic.OrderAsync(id), 409, "not-due");
        clinic.Time.Advance(TimeSpan.FromDays(6 * 366));
        ArchiveRun.IsProblem(await clinic.OrderAsync(id), 409, "not-exported");
        await clinic.ExportAsync(id);
        ArchiveRun.IsProblem(await clinic.OrderAsync(id, "0124"), 422, "wrong-number");
        ArchiveRun.IsProblem(await clinic.AskAsync("CancelShredding", id), 409, "not-ordered");
        Assert.Equal(202, (await clinic.OrderAsync(id)).Status);
        Assert.Equal(204, (await clinic.AskAsync("CancelShredding", id)).Status);
        await clinic.TickAsync(TimeSpan.FromDays(8));
        Assert.NotEmpty(await clinic.ThreadOf(TestClinic.Patient));
        Assert.Equal(
            ["not-due", "not-exported", "wrong-number"],
            clinic.Journal.Entries.Where(e => e is { Action: "record.shred", Outcome: "refused" }).Select(e => e.Detail));
    }

    [Fact]
    public async Task Order_says_when_and_how_many_people_share_the_number()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        foreach (var name in new[] { "Jane Sample", "Ada Sample" }) await PortalRun.NameAsync(clinic, id, name);
        clinic.Time.Advance(TimeSpan.FromDays(6 * 366));
        await clinic.ExportAsync(id);
        var answer = JsonSerializer.Deserialize<JsonElement>((await clinic.OrderAsync(id)).Body);
        Assert.Equal(2, answer.GetProperty("patients").GetInt32());
        Assert.Equal(clinic.Time.GetUtcNow().AddDays(7), answer.GetProperty("at").GetDateTimeOffset());
    }
}
