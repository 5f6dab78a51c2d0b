using System.Text.Json;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Archive;

/// <summary>What may go, as the owner sees it.</summary>
public class DueRecordsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task List_holds_what_is_over_and_nothing_that_must_be_kept()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var old = await clinic.TextAsync();
        foreach (var name in new[] { "Jane Sample", "Ada Sample" }) await PortalRun.NameAsync(clinic, old, name);
        var closed = await clinic.TextAsync(number: Number(1));
        await CloseAsync(clinic, closed);
        var noted = await clinic.TextAsync(number: Number(2));
        clinic.Time.Advance(TimeSpan.FromDays(400));
        await clinic.TextAsync(number: Number(5));
        await clinic.Get<StaffNotes>().WriteAsync(noted, clinic.Staff, new MessageText("Look."), [], "k", CancellationToken.None);
        clinic.Time.Advance(TimeSpan.FromDays((6 * 366) - 399));

        var (items, _) = await AllAsync(clinic);
        Assert.Equal([closed.Value, old.Value], items.Select(item => item.GetProperty("conversation").GetString()));
        Assert.Equal(["Jane Sample", "Ada Sample"], items[1].GetProperty("names").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(TestClinic.Patient, items[1].GetProperty("number").GetString());
        Assert.False(items[1].GetProperty("exported").GetBoolean());
        Assert.Equal(
            ["conversation", "names", "number", "lastActivityAt", "keepUntil", "hold", "exported", "shredding", "damaged"],
            items[1].EnumerateObject().Select(one => one.Name));

        await clinic.AskAsync("ExportRecord", old);
        (items, _) = await AllAsync(clinic);
        Assert.True(items[1].GetProperty("exported").GetBoolean());

        // The reason of a hold is kept as long as anything that is written to a record.
        await clinic.AskAsync("HoldRecord", old, new { reason = "A letter came" });
        (items, _) = await AllAsync(clinic);
        Assert.DoesNotContain(items, item => item.GetProperty("conversation").GetString() == old.Value);
        clinic.Time.Advance(TimeSpan.FromDays(6 * 366));
        (items, _) = await AllAsync(clinic);
        var held = items.Single(item => item.GetProperty("conversation").GetString() == old.Value);
        Assert.Equal("A letter came", held.GetProperty("hold").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Years_of_the_owner_count()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.TextAsync();
        var (status, body) = await ChangeAsync(clinic, 10);
        Assert.True(status == 200, body);
        clinic.Time.Advance(TimeSpan.FromDays(9 * 366));
        Assert.Empty((await AllAsync(clinic)).Items);
        clinic.Time.Advance(TimeSpan.FromDays(366));
        Assert.Single((await AllAsync(clinic)).Items);
        Assert.Equal(422, (await ChangeAsync(clinic, 5, version: 1)).Status);
    }

    [Fact]
    public async Task Pages_follow_each_other_to_the_end()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var all = new HashSet<string>();
        for (var n = 0; n < 60; n++)
        {
            var id = await clinic.TextAsync(number: Number(n));
            all.Add(id.Value);
            if (n % 2 == 0) await CloseAsync(clinic, id);
        }

        clinic.Time.Advance(TimeSpan.FromDays(6 * 366));
        var (items, pages) = await AllAsync(clinic);
        Assert.Equal(all, items.Select(item => item.GetProperty("conversation").GetString()!).ToHashSet());
        Assert.Equal((60, 3), (items.Count, pages));
        ArchiveRun.IsProblem(await clinic.AskAsync("ListDueRecords", query: "?cursor=bWluZXx4"), 400, "bad-request");
    }

    private static async Task CloseAsync(TestClinic clinic, ConversationId id)
    {
        Assert.Equal(204, (await clinic.AskAsync("MarkRead", id)).Status);
        Assert.Equal(204, (await clinic.AskAsync("Close", id)).Status);
    }

    private static string Number(int n) => Faults.Patients.Number(n);

    private static async Task<(int Status, string Body)> ChangeAsync(TestClinic clinic, int years, long version = 0)
    {
        var changed = await clinic.Get<Clinic.SettingsChanges>().ChangeAsync(
            "retention", version, JsonSerializer.SerializeToElement(new { years }), "staff:u1", "c", CancellationToken.None);
        return changed is Clinic.SettingsChange.Done ? (200, "") : (422, changed.ToString());
    }

    private static async Task<(List<JsonElement> Items, int Pages)> AllAsync(TestClinic clinic)
    {
        var (items, pages, cursor) = (new List<JsonElement>(), 0, (string?)null);
        do
        {
            var (status, body) = await clinic.AskAsync("ListDueRecords", query: cursor is null ? "" : $"?cursor={cursor}");
            Assert.Equal(200, status);
            var page = JsonSerializer.Deserialize<JsonElement>(body);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("cursor").GetString();
            pages++;
        }
        while (cursor is not null);
        return (items, pages);
    }
}
