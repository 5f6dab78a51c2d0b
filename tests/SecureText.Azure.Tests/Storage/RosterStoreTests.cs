using System.Text;
using Azure;
using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Roster;
using SecureText.Sending;

namespace SecureText.Storage;

[Collection(InTableStorage.Name)]
public class RosterStoreTests(TableStorageFixture storage)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Patient_is_found_by_id_and_by_number()
    {
        using var process = await storage.StartAsync();
        var amy = await PatientAsync(process, "A-1", "+12065550123");
        Assert.True(await process.Roster.SavePatientAsync(amy, "c1", null, default));
        using var other = process.Beside();
        var row = await other.Roster.FindPatientAsync(amy.Id, default);
        Assert.Equal((amy, "c1"), (row!.Patient, row.Content));
        Assert.Equal(amy, await other.Roster.FindPatientOfAsync(amy.Conversation, amy.PatientId, default));
        Assert.Null(await other.Roster.FindPatientOfAsync(amy.Conversation, new string('0', 24), default));
        Assert.Null(await other.Roster.FindPatientAsync("nobody", default));
    }

    [Fact]
    public async Task Patient_is_not_written_over_a_change_that_was_not_seen()
    {
        using var process = await storage.StartAsync();
        var amy = await PatientAsync(process, "A-1", "+12065550123");
        Assert.True(await process.Roster.SavePatientAsync(amy, "c1", null, default));
        Assert.False(await process.Roster.SavePatientAsync(amy, "c2", null, default));
        var row = await process.Roster.FindPatientAsync(amy.Id, default);
        Assert.True(await process.Roster.SavePatientAsync(amy with { Zone = null }, "c3", row, default));
        Assert.False(await process.Roster.SavePatientAsync(amy, "c4", row, default));
        Assert.Equal("c3", (await process.Roster.FindPatientAsync(amy.Id, default))!.Content);
    }

    [Fact]
    public async Task Occasion_comes_back_with_its_facts()
    {
        using var process = await storage.StartAsync();
        var visit = await VisitAsync(process, "V-1", Noon);
        Assert.True(await process.Roster.SaveOccasionAsync(visit, "c1", null, default));
        using var other = process.Beside();
        var row = await other.Roster.FindOccasionAsync(OccasionKind.Appointment, visit.Id, default);
        Assert.Equal((visit, "c1"), (row!.Occasion, row.Content));
        Assert.Null(await other.Roster.FindOccasionAsync(OccasionKind.Visit, visit.Id, default));

        Assert.False(await process.Roster.SaveOccasionAsync(visit, "c2", null, default));
        var moved = visit with { At = Noon.AddDays(1), Status = OccasionStatus.Cancelled };
        Assert.True(await process.Roster.SaveOccasionAsync(moved, "c2", row, default));
        Assert.False(await process.Roster.SaveOccasionAsync(visit, "c3", row, default));
        Assert.Equal(moved, (await other.Roster.FindOccasionAsync(OccasionKind.Appointment, visit.Id, default))!.Occasion);
    }

    [Theory]
    [InlineData("At")]
    [InlineData("Status")]
    [InlineData("Content")]
    [InlineData("Conversation")]
    [InlineData("PatientId")]
    [InlineData("Facts")]
    public async Task Changed_occasion_is_none_but_can_be_written_anew(string property)
    {
        using var process = await storage.StartAsync();
        var visit = await VisitAsync(process, "V-1", Noon);
        var other = await VisitAsync(process, "V-2", Noon.AddHours(1), "+12065550124");
        other = other with { Status = OccasionStatus.Cancelled };
        await process.Roster.SaveOccasionAsync(visit, "c1", null, default);
        await process.Roster.SaveOccasionAsync(other, "c2", null, default);
        var theirs = (await process.Clients.Roster.GetEntityAsync<TableEntity>("appointment", other.Id)).Value;
        await ChangeAsync(process, "appointment", visit.Id, entity => entity[property] = theirs[property]);

        var row = await process.Roster.FindOccasionAsync(OccasionKind.Appointment, visit.Id, default);
        Assert.Equal((null, ""), (row!.Occasion, row.Content));
        var page = await process.Roster.ReadOccasionsAsync(OccasionKind.Appointment, null, null, null, 10, default);
        Assert.Equal((other.Id, 1), (Assert.Single(page.Items).Id, page.Damaged));
        Assert.True(await process.Roster.SaveOccasionAsync(visit, "c3", row, default));
        Assert.Equal(visit, (await process.Roster.FindOccasionAsync(OccasionKind.Appointment, visit.Id, default))!.Occasion);
    }

    [Theory]
    [InlineData("Conversation")]
    [InlineData("PatientId")]
    [InlineData("Zone")]
    [InlineData("State")]
    public async Task Changed_patient_is_none_but_can_be_written_anew(string property)
    {
        using var process = await storage.StartAsync();
        var amy = await PatientAsync(process, "A-1", "+12065550123");
        await process.Roster.SavePatientAsync(amy, "c1", null, default);
        string[] rows = [amy.Id, $"~of|{amy.Conversation}|{amy.PatientId}"];
        foreach (var row in rows) await ChangeAsync(process, "patient", row, entity => entity[property] = "HI");
        var read = await process.Roster.FindPatientAsync(amy.Id, default);
        Assert.Null(read!.Patient);
        Assert.Null(await process.Roster.FindPatientOfAsync(amy.Conversation, amy.PatientId, default));
        Assert.Equal(1, (await process.Roster.ReadPatientsAsync(null, 10, default)).Damaged);
        Assert.True(await process.Roster.SavePatientAsync(amy, "c1", read, default));
        Assert.Equal(amy, await process.Roster.FindPatientOfAsync(amy.Conversation, amy.PatientId, default));
    }

    [Fact]
    public async Task Occasions_of_a_time_come_page_by_page_each_once()
    {
        using var process = await storage.StartAsync();
        for (var day = 0; day < 9; day++)
            await process.Roster.SaveOccasionAsync(await VisitAsync(process, $"V-{day}", Noon.AddDays(day)), "c", null, default);
        var (seen, pages, cursor) = (new List<DateTimeOffset>(), 0, (string?)null);
        do
        {
            var page = await process.Roster.ReadOccasionsAsync(
                OccasionKind.Appointment, Noon.AddDays(1), Noon.AddDays(6), cursor, 2, default);
            seen.AddRange(page.Items.Select(item => item.At));
            (pages, cursor) = (pages + 1, page.Cursor);
        }
        while (cursor is not null);
        Assert.Equal([.. Enumerable.Range(1, 5).Select(day => Noon.AddDays(day))], seen.Order());
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task Patients_come_page_by_page_each_once()
    {
        using var process = await storage.StartAsync();
        for (var i = 0; i < 5; i++)
            await process.Roster.SavePatientAsync(await PatientAsync(process, $"A-{i}", $"+1206555010{i}"), "c", null, default);
        var first = await process.Roster.ReadPatientsAsync(null, 3, default);
        var second = await process.Roster.ReadPatientsAsync(first.Cursor, 3, default);
        Assert.Equal((3, 2, null), (first.Items.Count, second.Items.Count, second.Cursor));
        Assert.Equal(5, first.Items.Concat(second.Items).Select(patient => patient.Id).Distinct().Count());
    }

    [Fact]
    public async Task Nothing_personal_stands_in_clear()
    {
        using var process = await storage.StartAsync();
        await process.Roster.SavePatientAsync(await PatientAsync(process, "zanzibar-77", "+12065550123"), "c", null, default);
        var visit = await VisitAsync(process, "gingerpelican-88", Noon) with
        {
            Facts = new OccasionFacts { Doctor = "Velvetmoonfish", Place = "Quartzharbor", Amount = "$7531.90", Url = "https://velvet.example" },
        };
        await process.Roster.SaveOccasionAsync(visit, "c", null, default);
        var all = new StringBuilder();
        await foreach (var row in process.Clients.Roster.QueryAsync<TableEntity>())
        {
            foreach (var (name, value) in row)
                all.AppendLine(name).AppendLine(value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{value}");
        }

        string[] canaries = ["zanzibar", "gingerpelican", "velvet", "quartz", "7531", "5550123"];
        Assert.All(canaries, canary => Assert.DoesNotContain(canary, all.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<RosterPatient> PatientAsync(StorageProcess process, string id, string number) => new()
    {
        Id = await process.Roster.IdOfAsync("patient", "csv|" + id, default),
        Conversation = await process.IdAsync(number),
        PatientId = "0123456789abcdef01234567",
        Zone = "America/Denver",
        State = UsState.Parse("CO"),
    };

    private static async Task<Occasion> VisitAsync(
        StorageProcess process, string id, DateTimeOffset at, string number = "+12065550123") => new()
        {
            Id = await process.Roster.IdOfAsync("appointment", "csv|" + id, default),
            Kind = OccasionKind.Appointment,
            Conversation = await process.IdAsync(number),
            PatientId = number[^1] + "123456789abcdef01234567",
            At = at,
            Facts = new OccasionFacts { Doctor = "Rivera", Place = "Main Street " + id },
        };

    private static async Task ChangeAsync(StorageProcess process, string partition, string rowKey, Action<TableEntity> change)
    {
        var entity = (await process.Clients.Roster.GetEntityAsync<TableEntity>(partition, rowKey)).Value;
        change(entity);
        await process.Clients.Roster.UpdateEntityAsync(entity, ETag.All, TableUpdateMode.Replace);
    }
}
