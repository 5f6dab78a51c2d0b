using SecureText.Api;
using SecureText.Api.Access;
using SecureText.Harness;
using SecureText.Sealing;
using SecureText.Staff;

namespace SecureText.BreakGlass;

/// <summary>S6: emergency access opens one conversation to one person for an hour, loudly, and nothing else.</summary>
public class BreakGlassTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    /// <summary>Reads that owners alone may do, tried here (P2).</summary>
    public static readonly string[] Tried = ["ListEmergencies"];

    private const string Words = "Zanzibarquartz";
    private const string Reason = "Velvetmoonfish called and could not breathe";

    [Fact]
    public async Task Grant_opens_a_colleagues_conversation_for_an_hour()
    {
        await using var run = await RunAsync();
        Assert.Equal("not-yours", EmergencyRun.Code(await run.CallAsync("ReadMessages")));
        var (status, body) = await run.OpenAsync();
        Assert.Equal(201, status);
        var until = System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("until").GetDateTimeOffset();
        Assert.Equal(run.Clinic.Time.GetUtcNow().AddHours(1), until);
        Assert.Contains(Words, (await run.CallAsync("ReadMessages")).Body, StringComparison.Ordinal);

        run.Clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await run.StayAsync(TimeSpan.FromMinutes(59) - TimeSpan.FromTicks(1));
        Assert.Contains(Words, (await run.CallAsync("ReadMessages")).Body, StringComparison.Ordinal);
        run.Clinic.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("not-yours", EmergencyRun.Code(await run.CallAsync("ReadMessages")));
    }

    [Fact]
    public async Task What_was_done_under_a_grant_carries_it_and_nothing_else_does()
    {
        await using var run = await RunAsync();
        await run.OpenAsync();
        var grant = Assert.Single(await run.Grants.ReadOwnAsync(run.Member.Id, TestClinic.Noon, default));
        var before = run.Clinic.Journal.Entries.Count;
        await run.CallAsync("ReadMessages");
        await run.CallAsync("ListConversations");
        await run.CallAsync("ReadMessages", run.Manager);
        var entries = run.Clinic.Journal.Entries.Skip(before).ToList();
        Assert.Equal(
            [("conversation.read", grant.Id.Value), ("inbox.read", null), ("conversation.read", null)],
            entries.Select(entry => (entry.Action, entry.Emergency)));
    }

    // What is said here a second time takes two edits to change: what reads or answers, and nothing that takes the
    // conversation over, hides what waits in it or changes who the patient is.
    [Fact]
    public async Task Grant_opens_exactly_what_reads_or_answers()
    {
        string[] opened =
        [
            "ListLinks", "ReadAttachment", "ReadChanges", "ReadConsents", "ReadConversation", "ReadMessages", "ReadPatients",
            "SendLink", "SendMessage", "SendSecureMessage", "TellPresence", "WriteNote",
        ];
        Assert.Equal(opened, Permissions.All.Where(rule => rule.Value.InEmergency).Select(rule => rule.Key).Order(StringComparer.Ordinal));
        await using var run = await RunAsync();
        await run.OpenAsync();
        foreach (var function in HttpFunction.All.Where(f => f.Route.StartsWith("conversations/{id}", StringComparison.Ordinal)
            && (Permissions.All[f.Name].Roles & Role.Member) != Role.None))
        {
            var json = function.Name switch
            {
                "SendMessage" or "WriteNote" => """{"text":"On my way.","idempotencyKey":"k"}""",
                "TellPresence" => """{"typing":true}""",
                "Assign" => """{"to":"me"}""",
                "AddPatient" => """{"displayName":"Ada Sample"}""",
                "ChangePatient" => """{"language":"es"}""",
                "AttributeMessage" => """{"patientId":null}""",
                _ => function.Methods[0] == "GET" ? null : "{}",
            };
            var code = EmergencyRun.Code(await run.CallAsync(function.Name, json: json));
            Assert.Equal((function.Name, !opened.Contains(function.Name)), (function.Name, code == "not-yours"));
        }

        // By the conversation in the body: recording a consent is not for an emergency either.
        Assert.Equal("not-yours", EmergencyRun.Code(await run.CallAsync("RecordConsent", json:
            $$"""{"number":"{{TestClinic.Patient}}","change":"withdrawn","source":"staff"}""")));
    }

    [Fact]
    public async Task Grant_opens_no_other_conversation_and_to_nobody_else()
    {
        await using var run = await RunAsync();
        const string Other = "+12065550124";
        await run.Clinic.DeliverAsync(AcsJson.Sms("Incoming_2", Words, from: Other));
        var other = (await run.Clinic.ConversationOf(Other)).Value;
        await run.CallAsync("Assign", run.Manager, other, $$"""{"to":"{{run.Manager.Id}}"}""");
        await run.OpenAsync();
        Assert.Equal("not-yours", EmergencyRun.Code(await run.CallAsync("ReadMessages", id: other)));
        Assert.Equal("not-yours", EmergencyRun.Code(await run.CallAsync("ReadConsents", id: other)));

        // The one in the query does not open the one in the path.
        Assert.Equal("not-yours", EmergencyRun.Code(await run.CallAsync("ReadMessages", id: other, query: $"?conversation={run.Conversation}")));
        var second = await run.Clinic.SignInAsync(email: "max.member@clinic.example");
        Assert.Equal("not-yours", EmergencyRun.Code(await run.CallAsync("ReadMessages", second)));
    }

    [Fact]
    public async Task Grant_lets_somebody_in_whose_training_is_due_to_that_conversation_alone()
    {
        await using var run = await RunAsync();
        var fresh = await run.Clinic.SignInAsync(email: "nina.new@clinic.example", attested: false);
        Assert.Equal("training-due", EmergencyRun.Code(await run.CallAsync("ReadMessages", fresh)));
        Assert.Equal(201, (await run.OpenAsync(fresh)).Status);
        Assert.Contains(Words, (await run.CallAsync("ReadMessages", fresh)).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await run.CallAsync("ReadConsents", fresh)).Status);
        Assert.Equal("training-due", EmergencyRun.Code(await run.CallAsync("ListConversations", fresh)));
        Assert.Equal("training-due", EmergencyRun.Code(await run.CallAsync("MarkRead", fresh, json: "{}")));
        run.Clinic.Time.Advance(TimeSpan.FromMinutes(14));
        await run.CallAsync("ReadMe", fresh);
        run.Clinic.Time.Advance(TimeSpan.FromMinutes(14));
        await run.CallAsync("ReadMe", fresh);
        run.Clinic.Time.Advance(TimeSpan.FromMinutes(14));
        await run.CallAsync("ReadMe", fresh);
        run.Clinic.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(200, (await run.CallAsync("ReadMessages", fresh)).Status);
        run.Clinic.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("training-due", EmergencyRun.Code(await run.CallAsync("ReadMessages", fresh)));
    }

    [Fact]
    public async Task Everything_else_at_the_door_stays()
    {
        await using var run = await RunAsync();
        await run.OpenAsync();
        await run.Clinic.Get<StaffAdmin>().ChangeAsync(run.Member.Id, null, null, false, new StaffActor("system", "t"), default);
        Assert.Equal("signed-out", EmergencyRun.Code(await run.CallAsync("ReadMessages")));
        Assert.Equal("signed-out", EmergencyRun.Code(await run.OpenAsync()));
    }

    [Theory]
    [InlineData("Staff")]
    [InlineData("Conversation")]
    [InlineData("From")]
    [InlineData("EndedAt")]
    [InlineData("copied to another id")]
    public async Task Changed_row_opens_nothing(string change)
    {
        await using var run = await RunAsync();
        var second = await run.Clinic.SignInAsync(email: "max.member@clinic.example");
        await run.OpenAsync();
        var caller = run.Member;
        await run.ChangeRowAsync(row =>
        {
            if (change == "Staff") row["Staff"] = second.Id.Value;
            else if (change == "Conversation") row["Conversation"] = new string('a', 32);
            else if (change == "From") row["From"] = TestClinic.Noon.AddHours(5);
            else if (change == "EndedAt") row["EndedAt"] = TestClinic.Noon.AddDays(5);
            else row.RowKey = "E|" + EmergencyId.New(TestClinic.Noon, run.Clinic.Get<IRandomSource>()).Value;
        });
        if (change == "Staff") caller = second;
        Assert.Equal("not-yours", EmergencyRun.Code(await run.CallAsync("ReadMessages", caller)));
        var (status, body) = await run.CallAsync("ListEmergencies", run.Owner);
        Assert.Equal(200, status);
        Assert.Contains("\"damaged\":true", body, StringComparison.Ordinal);
        Assert.DoesNotContain(Reason, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_opened_or_shown_when_the_journal_fails()
    {
        await using var run = await RunAsync();
        run.Clinic.Journal.Fails = true;
        Assert.Equal("journal-unavailable", EmergencyRun.Code(await run.OpenAsync()));
        run.Clinic.Journal.Fails = false;
        Assert.Equal("not-yours", EmergencyRun.Code(await run.CallAsync("ReadMessages")));

        await run.OpenAsync();
        run.Clinic.Journal.Fails = true;
        var (status, body) = await run.CallAsync("ReadMessages");
        Assert.Equal(503, status);
        Assert.DoesNotContain(Words, body, StringComparison.Ordinal);
        (status, body) = await run.CallAsync("ListEmergencies", run.Owner);
        Assert.Equal(503, status);
        Assert.DoesNotContain(Reason, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_is_journaled_before_the_row_and_told_critically_without_the_reason()
    {
        await using var run = await RunAsync();
        var before = run.Clinic.Journal.Entries.Count;
        run.Clinic.Journal.Before = entry =>
        {
            if (entry is { Action: "emergency.opened", Outcome: "attempted" }) throw new IOException("made to fail");
        };
        await run.OpenAsync();
        Assert.False(await run.HasRowAsync());
        Assert.DoesNotContain("Emergency access", run.Clinic.Logs.All, StringComparison.Ordinal);
        run.Clinic.Journal.Before = _ => { };
        await run.OpenAsync();
        Assert.True(await run.HasRowAsync());
        var entries = run.Clinic.Journal.Entries.Skip(before).ToList();
        Assert.Equal(["attempted", "done"], entries.Select(entry => entry.Outcome));
        Assert.All(entries, entry => Assert.Equal(
            ("emergency.opened", $"staff:{run.Member.Id}", run.Conversation), (entry.Action, entry.Actor, entry.Subjects[0])));
        var told = Assert.Single(run.Clinic.Logs.All.Split('\n'), line => line.Contains("Emergency access", StringComparison.Ordinal));
        Assert.Contains(run.Member.Id.Value, told, StringComparison.Ordinal);
        Assert.DoesNotContain("Velvetmoonfish", run.Clinic.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_needs_none_gets_none()
    {
        await using var run = await RunAsync();
        Assert.Equal("already-open", EmergencyRun.Code(await run.OpenAsync(run.Manager)));

        // Or asking would tell, unseen, which numbers are patients'.
        Assert.Equal("already-open", run.Clinic.Journal.Entries[^1].Detail);
        await run.OpenAsync();
        Assert.Equal("already-open", EmergencyRun.Code(await run.OpenAsync()));
        Assert.Equal("not-found", EmergencyRun.Code(await run.OpenAsync(id: new string('a', 32))));
        Assert.Equal(("emergency.opened", "refused"), (run.Clinic.Journal.Entries[^1].Action, run.Clinic.Journal.Entries[^1].Outcome));
        Assert.Equal("bad-request", EmergencyRun.Code(await run.OpenAsync(reason: "because")));
        Assert.Equal("bad-request", EmergencyRun.Code(await run.OpenAsync(reason: new string(' ', 12) + "x")));
        Assert.Equal("bad-request", EmergencyRun.Code(await run.OpenAsync(reason: new string('x', 501))));
    }

    [Fact]
    public async Task Who_opened_it_or_an_owner_ends_it()
    {
        await using var run = await RunAsync();
        await run.OpenAsync();
        var grant = Assert.Single(await run.Grants.ReadOwnAsync(run.Member.Id, TestClinic.Noon, default));
        Assert.Equal("not-found", EmergencyRun.Code(await run.CallAsync("EndEmergency", run.Manager, emergency: grant.Id.Value)));
        Assert.Equal(200, (await run.CallAsync("ReadMessages")).Status);
        Assert.Equal(204, (await run.CallAsync("EndEmergency", emergency: grant.Id.Value)).Status);
        Assert.Equal(204, (await run.CallAsync("EndEmergency", emergency: grant.Id.Value)).Status);
        Assert.Equal("not-yours", EmergencyRun.Code(await run.CallAsync("ReadMessages")));
        await run.OpenAsync();
        var second = (await run.Grants.ReadOwnAsync(run.Member.Id, TestClinic.Noon, default)).Single(one => one.EndedAt is null);
        Assert.Equal(204, (await run.CallAsync("EndEmergency", run.Owner, emergency: second.Id.Value)).Status);
        Assert.Equal("not-yours", EmergencyRun.Code(await run.CallAsync("ReadMessages")));
    }

    [Fact]
    public async Task Reason_stands_nowhere_in_clear()
    {
        await using var run = await RunAsync();
        await run.OpenAsync();
        var row = await run.RowAsync();
        Assert.DoesNotContain(row, property => property.Value is string text && text.Contains("Velvet", StringComparison.Ordinal));
        Assert.DoesNotContain(
            "Velvet", System.Text.Encoding.UTF8.GetString(row.GetBinary("Reason")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_outside_of_a_request_is_opened_nothing()
    {
        await using var run = await RunAsync();
        await run.OpenAsync();
        var id = await run.Clinic.ConversationOf(TestClinic.Patient);
        Assert.False(await run.Clinic.Get<EmergencyDoor>().OpensAsync(run.Member.Id, id, default));
    }

    private Task<EmergencyRun> RunAsync() => EmergencyRun.StartAsync(azurite, Words, Reason);
}
