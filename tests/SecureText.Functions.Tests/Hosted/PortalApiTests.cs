using System.Text.Json;
using SecureText.Harness;

namespace SecureText.Hosted;

/// <summary>The portal by HTTP, from the secure message to the patient's answer. Each test has a patient of its own.</summary>
public class PortalApiTests(HostedClinic clinic) : IClassFixture<HostedClinic>
{
    private const string Words = "Gingerpelican: your result is fine.";
    private static readonly byte[] Photo = [0xff, 0xd8, 0xff, 0xe0, .. Enumerable.Repeat((byte)7, 300_000)];

    [Fact]
    public async Task Secure_message_reaches_its_patient_and_the_answer_comes_back()
    {
        var patient = await HostedPatient.NewAsync(clinic, "+14255550101");
        var sent = await patient.SecureMessageAsync(Words);
        Assert.Equal(201, sent.Status);
        await patient.WaitForLinkAsync();
        Assert.All(clinic.TextsTo("+14255550101"), text => Assert.DoesNotContain("Gingerpelican", text, StringComparison.Ordinal));

        // Nothing of the patient before he has proven who he is.
        var opened = await patient.OpenAsync();
        Assert.Equal((200, "Sample Clinic", "birth-date"), (opened.Status, opened.Json.GetProperty("clinic").GetString(), opened.Json.GetProperty("next").GetString()));
        var wrong = await patient.DateAsync("1980-02-28");
        wrong.IsProblem(403, "wrong-answer");
        Assert.Equal(4, wrong.Json.GetProperty("findings")[0].GetProperty("triesLeft").GetInt32());
        var dated = await patient.DateAsync();
        Assert.Equal("01", dated.Json.GetProperty("numberEnds").GetString());
        Assert.All([opened, wrong, dated], answer => Assert.DoesNotContain("Moonfish", answer.Text, StringComparison.Ordinal));
        (await patient.GetAsync("thread")).IsProblem(401, "portal-closed");

        var proven = await patient.PostAsync("code", new { token = patient.Token, code = await patient.CodeAsync() });
        Assert.Equal(200, proven.Status);
        Assert.Matches("^__Host-securetext=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict$", proven.Headers["Set-Cookie"]);
        patient.Cookie = proven.Headers["Set-Cookie"].Split(';')[0];
        (await patient.GetAsync("thread")).IsProblem(401, "portal-closed");
        patient.Link = proven.Json.GetProperty("link").GetString();

        var thread = await patient.GetAsync("thread");
        Assert.Equal(patient.Link, thread.Json.GetProperty("link").GetString());
        Assert.Equal("Velvet Moonfish", thread.Json.GetProperty("patient").GetProperty("displayName").GetString());
        Assert.Contains(Words, thread.Text, StringComparison.Ordinal);
        Assert.Contains("May I come at four?", thread.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/p/#", thread.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await patient.CodeAsync(), thread.Text, StringComparison.Ordinal);

        Assert.Equal(201, (await patient.PostAsync("messages", new { text = "Thank you <script>alert(1)</script>", idempotencyKey = "m" })).Status);
        Assert.Equal(201, (await patient.PostAsync("messages", new { text = "Thank you <script>alert(1)</script>", idempotencyKey = "m" })).Status);
        (await patient.PostAsync("messages", new { text = "Other words", idempotencyKey = "m" })).IsProblem(409, "idempotency-key-reused");

        var seen = await clinic.ThreadOf(patient.Conversation);
        Assert.Single(seen, m => m.GetProperty("author").GetString() == $"patient:{patient.Id}" && m.GetProperty("channel").GetString() == "portal");
        Assert.Single(seen, m => m.GetProperty("text").GetString() == Words && m.GetProperty("status").GetString() == "opened");
        Assert.DoesNotContain(seen, m => m.GetProperty("text").GetString()?.Contains(patient.Token, StringComparison.Ordinal) == true);
        Assert.Single(seen, m => m.GetProperty("hidden").GetBoolean());
        var item = (await clinic.GetAsync($"api/conversations/{patient.Conversation}")).Json;
        Assert.True(item.GetProperty("unanswered").GetBoolean());
        Assert.True(item.GetProperty("unread").GetInt32() >= 2);
    }

    [Fact]
    public async Task File_goes_up_and_comes_down_to_be_saved_by_its_patient_and_staff()
    {
        var patient = await ProvenAsync("+14255550102");
        var uploaded = await patient.UploadAsync(Photo, "tarjeta de María\r\n.html");
        Assert.Equal((201, "image/jpeg", Photo.Length), (uploaded.Status, uploaded.Json.GetProperty("type").GetString(), uploaded.Json.GetProperty("bytes").GetInt32()));
        var id = uploaded.Json.GetProperty("id").GetString();
        Assert.Equal(id, (await patient.UploadAsync(Photo, "tarjeta de María\r\n.html")).Json.GetProperty("id").GetString());

        foreach (var answer in new[]
                 {
                     await patient.GetAsync($"attachments/{id}"),
                     await clinic.GetAsync($"api/conversations/{patient.Conversation}/attachments/{id}"),
                 })
        {
            Assert.Equal((200, "image/jpeg"), (answer.Status, answer.Type?.MediaType));
            Assert.Equal(("nosniff", "sandbox; default-src 'none'; frame-ancestors 'none'", "no-store"), (
                answer.Headers["X-Content-Type-Options"], answer.Headers["Content-Security-Policy"], answer.Headers["Cache-Control"]));
            Assert.StartsWith("attachment; ", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
            Assert.EndsWith(".jpg", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
            Assert.Equal(Photo.Length, answer.Bytes.Length);
            Assert.Equal(Photo, answer.Bytes);
        }

        var message = (await clinic.ThreadOf(patient.Conversation)).Single(m => m.GetProperty("id").GetString() == id);
        Assert.Equal("tarjeta de María__.html.jpg", message.GetProperty("attachments")[0].GetProperty("name").GetString());

        var other = await ProvenAsync("+14255550103");
        (await other.GetAsync($"attachments/{id}")).IsProblem(404, "not-found");
        (await clinic.GetAsync($"api/conversations/{other.Conversation}/attachments/{id}")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task File_of_another_type_or_too_large_is_refused_and_leaves_nothing()
    {
        var patient = await ProvenAsync("+14255550104");
        var count = (await clinic.ThreadOf(patient.Conversation)).Count;
        var page = "<html><script>alert(1)</script></html>"u8.ToArray();
        (await patient.UploadAsync(page, "card.jpg")).IsProblem(415, "file-type");
        (await patient.UploadAsync([], "card.jpg")).IsProblem(415, "file-type");
        byte[] large = [.. Photo[..100], .. new byte[10 * 1024 * 1024]];
        (await patient.UploadAsync(large)).IsProblem(413, "too-large");
        (await patient.UploadAsync(large, hidesLength: true)).IsProblem(413, "too-large");
        byte[] largest = [.. Photo[..100], .. new byte[(10 * 1024 * 1024) - 100]];
        Assert.Equal(count, (await clinic.ThreadOf(patient.Conversation)).Count);
        Assert.Equal(201, (await patient.UploadAsync(largest, hidesLength: true)).Status);
    }

    [Fact]
    public async Task Revoked_link_ends_its_session_at_once_and_is_like_one_that_never_was()
    {
        var patient = await ProvenAsync("+14255550105");
        Assert.Equal(200, (await patient.GetAsync("thread")).Status);
        var link = (await clinic.GetAsync($"api/conversations/{patient.Conversation}/links")).Json.GetProperty("items")[0];
        Assert.Equal(("proven", "thread", patient.Id), (
            link.GetProperty("state").GetString(), link.GetProperty("kind").GetString(), link.GetProperty("patientId").GetString()));
        var path = $"api/conversations/{patient.Conversation}/links/{link.GetProperty("id").GetString()}/revoke";
        Assert.Equal(204, (await clinic.PostAsync(path)).Status);
        (await patient.GetAsync("thread")).IsProblem(401, "portal-closed");
        var revoked = await patient.OpenAsync();
        var unknown = await patient.PostAsync("open", new { token = "AAAAAAAAAAAAAAAAAAAAAA" });
        Assert.Equal((revoked.Status, revoked.Text), (unknown.Status, unknown.Text));
        revoked.IsProblem(404, "link-not-valid");
    }

    [Fact]
    public async Task Five_wrong_tries_lock_the_link_and_say_whom_to_call()
    {
        var patient = await HostedPatient.NewAsync(clinic, "+14255550106");
        await patient.LinkAsync();
        await patient.WaitForLinkAsync();
        for (var n = 0; n < 4; n++) (await patient.DateAsync("1970-01-01")).IsProblem(403, "wrong-answer");
        (await patient.DateAsync("1970-01-01")).IsProblem(423, "link-locked");
        var locked = await patient.DateAsync();
        locked.IsProblem(423, "link-locked");
        Assert.Equal(TestClinic.LineNumber, locked.Json.GetProperty("findings")[0].GetProperty("callNumber").GetString());
        (await patient.OpenAsync()).IsProblem(423, "link-locked");
        var link = (await clinic.GetAsync($"api/conversations/{patient.Conversation}/links")).Json.GetProperty("items")[0];
        Assert.Equal("locked", link.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Form_is_filled_in_and_read_by_staff()
    {
        var patient = await HostedPatient.NewAsync(clinic, "+14255550107");
        (await patient.LinkAsync("form", "no-such-form")).IsProblem(404, "not-found");
        (await patient.LinkAsync("form")).IsProblem(400, "bad-request");
        Assert.Equal(201, (await patient.LinkAsync("form", "intake")).Status);
        await patient.WaitForLinkAsync();
        await patient.ProveAsync();
        var form = (await patient.GetAsync("form")).Json;
        Assert.Equal("intake", form.GetProperty("id").GetString());
        var refused = await patient.PostAsync("form", new { answers = new { nothing = "x" }, idempotencyKey = "f" });
        refused.IsProblem(422, "form-not-complete");
        Assert.Contains(refused.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("problem").GetString() == "unknown-question");
        (await patient.PostAsync("form", new { answers = new { x = new string('a', 1_000_000) }, idempotencyKey = "f" })).IsProblem(400, "bad-request");

        var answers = form.GetProperty("questions").EnumerateArray().ToDictionary(q => q.GetProperty("id").GetString()!, AnswerTo);
        Assert.Equal(204, (await patient.PostAsync("form", new { answers, idempotencyKey = "f" })).Status);
        Assert.Equal(204, (await patient.PostAsync("form", new { answers, idempotencyKey = "f" })).Status);
        var filled = Assert.Single(await clinic.ThreadOf(patient.Conversation), m => m.GetProperty("form").ValueKind != JsonValueKind.Null);
        Assert.Contains("Gingerpelican", filled.GetProperty("form").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("\"form\":{\"title\":", (await patient.GetAsync("thread")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_for_nobody_or_without_a_date_of_birth_is_refused()
    {
        var patient = await HostedPatient.NewAsync(clinic, "+14255550108");
        var path = $"api/conversations/{patient.Conversation}/links";
        var young = await clinic.PostAsync($"api/conversations/{patient.Conversation}/patients", new { displayName = "Nobody Knows" });
        var id = young.Json.GetProperty("id").GetString();
        (await clinic.PostAsync(path, new { patientId = id, kind = "thread", idempotencyKey = "a" })).IsProblem(409, "birth-date-missing");
        (await clinic.PostAsync(path, new { patientId = new string('0', 24), kind = "thread", idempotencyKey = "b" })).IsProblem(404, "not-found");
        (await clinic.PostAsync(path, new { patientId = "x|y", kind = "thread", idempotencyKey = "c" })).IsProblem(404, "not-found");
        await clinic.TextAsync("+14255550108", "STOP", "stop-8");
        (await patient.LinkAsync()).IsProblem(409, "consent-withdrawn");
    }

    [Fact]
    public async Task Page_of_one_link_writes_nothing_into_the_record_that_another_tab_has_opened()
    {
        var first = await ProvenAsync("+14255550110");
        var second = await ProvenAsync("+14255550111");
        var count = (await clinic.ThreadOf(second.Conversation)).Count;

        // One browser, one cookie: the second proof has replaced the first.
        first.Cookie = second.Cookie;
        (await first.PostAsync("messages", new { text = "Gingerpelican", idempotencyKey = "m" })).IsProblem(401, "portal-closed");
        (await first.UploadAsync(Photo)).IsProblem(401, "portal-closed");
        (await first.GetAsync("thread")).IsProblem(401, "portal-closed");
        first.Link = null;
        (await first.PostAsync("messages", new { text = "Gingerpelican", idempotencyKey = "m" })).IsProblem(401, "portal-closed");
        Assert.Equal(count, (await clinic.ThreadOf(second.Conversation)).Count);
        Assert.Equal(201, (await second.PostAsync("messages", new { text = "Thank you", idempotencyKey = "m" })).Status);
    }

    [Fact]
    public async Task Sign_out_and_language_are_kept()
    {
        var patient = await ProvenAsync("+14255550109");
        Assert.Equal(204, (await patient.PostAsync("language", new { language = "es" })).Status);
        Assert.Equal("es", (await patient.GetAsync("thread")).Json.GetProperty("language").GetString());
        (await patient.PostAsync("language", new { language = "fr" })).IsProblem(400, "bad-request");
        var out1 = await patient.PostAsync("sign-out", new { });
        Assert.Contains("Max-Age=0", out1.Headers["Set-Cookie"], StringComparison.Ordinal);
        (await patient.GetAsync("thread")).IsProblem(401, "portal-closed");
        Assert.Equal("es", (await patient.OpenAsync()).Json.GetProperty("language").GetString());
    }

    private static object AnswerTo(JsonElement question) => question.GetProperty("type").GetString() switch
    {
        "date" => "1980-02-29",
        "choice" => question.GetProperty("options")[0].GetProperty("id").GetString()!,
        "many" => new[] { question.GetProperty("options")[0].GetProperty("id").GetString()! },
        "yesno" => true,
        "number" => "4",
        "phone" => "+12065550199",
        _ => "Gingerpelican",
    };

    private async Task<HostedPatient> ProvenAsync(string number)
    {
        var patient = await HostedPatient.NewAsync(clinic, number);
        Assert.Equal(201, (await patient.LinkAsync()).Status);
        await patient.WaitForLinkAsync();
        await patient.ProveAsync();
        return patient;
    }
}
