using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary>What is marked read and put away is what somebody has had before them.</summary>
public class ChangeConversationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Text_that_came_after_what_was_seen_stays_unread_and_open()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("one", "May I come at four?"));
        var seen = await NewestAsync(clinic, "May I come at four?");
        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await clinic.DeliverAsync(AcsJson.Sms("two", "I feel worse.", at: clinic.Time.GetUtcNow()));
        var newest = await NewestAsync(clinic, "I feel worse.");

        Assert.Equal(204, (await AskAsync(clinic, "MarkRead", $$"""{"seen":"{{seen}}"}""")).Status);
        Assert.Equal(2, (await HeadAsync(clinic)).Unread);

        Assert.Equal(204, (await AskAsync(clinic, "MarkRead", $$"""{"seen":"{{newest}}"}""")).Status);
        Assert.Equal(0, (await HeadAsync(clinic)).Unread);

        // A colleague has read it, who closes has not.
        var (status, body) = await AskAsync(clinic, "Close", $$"""{"seen":"{{seen}}"}""");
        Assert.Equal(409, status);
        Assert.Contains("unread-texts", body, StringComparison.Ordinal);
        Assert.Equal(204, (await AskAsync(clinic, "Close", $$"""{"seen":"{{newest}}"}""")).Status);
        Assert.Equal(ConversationStatus.Closed, (await HeadAsync(clinic)).Status);
    }

    [Theory]
    [InlineData("MarkRead")]
    [InlineData("Close")]
    public async Task Seen_that_is_no_message_is_refused_and_nothing_stands_for_all(string function)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("one", "Hello"));
        Assert.Equal(400, (await AskAsync(clinic, function, """{"seen":"x"}""")).Status);
        Assert.Equal(400, (await AskAsync(clinic, function, "{")).Status);
        Assert.Equal(1, (await HeadAsync(clinic)).Unread);

        Assert.Equal(204, (await AskAsync(clinic, "MarkRead", null)).Status);
        Assert.Equal(204, (await AskAsync(clinic, function, "null")).Status);
        Assert.Equal(0, (await HeadAsync(clinic)).Unread);
    }

    [Theory]
    [InlineData("AttributeMessage", """{"patientId":"\ud800"}""")]
    [InlineData("AddPatient", """{"displayName":"Ada Sample","dateOfBirth":"\ud800"}""")]
    [InlineData("AddPatient", """{"displayName":"\ud800"}""")]
    public async Task Half_a_character_is_a_bad_request(string function, string body)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("one", "Hello"));
        Assert.Equal(400, (await AskAsync(clinic, function, body)).Status);
    }

    [Fact]
    public async Task Change_that_the_journal_does_not_know_does_not_come_about()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("one", "Hello"));
        clinic.Journal.Fails = true;

        Assert.Equal(503, (await AskAsync(clinic, "Assign", """{"to":"me"}""")).Status);
        Assert.Equal(503, (await AskAsync(clinic, "AddPatient", """{"displayName":"Ada Sample"}""")).Status);
        var withdrawal = $$"""{"number":"{{TestClinic.Patient}}","change":"withdrawn","source":"staff"}""";
        Assert.Equal(503, (await AskAsync(clinic, "RecordConsent", withdrawal)).Status);
        Assert.Null((await HeadAsync(clinic)).AssignedTo);
        Assert.False((await HeadAsync(clinic)).Consent.IsWithdrawn);
        var id = await clinic.ConversationOf(TestClinic.Patient);
        Assert.Null((await clinic.Get<ConversationStore>().FindAsync(id, CancellationToken.None))!.NameBox);

        clinic.Journal.Fails = false;
        Assert.Equal(204, (await AskAsync(clinic, "Assign", """{"to":"me"}""")).Status);
        Assert.Equal(
            ["attempted", "done"], clinic.Journal.Entries.Where(e => e.Action == "conversation.assign").Select(e => e.Outcome));
    }

    [Fact]
    public async Task Refused_presence_which_is_told_every_few_seconds_is_not_journaled()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("one", "Hello"));
        await clinic.Get<HeadChanges>().ApplyAsync(
            await clinic.ConversationOf(TestClinic.Patient), "staff:u2", "conversation.assign", "c", row => row.Head.Assigned("u2"),
            CancellationToken.None);
        var before = clinic.Journal.Entries.Count;

        Assert.Equal(403, (await AskAsync(clinic, "TellPresence", """{"typing":true}""")).Status);

        Assert.Equal(before, clinic.Journal.Entries.Count);
    }

    private static async Task<(int Status, string Body)> AskAsync(TestClinic clinic, string function, string? json) =>
        await FunctionCall.InvokeAsync(
            clinic, HttpFunction.All.Single(f => f.Name == function),
            id: (await clinic.ConversationOf(TestClinic.Patient)).Value, principal: Principal.Member, json: json);

    private static async Task<string> NewestAsync(TestClinic clinic, string text) =>
        (await clinic.ThreadOf(TestClinic.Patient)).Single(m => m.Text == text).Message.Id.Value;

    private static async Task<ConversationHead> HeadAsync(TestClinic clinic) =>
        (await clinic.Get<ConversationStore>().FindAsync(await clinic.ConversationOf(TestClinic.Patient), CancellationToken.None))!.Head;
}
