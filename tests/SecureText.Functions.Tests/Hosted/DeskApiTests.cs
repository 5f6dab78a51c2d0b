using System.Text.Json;

namespace SecureText.Hosted;

/// <summary>What the desk does beyond reading and answering, by HTTP.</summary>
public class DeskApiTests(HostedClinic clinic) : IClassFixture<HostedClinic>
{
    [Fact]
    public async Task Thread_comes_with_its_conversation_on_the_first_page_and_by_itself()
    {
        var id = await clinic.TextAsync("+13035550101", "May I come at four?");
        var thread = await clinic.GetAsync($"api/conversations/{id}/messages");
        var alone = await clinic.GetAsync($"api/conversations/{id}");
        Assert.Equal("+13035550101", thread.Json.GetProperty("conversation").GetProperty("number").GetString());
        Assert.Equal(thread.Json.GetProperty("conversation").GetRawText(), alone.Json.GetRawText());
        (await clinic.GetAsync("api/conversations/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Text_for_later_waits_and_is_called_back()
    {
        var id = await clinic.TextAsync("+13035550102", "May I come at four?");
        var at = HostedClinic.Now().AddDays(2);
        var sent = await clinic.PostAsync($"api/conversations/{id}/messages", new { text = "Four is fine.", idempotencyKey = "k", sendAt = at });
        Assert.Equal(202, sent.Status);
        Assert.Equal("queued", sent.Json.GetProperty("status").GetString());
        Assert.Equal(at, sent.Json.GetProperty("deferredUntil").GetDateTimeOffset());

        var path = $"api/conversations/{id}/messages/{sent.Json.GetProperty("id").GetString()}/cancel";
        Assert.Equal(204, (await clinic.PostAsync(path)).Status);
        Assert.Equal(204, (await clinic.PostAsync(path)).Status);
        var message = (await clinic.ThreadOf(id)).Single(m => m.GetProperty("text").GetString() == "Four is fine.");
        Assert.Equal(("suppressed", "cancelled"), (message.GetProperty("status").GetString(), message.GetProperty("reason").GetString()));

        (await clinic.PostAsync($"api/conversations/{id}/messages/x/cancel")).IsProblem(404, "not-found");
        var greeting = (await clinic.ThreadOf(id)).Single(m => m.GetProperty("author").GetString() == "system").GetProperty("id").GetString();
        (await clinic.PostAsync($"api/conversations/{id}/messages/{greeting}/cancel")).IsProblem(409, "not-cancellable");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(31)]
    public async Task Time_to_send_that_is_past_or_far_is_refused(int days)
    {
        var id = await clinic.TextAsync("+13035550103", "Hello");
        var body = new { text = "Hello", idempotencyKey = "k", sendAt = HostedClinic.Now().AddDays(days) };
        (await clinic.PostAsync($"api/conversations/{id}/messages", body)).IsProblem(400, "bad-request");
    }

    [Fact]
    public async Task Note_is_a_note_and_is_mentioned_until_read()
    {
        var id = await clinic.TextAsync("+13035550104", "May I come at four?");
        var body = new { text = "Ask the doctor.", mentions = new List<string> { clinic.Staff.IdOf(Principal.Manager) }, idempotencyKey = "k" };
        var note = await clinic.PostAsync($"api/conversations/{id}/notes", body);
        Assert.Equal((201, 201), (note.Status, (await clinic.PostAsync($"api/conversations/{id}/notes", body)).Status));
        var seven = Principal.Manager;
        var mention = Assert.Single((await clinic.GetAsync("api/mentions", seven)).Json.GetProperty("items").EnumerateArray());
        Assert.Equal((id, clinic.Staff.IdOf(Principal.Member)), (mention.GetProperty("conversation").GetString(), mention.GetProperty("by").GetString()));
        Assert.Equal(1, (await clinic.GetAsync("api/inbox/counts", seven)).Json.GetProperty("mentions").GetInt32());

        var item = (await clinic.ThreadOf(id)).Single(m => m.GetProperty("channel").GetString() == "note");
        Assert.Equal(("note", "noted", "Ask the doctor.", clinic.Staff.IdOf(Principal.Manager)), (
            item.GetProperty("direction").GetString(), item.GetProperty("status").GetString(), item.GetProperty("text").GetString(),
            item.GetProperty("mentions")[0].GetString()));

        Assert.Equal(204, (await clinic.PostAsync($"api/conversations/{id}/read", null, seven)).Status);
        Assert.Equal(0, (await clinic.GetAsync("api/mentions", seven)).Json.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"text":"","idempotencyKey":"k"}""")]
    [InlineData("""{"text":" \u200b","idempotencyKey":"k"}""")]
    [InlineData("""{"text":"x"}""")]
    [InlineData("""{"text":"x","idempotencyKey":"k","mentions":["a b"]}""")]
    [InlineData("""{"text":"x","idempotencyKey":"k","mentions":["AdaSample"]}""")]
    [InlineData("""{"text":"x","idempotencyKey":"k","mentions":[null]}""")]
    [InlineData("""{"text":"x","idempotencyKey":"k","mentions":"u1"}""")]
    public async Task Note_that_is_none_is_refused(string body)
    {
        var id = await clinic.TextAsync("+13035550105", "Hello");
        (await clinic.PostRawAsync($"api/conversations/{id}/notes", body)).IsProblem(400, "bad-request");
    }

    [Fact]
    public async Task Poll_is_304_until_something_happens()
    {
        var id = await clinic.TextAsync("+13035550106", "Hello");
        var first = await clinic.GetAsync($"api/changes?conversation={id}");
        var etag = first.Headers["ETag"];
        Assert.Equal("no-store", first.Headers["Cache-Control"]);

        var same = await clinic.SendAsync(HttpMethod.Get, $"api/changes?conversation={id}", headers: ("If-None-Match", etag));
        Assert.Equal((304, "", etag), (same.Status, same.Text, same.Headers["ETag"]));

        await clinic.TextAsync("+13035550106", "Are you there?", "Incoming_poll");
        var news = await clinic.SendAsync(HttpMethod.Get, $"api/changes?conversation={id}", headers: ("If-None-Match", etag));
        Assert.Equal(200, news.Status);
        Assert.NotEqual(
            first.Json.GetProperty("thread").GetProperty("tag").GetString(), news.Json.GetProperty("thread").GetProperty("tag").GetString());
        Assert.NotEqual(first.Json.GetProperty("inbox").GetString(), news.Json.GetProperty("inbox").GetString());

        Assert.Equal(JsonValueKind.Null, (await clinic.GetAsync("api/changes")).Json.GetProperty("thread").ValueKind);
        (await clinic.GetAsync("api/changes?conversation=x")).IsProblem(404, "not-found");
        (await clinic.GetAsync("api/changes?conversation=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")).IsProblem(404, "not-found");
    }
}
