using System.Text.Json;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Api.Conversations;

/// <summary>What a page polls: it changes when something changed, and says nothing of a patient.</summary>
public class ChangesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Words = "Zanzibarquartz";

    private static readonly string[] Views = ["open", "unanswered", "urgent", "mine", "closed", "mentions"];

    [Fact]
    public async Task Inbox_tag_changes_with_each_change_of_a_conversation_and_with_nothing_else()
    {
        await using var clinic = await ClinicAsync();
        var first = await InboxTagAsync(clinic);
        Assert.Equal(first, await InboxTagAsync(clinic));

        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "More", "+12065550124", at: TestClinic.Noon.AddMinutes(1)));
        var second = await InboxTagAsync(clinic);
        await clinic.Get<HeadChanges>().ApplyAsync(
            await clinic.ConversationOf(TestClinic.Patient), "staff:u1", "conversation.mark-read", "c", row => row.Head.MarkedRead(),
            CancellationToken.None);
        var third = await InboxTagAsync(clinic);

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
    }

    [Fact]
    public async Task Thread_tag_changes_with_a_message_and_a_status_changes_in_the_list_alone()
    {
        await using var clinic = await ClinicAsync();
        var before = (await ReadAsync(clinic)).GetProperty("thread");
        await clinic.AnswerAsync(TestClinic.Patient, "Four is fine.");
        var written = (await ReadAsync(clinic)).GetProperty("thread");
        Assert.NotEqual(before.GetProperty("tag").GetString(), written.GetProperty("tag").GetString());
        Assert.Equal("sent", written.GetProperty("statuses")[0].GetProperty("status").GetString());

        var tag = clinic.Carrier.Sent.Single(m => m.Text.Value == "Four is fine.").Tag;
        await clinic.DeliverAsync(AcsJson.Report("report_1", tag, "Delivered", "2000: No error."));

        var delivered = (await ReadAsync(clinic)).GetProperty("thread");
        Assert.Equal(written.GetProperty("tag").GetString(), delivered.GetProperty("tag").GetString());
        Assert.Equal("delivered", delivered.GetProperty("statuses")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Answer_has_nothing_of_the_patient_and_is_not_journaled()
    {
        await using var clinic = await ClinicAsync();
        await NoteAsync(clinic, "u1");
        var entries = clinic.Journal.Entries.Count;
        clinic.Journal.Fails = true;

        foreach (var name in new[] { "ReadChanges", "CountInbox", "ReadMentions" })
        {
            var (status, body) = await CallAsync(clinic, name, (await clinic.ConversationOf(TestClinic.Patient)).Value);
            Assert.Equal(200, status);
            Assert.DoesNotContain(Words, body, StringComparison.Ordinal);
            Assert.DoesNotContain("5550123", body, StringComparison.Ordinal);
        }

        Assert.Equal(entries, clinic.Journal.Entries.Count);
    }

    [Fact]
    public async Task Colleague_is_seen_for_twenty_seconds_in_the_conversation_that_is_open_and_never_oneself()
    {
        await using var clinic = await ClinicAsync();
        var id = await clinic.ConversationOf(TestClinic.Patient);
        await PresentAsync(clinic, "u1", typing: false);
        await PresentAsync(clinic, "u2", typing: true);

        var colleague = Assert.Single((await ReadAsync(clinic)).GetProperty("present").EnumerateArray());
        Assert.Equal(("u2", true), (colleague.GetProperty("id").GetString(), colleague.GetProperty("typing").GetBoolean()));

        clinic.Time.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(1, (await ReadAsync(clinic)).GetProperty("present").GetArrayLength());
        clinic.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await ReadAsync(clinic)).GetProperty("present").GetArrayLength());

        // Somebody who opens another conversation has left this one.
        await PresentAsync(clinic, "u2", typing: false);
        await clinic.Get<PresenceBoard>().TellAsync(
            "u2", await clinic.ConversationOf("+12065550124"), false, clinic.Time.GetUtcNow(), CancellationToken.None);
        Assert.Empty(await clinic.Get<PresenceBoard>().OthersAsync("u1", id, clinic.Time.GetUtcNow(), CancellationToken.None));
    }

    [Fact]
    public async Task Counts_are_of_what_this_reader_may_open()
    {
        await using var clinic = await ClinicAsync();
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "More", "+12065550124", at: TestClinic.Noon.AddMinutes(1)));
        await clinic.Get<HeadChanges>().ApplyAsync(
            await clinic.ConversationOf(TestClinic.Patient), "staff:u1", "conversation.assign", "c", row => row.Head.Assigned("u1"),
            CancellationToken.None);
        await NoteAsync(clinic, "u2");

        Assert.Equal([2, 2, 0, 1, 0, 0], await CountsAsync("u1", "member"));
        Assert.Equal([1, 1, 0, 0, 0, 1], await CountsAsync("u2", "member"));
        Assert.Equal([2, 2, 0, 0, 0, 0], await CountsAsync("u3", "owner"));

        async Task<List<int>> CountsAsync(string who, string role)
        {
            var (_, body) = await CallAsync(clinic, "CountInbox", "", Principal.Staff(who, role));
            var counts = JsonSerializer.Deserialize<JsonElement>(body);
            return [.. Views.Select(v => counts.GetProperty(v).GetInt32())];
        }
    }

    [Fact]
    public async Task Count_stops_at_a_thousand()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var table = clinic.Storage().Inbox;
        var rows = Enumerable.Range(0, 1001).Select(n => new Azure.Data.Tables.TableEntity("inbox", $"closed|{n:D4}"));
        foreach (var some in rows.Chunk(100))
        {
            await table.SubmitTransactionAsync(some.Select(
                row => new Azure.Data.Tables.TableTransactionAction(Azure.Data.Tables.TableTransactionActionType.Add, row)));
        }

        Assert.Equal(1000, await clinic.Get<InboxIndex>().CountAsync(InboxViews.Closed, null, CancellationToken.None));
    }

    private async Task<TestClinic> ClinicAsync()
    {
        var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", Words));
        await clinic.TickAsync(TimeSpan.FromMinutes(2));
        return clinic;
    }

    private static async Task NoteAsync(TestClinic clinic, string to) => await clinic.Get<StaffNotes>().WriteAsync(
        await clinic.ConversationOf(TestClinic.Patient), clinic.Staff, new MessageText("Look: " + Words), [to], "k", CancellationToken.None);

    private static async Task PresentAsync(TestClinic clinic, string who, bool typing)
    {
        var (status, _) = await FunctionCall.InvokeAsync(
            clinic, HttpFunction.All.Single(f => f.Name == "TellPresence"), id: (await clinic.ConversationOf(TestClinic.Patient)).Value,
            principal: Principal.Staff(who, "member"), json: JsonSerializer.Serialize(new { typing }));
        Assert.Equal(204, status);
    }

    private static async Task<string?> InboxTagAsync(TestClinic clinic) => (await ReadAsync(clinic)).GetProperty("inbox").GetString();

    private static async Task<JsonElement> ReadAsync(TestClinic clinic)
    {
        var (status, body) = await CallAsync(clinic, "ReadChanges", (await clinic.ConversationOf(TestClinic.Patient)).Value);
        Assert.Equal(200, status);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    private static Task<(int Status, string Body)> CallAsync(
        TestClinic clinic, string name, string conversation, string? principal = null) => FunctionCall.InvokeAsync(
        clinic, HttpFunction.All.Single(f => f.Name == name), $"?conversation={conversation}", principal: principal ?? Principal.Member);
}
