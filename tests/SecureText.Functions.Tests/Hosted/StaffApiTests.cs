using System.Text.Json;

namespace SecureText.Hosted;

/// <summary>The staff API by HTTP, as a browser would use it. Each test has a patient of its own.</summary>
public class StaffApiTests(HostedClinic clinic) : IClassFixture<HostedClinic>
{
    private const string NoConversation = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Fact]
    public async Task Conversation_goes_through_all_that_staff_do()
    {
        const string Number = "+13125550101";
        var id = await clinic.TextAsync(Number, "May I come at four?");
        var item = await ItemAsync("open", id);
        Assert.Equal("May I come at four?", item.GetProperty("preview").GetString());
        Assert.Equal((1, true, false, "open"), (
            item.GetProperty("unread").GetInt32(), item.GetProperty("unanswered").GetBoolean(),
            item.GetProperty("urgent").GetBoolean(), item.GetProperty("status").GetString()));
        Assert.Equal(0, item.GetProperty("patients").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, item.GetProperty("assignedTo").ValueKind);
        Assert.Equal("granted", item.GetProperty("consent").GetProperty("conversation").GetString());
        Assert.Equal("unknown", item.GetProperty("consent").GetProperty("billing").GetString());

        Assert.Equal(201, (await clinic.PostAsync($"api/conversations/{id}/patients", new { displayName = " Ada Sample " })).Status);
        Assert.Equal(204, (await clinic.PostAsync($"api/conversations/{id}/assign", new { to = "me" })).Status);
        Assert.Equal(204, (await clinic.PostAsync($"api/conversations/{id}/read")).Status);
        item = await ItemAsync("mine", id);
        Assert.Equal("Ada Sample", item.GetProperty("patients")[0].GetProperty("displayName").GetString());
        Assert.Equal((clinic.Staff.IdOf(Principal.Member), 0), (item.GetProperty("assignedTo").GetString(), item.GetProperty("unread").GetInt32()));
        Assert.Empty(await ItemsAsync("mine", id, Principal.Owner));

        var sent = await clinic.PostAsync($"api/conversations/{id}/messages", new { text = "Four is fine.", channel = "sms", idempotencyKey = "k1" });
        Assert.Equal(202, sent.Status);
        Assert.Equal(id, sent.Json.GetProperty("conversationId").GetString());
        Assert.Empty(await ItemsAsync("unanswered", id));
        var answer = (await clinic.ThreadOf(id)).Single(m => m.GetProperty("text").GetString() == "Four is fine.");
        Assert.Equal(sent.Json.GetProperty("id").GetString(), answer.GetProperty("id").GetString());
        Assert.Equal(("out", "sms", clinic.Staff.ActorOf(Principal.Member)), (
            answer.GetProperty("direction").GetString(), answer.GetProperty("channel").GetString(), answer.GetProperty("author").GetString()));

        Assert.Equal(204, (await clinic.PostAsync($"api/conversations/{id}/close")).Status);
        Assert.Empty(await ItemsAsync("open", id));
        Assert.Equal("closed", (await ItemAsync("closed", id)).GetProperty("status").GetString());
        Assert.Equal(204, (await clinic.PostAsync($"api/conversations/{id}/reopen")).Status);
        Assert.Empty(await ItemsAsync("closed", id));
        Assert.Equal(204, (await clinic.PostAsync($"api/conversations/{id}/assign", new { to = (string?)null })).Status);
        Assert.Equal(JsonValueKind.Null, (await ItemAsync("open", id)).GetProperty("assignedTo").ValueKind);
    }

    [Fact]
    public async Task Text_sent_twice_with_one_key_is_one_text()
    {
        var id = await clinic.TextAsync("+13125550102", "Hello");
        var first = await clinic.PostAsync($"api/conversations/{id}/messages", new { text = "Come in.", idempotencyKey = "same" });
        var again = await clinic.PostAsync($"api/conversations/{id}/messages", new { text = "Come in.", idempotencyKey = "same" });
        Assert.Equal((202, 202), (first.Status, again.Status));
        Assert.Equal(first.Json.GetProperty("id").GetString(), again.Json.GetProperty("id").GetString());
        Assert.Single(await clinic.ThreadOf(id), m => m.GetProperty("text").GetString() == "Come in.");
    }

    [Fact]
    public async Task Text_that_says_too_much_is_refused_with_what_and_why()
    {
        var id = await clinic.TextAsync("+13125550103", "Hello");
        var refused = await clinic.PostAsync($"api/conversations/{id}/messages", new { text = "Your SSN 123-45-6789 is on file.", idempotencyKey = "k" });
        refused.IsProblem(422, "says-too-much");
        var finding = refused.Json.GetProperty("findings").EnumerateArray().First();
        Assert.Equal("socialSecurityNumber", finding.GetProperty("rule").GetString());
        Assert.Contains("123-45-6789", finding.GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(finding.GetProperty("why").GetString()!);
        Assert.DoesNotContain(await clinic.ThreadOf(id), m => m.GetProperty("author").GetString() == clinic.Staff.ActorOf(Principal.Member));
    }

    [Theory]
    [InlineData("too-long", 321)]
    [InlineData("text-empty", 0)]
    public async Task Text_of_a_length_that_cannot_be_sent_is_refused(string code, int length)
    {
        var id = await clinic.TextAsync("+13125550104", "Hello");
        var body = new { text = new string('a', length), idempotencyKey = "k" };
        (await clinic.PostAsync($"api/conversations/{id}/messages", body)).IsProblem(422, code);
    }

    [Fact]
    public async Task Text_with_half_a_character_is_refused_without_a_fault()
    {
        var id = await clinic.TextAsync("+13125550105", "Hello");
        var refused = await clinic.PostRawAsync($"api/conversations/{id}/messages", """{"text":"a\ud800b","idempotencyKey":"k"}""");
        Assert.InRange(refused.Status, 400, 422);
        Assert.Equal("application/problem+json", refused.Type?.MediaType);
    }

    [Fact]
    public async Task Text_after_stop_is_refused_until_start()
    {
        const string Number = "+13125550106";
        var id = await clinic.TextAsync(Number, "STOP");
        var body = new { text = "Hello", idempotencyKey = "k" };
        (await clinic.PostAsync($"api/conversations/{id}/messages", body)).IsProblem(409, "consent-withdrawn");
        await clinic.TextAsync(Number, "START", "Incoming_start");
        Assert.Equal(202, (await clinic.PostAsync($"api/conversations/{id}/messages", body)).Status);
    }

    [Fact]
    public async Task First_text_needs_a_consent_on_record()
    {
        const string Number = "(312) 555-0107";
        var body = new { number = Number, text = "This is the clinic.", idempotencyKey = "k" };
        (await clinic.PostAsync("api/conversations", body)).IsProblem(409, "consent-missing");

        var recorded = await clinic.PostAsync(
            "api/consents", new { number = Number, change = "granted", classes = new List<string> { "conversation" }, source = "form", wording = "I agree to texts." });
        Assert.Equal(201, recorded.Status);
        var id = recorded.Json.GetProperty("conversationId").GetString();
        Assert.Equal("granted", recorded.Json.GetProperty("consent").GetProperty("conversation").GetString());

        var sent = await clinic.PostAsync("api/conversations", body);
        Assert.Equal((202, id), (sent.Status, sent.Json.GetProperty("conversationId").GetString()));

        var history = await clinic.GetAsync($"api/consents?conversation={id}");
        var record = Assert.Single(history.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(("granted", "form", clinic.Staff.ActorOf(Principal.Member), "I agree to texts."), (
            record.GetProperty("change").GetString(), record.GetProperty("source").GetString(),
            record.GetProperty("by").GetString(), record.GetProperty("wording").GetString()));
    }

    [Fact]
    public async Task Stop_is_lifted_by_a_form_signed_since_and_not_by_what_staff_heard()
    {
        const string Number = "+13125550112";
        var id = await clinic.TextAsync(Number, "STOP");
        var body = new { text = "Hello", idempotencyKey = "k" };
        object Consent(string source, string? at, string of = "billing") =>
            new { number = Number, change = "granted", classes = new List<string> { of }, source, wording = "I agree.", at };

        (await clinic.PostAsync("api/consents", Consent("staff", null))).IsProblem(409, "consent-withdrawn");
        (await clinic.PostAsync("api/consents", Consent("form", "2020-01-01T00:00:00Z"))).IsProblem(409, "consent-withdrawn");
        (await clinic.PostAsync($"api/conversations/{id}/messages", body)).IsProblem(409, "consent-withdrawn");
        var history = await clinic.GetAsync($"api/consents?conversation={id}");
        Assert.Single(history.Json.GetProperty("items").EnumerateArray());

        var recorded = await clinic.PostAsync("api/consents", Consent("form", null));
        Assert.Equal(201, recorded.Status);
        Assert.False(recorded.Json.GetProperty("consent").GetProperty("withdrawn").GetBoolean());
        Assert.Equal("granted", recorded.Json.GetProperty("consent").GetProperty("billing").GetString());
        (await clinic.PostAsync($"api/conversations/{id}/messages", body)).IsProblem(409, "consent-withdrawn");

        // The form named billing only: to answer, the patient must have agreed to that too.
        Assert.Equal(201, (await clinic.PostAsync("api/consents", Consent("form", null, "conversation"))).Status);
        Assert.Equal(202, (await clinic.PostAsync($"api/conversations/{id}/messages", body)).Status);
        history = await clinic.GetAsync($"api/consents?conversation={id}");
        Assert.Equal(5, history.Json.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"text":1,"idempotencyKey":"k"}""")]
    [InlineData("""{"text":"Hello"}""")]
    [InlineData("""{"text":"Hello","idempotencyKey":""}""")]
    [InlineData("""{"text":"Hello","idempotencyKey":"k","channel":"fax"}""")]
    [InlineData("""{"text":"Hello","idempotencyKey":"k","at":"2026-11-18"}""")]
    public async Task Body_that_is_not_what_is_asked_for_is_refused(string body)
    {
        (await clinic.PostRawAsync($"api/conversations/{NoConversation}/messages", body)).IsProblem(400, "bad-request");
        (await clinic.PostRawAsync("api/conversations", body)).IsProblem(400, "bad-request");
        (await clinic.PostRawAsync("api/consents", body)).IsProblem(400, "bad-request");
        (await clinic.PostRawAsync($"api/conversations/{NoConversation}/patients", body)).IsProblem(400, "bad-request");
    }

    [Theory]
    [InlineData("""{"number":"12","change":"granted","classes":["conversation"],"source":"staff","wording":"x"}""")]
    [InlineData("""{"number":"+13125550108","change":"granted","classes":[],"source":"staff","wording":"x"}""")]
    [InlineData("""{"number":"+13125550108","change":"granted","classes":["conversation"],"source":"staff","wording":" "}""")]
    [InlineData("""{"number":"+13125550108","change":"granted","classes":["everything"],"source":"staff","wording":"x"}""")]
    [InlineData("""{"number":"+13125550108","change":"granted","classes":[0],"source":"staff","wording":"x"}""")]
    [InlineData("""{"number":"+13125550108","change":"granted","classes":["conversation"],"source":"keyword","wording":"x"}""")]
    [InlineData("""{"number":"+13125550108","change":"reviewAsked","source":"staff","wording":"x"}""")]
    [InlineData("""{"number":"+13125550108","change":0,"source":"staff","wording":"x"}""")]
    [InlineData("""{"number":"+13125550108","change":"withdrawn","source":"staff","at":"soon"}""")]
    [InlineData("""{"number":"+13125550108","change":"withdrawn","source":"staff","at":"0001-01-01T00:00:00+14:00"}""")]
    public async Task Consent_that_could_not_be_proved_is_refused(string body) =>
        (await clinic.PostRawAsync("api/consents", body)).IsProblem(400, "bad-request");

    [Fact]
    public async Task Body_that_is_too_large_is_refused()
    {
        var body = new { text = new string('a', Api.ApiJson.LongestBody), idempotencyKey = "k" };
        (await clinic.PostAsync($"api/conversations/{NoConversation}/messages", body)).IsProblem(400, "bad-request");
    }

    [Theory]
    [InlineData("GET", "messages")]
    [InlineData("POST", "messages")]
    [InlineData("POST", "read")]
    [InlineData("POST", "assign")]
    [InlineData("POST", "close")]
    [InlineData("GET", "patients")]
    [InlineData("POST", "reopen")]
    [InlineData("POST", "patients")]
    public async Task Conversation_that_is_not_there_is_not_found(string method, string what)
    {
        string[] ids = [NoConversation, "x", NoConversation.ToUpperInvariant(), "a.b", "a'%20or%20'1'eq'1"];
        foreach (var id in ids)
        {
            var body = what switch
            {
                "messages" => """{"text":"Hello","idempotencyKey":"k"}""",
                "assign" => """{"to":"me"}""",
                "patients" => """{"displayName":"Ada Sample"}""",
                _ => "",
            };
            var path = $"api/conversations/{id}/{what}";
            var answer = method == "GET" ? await clinic.GetAsync(path) : await clinic.PostRawAsync(path, body);
            answer.IsProblem(404, "not-found");
        }

        (await clinic.GetAsync("api/consents")).IsProblem(404, "not-found");
        (await clinic.GetAsync($"api/consents?conversation={NoConversation}")).IsProblem(404, "not-found");
    }

    [Theory]
    [InlineData("api/conversations?view=all")]
    [InlineData("api/conversations?view=Open")]
    [InlineData("api/conversations?cursor=x")]
    [InlineData("api/conversations?cursor=%25")]
    [InlineData("api/conversations?view=mine&cursor=b3Blbnwx")]
    [InlineData("api/conversations?view=mine&cursor=bWluZXx1MnwxMjM")]
    [InlineData("api/conversations?cursor=b3BlbnwK")]
    public async Task Cursor_or_view_that_was_not_given_is_refused(string path) =>
        (await clinic.GetAsync(path)).IsProblem(400, "bad-request");

    [Fact]
    public async Task Thread_cursor_that_was_not_given_is_refused_and_one_that_was_goes_on()
    {
        var id = await clinic.TextAsync("+13125550109", "Text 0");
        for (var i = 1; i <= 51; i++) await clinic.TextAsync("+13125550109", $"Text {i}", $"Incoming_page_{i}");
        var page = await clinic.GetAsync($"api/conversations/{id}/messages");
        var cursor = page.Json.GetProperty("cursor").GetString()!;
        Assert.Equal(50, page.Json.GetProperty("items").GetArrayLength());
        var rest = await clinic.GetAsync($"api/conversations/{id}/messages?cursor={cursor}");
        Assert.Equal(JsonValueKind.Null, rest.Json.GetProperty("cursor").ValueKind);
        var all = page.Json.GetProperty("items").EnumerateArray().Concat(rest.Json.GetProperty("items").EnumerateArray()).ToList();
        Assert.Equal(
            Enumerable.Range(0, 52).Select(i => $"Text {i}").Order(),
            all.Where(m => m.GetProperty("direction").GetString() == "in").Select(m => m.GetProperty("text").GetString()).Order());

        string[] wrong = [cursor[1..], cursor + "x", cursor.Replace('-', '|'), "'", cursor[..^1] + "!"];
        foreach (var other in wrong)
        {
            var path = $"api/conversations/{id}/messages?cursor={Uri.EscapeDataString(other)}";
            (await clinic.GetAsync(path)).IsProblem(400, "bad-request");
        }
    }

    [Fact]
    public async Task Wrong_name_or_assignee_is_refused()
    {
        var id = await clinic.TextAsync("+13125550110", "Hello");
        string[] names = ["", "  ", new('a', 81), "a\u0000b", "a\nb"];
        foreach (var displayName in names)
        {
            (await clinic.PostAsync($"api/conversations/{id}/patients", new { displayName })).IsProblem(400, "bad-request");
        }

        string[] people = ["", "a b", "u1|u2", new('a', 65)];
        foreach (var to in people)
        {
            (await clinic.PostAsync($"api/conversations/{id}/assign", new { to })).IsProblem(400, "bad-request");
        }
    }

    [Fact]
    public async Task Answer_is_kept_by_no_cache_and_health_says_ready()
    {
        var ready = await clinic.GetAsync("api/health/ready", null);
        Assert.Equal((200, "ready"), (ready.Status, ready.Json.GetProperty("status").GetString()));
        Assert.Equal("live", (await clinic.GetAsync("api/health/live", null)).Json.GetProperty("status").GetString());
        Assert.Contains("no-store", (await clinic.GetAsync("api/conversations")).Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal("nosniff", (await clinic.GetAsync("api/conversations")).Headers["X-Content-Type-Options"]);
    }

    private async Task<JsonElement> ItemAsync(string view, string id) => Assert.Single(await ItemsAsync(view, id));

    private async Task<IReadOnlyList<JsonElement>> ItemsAsync(string view, string id, string principal = Principal.Member)
    {
        var page = await clinic.GetAsync($"api/conversations?view={view}", principal);
        Assert.Equal(200, page.Status);
        return [.. page.Json.GetProperty("items").EnumerateArray().Where(i => i.GetProperty("id").GetString() == id)];
    }
}
