using System.Text.Json;
using SecureText.Api;
using SecureText.Harness;
using SecureText.Patients;
using SecureText.Staff;
using SecureText.Texting;

namespace SecureText.Audit;

/// <summary>S15: from the log, who looked at whose record. Each look is in the log itself.</summary>
public class LookingUpTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Other = "+12065550124";
    private const string Name = "Velvetmoonfish";

    [Fact]
    public async Task Whose_records_somebody_touched_is_answered_with_times_and_actions()
    {
        await using var run = await StartAsync();
        run.Clinic.Time.Advance(TimeSpan.FromMinutes(1));
        var from = run.Clinic.Time.GetUtcNow();
        await run.CallAsync("ReadMessages", run.Member, run.First);
        run.Clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await run.CallAsync("ReadMessages", run.Member, run.First);
        await run.CallAsync("ReadPatients", run.Member, run.First);
        await run.CallAsync("ReadMessages", run.Manager, run.Second);
        await run.CallAsync("Assign", run.Manager, run.Second, """{"to":"me"}""");
        await run.CallAsync("ReadMessages", run.Member, run.Second); // refused, so not touched
        var until = run.Clinic.Time.GetUtcNow().AddTicks(1);
        run.Clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await run.CallAsync("ReadMessages", run.Member, run.First); // after the time asked for
        var answer = await run.JsonAsync("ReadTouched", new { actor = run.Member.Id.Value, from, until });
        var item = Assert.Single(answer.GetProperty("items").EnumerateArray());
        Assert.Equal((run.First, 3), (item.GetProperty("conversation").GetString(), item.GetProperty("times").GetInt32()));
        Assert.Equal(from, item.GetProperty("first").GetDateTimeOffset());
        Assert.Equal(until.AddTicks(-1), item.GetProperty("last").GetDateTimeOffset());
        Assert.Equal(2, item.GetProperty("actions").GetProperty("conversation.read").GetInt32());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("cursor").ValueKind);
    }

    [Theory]
    [InlineData("actor")]
    [InlineData("action")]
    [InlineData("conversation")]
    [InlineData("outcome")]
    [InlineData("emergency")]
    public async Task Entries_are_found_by(string what)
    {
        await using var run = await StartAsync();
        await run.CallAsync("Assign", run.Manager, run.Second, """{"to":"me"}""");
        await run.CallAsync("BreakGlass", run.Member, json: $$"""{"conversation":"{{run.Second}}","reason":"nobody else is there"}""");
        await run.CallAsync("ReadMessages", run.Member, run.Second);
        await run.CallAsync("ReadMessages", run.Member, run.First);
        var (query, expected) = what switch
        {
            "actor" => ($"actor={run.Manager.Id}", 3), // sign-in, attempted, done
            "action" => ("action=conversation.read", 2),
            "conversation" => ($"conversation={run.First}&action=conversation.read", 1),
            "outcome" => ("outcome=attempted&actor=" + run.Member.Id, 1),
            _ => ("emergency=any", 3),
        };
        var (status, body) = await run.CallAsync("ReadEntries", run.Manager, query: "?" + query);
        Assert.Equal(200, status);
        var items = JsonDocument.Parse(body).RootElement.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(expected, items.Count);
        if (what == "actor") Assert.Equal("Test Manager", items[0].GetProperty("actor").GetProperty("name").GetString());
        Assert.DoesNotContain(Name, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?address=203.0.113.7")]
    [InlineData("?conversation=x")]
    [InlineData("?actor=Mia%20Member")]
    [InlineData("?source=addr:203.0.113.7")]
    [InlineData("?from=yesterday")]
    [InlineData("?from=2026-11-18T10:00:00Z&until=2026-11-18T10:00:00Z")]
    [InlineData("?cursor=x")]
    public async Task What_could_stand_in_no_entry_is_refused(string query)
    {
        await using var run = await StartAsync();
        Assert.Equal(400, (await run.CallAsync("ReadEntries", run.Manager, query: query)).Status);
    }

    [Fact]
    public async Task Address_is_asked_for_in_a_body_and_never_written_down()
    {
        await using var run = await StartAsync();
        var request = run.Clinic.Get<CurrentRequest>();
        await Task.Run(async () =>
        {
            request.Begin(new RequestMarks(null, ClientAddress.Parse("203.0.113.7")));
            await run.Clinic.Get<IJournal>().AppendAsync(
                new AuditEntry(run.Clinic.Time.GetUtcNow(), "staff:x", "patient.read", [run.First], "done", "c"), default);
        });
        var answer = await run.JsonAsync("SearchEntries", new { address = "203.0.113.7:4711" });
        var source = Assert.Single(answer.GetProperty("items").EnumerateArray()).GetProperty("source").GetString();
        Assert.True(Opaque.IsSource(source));
        Assert.Empty((await run.JsonAsync("SearchEntries", new { address = "203.0.113.8" })).GetProperty("items").EnumerateArray());
        var touched = await run.JsonAsync("ReadTouched", new { source });
        Assert.Equal(run.First, Assert.Single(touched.GetProperty("items").EnumerateArray()).GetProperty("conversation").GetString());

        // Who asks for one address after another leaves each of them behind, hashed.
        var looks = (await run.JsonAsync("SearchEntries", new { action = "audit.read" })).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("detail").GetString()).ToList();
        Assert.Contains($"entries|{source}", looks);
        Assert.DoesNotContain("203.0.113", string.Join(' ', looks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_leaves_behind_whom_it_was_about()
    {
        await using var run = await StartAsync();
        await run.JsonAsync("ReadTouched", new { actor = run.Member.Id.Value });
        var look = (await run.JsonAsync("SearchEntries", new { action = "audit.read" })).GetProperty("items").EnumerateArray().First();
        Assert.Equal(
            (run.Manager.Id.Value, "touched", $"staff:{run.Member.Id}"),
            (look.GetProperty("actor").GetProperty("id").GetString(), look.GetProperty("detail").GetString(),
                look.GetProperty("subjects")[0].GetString()));

        // A look at the log is not a touch of the record that was looked for.
        await run.JsonAsync("SearchEntries", new { conversation = run.First });
        var touched = await run.JsonAsync("ReadTouched", new { actor = run.Manager.Id.Value });
        Assert.Empty(touched.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Names_and_numbers_are_journaled_before_they_are_shown()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var id = await clinic.ConversationOf(TestClinic.Patient);
        await clinic.Get<PatientRecords>().AddAsync(id, new PatientRecord(Name, null, Language.English), "staff:u1", "c", default);
        var manager = await clinic.SignInAsync(Role.Manager);
        (string Function, string Json, string Shown)[] looks =
        [
            ("NameConversations", $$"""{"conversations":["{{id}}","{{new string('a', 32)}}"]}""", Name),
            ("FindConversation", $$"""{"number":"{{TestClinic.Patient}}"}""", id.Value),
        ];
        foreach (var (name, json, shown) in looks)
        {
            var function = HttpFunction.All.Single(f => f.Name == name);
            var (status, body) = await FunctionCall.InvokeAsync(clinic, function, principal: manager.Header, json: json);
            Assert.Equal(200, status);
            Assert.Contains(shown, body, StringComparison.Ordinal);
            Assert.DoesNotContain("\"shredded\":true", body, StringComparison.Ordinal);
            Assert.Contains(id.Value, clinic.Journal.Entries[^1].Subjects);
            clinic.Journal.Fails = true;
            (status, body) = await FunctionCall.InvokeAsync(clinic, function, principal: manager.Header, json: json);
            Assert.Equal(503, status);
            Assert.DoesNotContain(shown, body, StringComparison.Ordinal);
            clinic.Journal.Fails = false;
        }

        // Whether a number is known is an answer too.
        var find = HttpFunction.All.Single(f => f.Name == "FindConversation");
        var entries = clinic.Journal.Entries.Count;
        Assert.Equal(404, (await FunctionCall.InvokeAsync(clinic, find, principal: manager.Header, json: $$"""{"number":"{{Other}}"}""")).Status);
        Assert.Equal(("audit.find", "refused"), (clinic.Journal.Entries[entries].Action, clinic.Journal.Entries[entries].Outcome));
    }

    [Fact]
    public async Task Nothing_of_the_log_is_shown_when_the_look_cannot_be_journaled()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var manager = await clinic.SignInAsync(Role.Manager);
        clinic.Journal.Fails = true;
        foreach (var name in new[] { "ReadEntries", "SearchEntries", "ReadTouched" })
        {
            var (status, _) = await FunctionCall.InvokeAsync(
                clinic, HttpFunction.All.Single(f => f.Name == name), principal: manager.Header,
                json: name == "ReadEntries" ? null : """{"actor":"system"}""");
            Assert.Equal((name, 503), (name, status));
        }
    }

    private async Task<Run> StartAsync()
    {
        var clinic = await TestClinic.StartAsync(azurite, realJournal: true);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"), AcsJson.Sms("Incoming_2", "Hello", from: Other));
        return new Run(
            clinic, (await clinic.ConversationOf(TestClinic.Patient)).Value, (await clinic.ConversationOf(Other)).Value,
            await clinic.SignInAsync(), await clinic.SignInAsync(Role.Manager));
    }

    private sealed record Run(TestClinic Clinic, string First, string Second, SignedIn Member, SignedIn Manager) : IAsyncDisposable
    {
        public Task<(int Status, string Body)> CallAsync(
            string function, SignedIn who, string? id = null, string? json = null, string? query = null) =>
            FunctionCall.InvokeAsync(Clinic, HttpFunction.All.Single(f => f.Name == function), query, id, who.Header, json);

        public async Task<JsonElement> JsonAsync(string function, object body)
        {
            var (status, text) = await CallAsync(function, Manager, json: JsonSerializer.Serialize(body));
            Assert.True(status == 200, text);
            return JsonDocument.Parse(text).RootElement;
        }

        public ValueTask DisposeAsync() => Clinic.DisposeAsync();
    }
}
