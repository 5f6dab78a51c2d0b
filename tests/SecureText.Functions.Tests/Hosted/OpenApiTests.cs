using System.Text.Json;
using SecureText.Api;
using SecureText.Api.Access;

namespace SecureText.Hosted;

/// <summary>
/// The document that describes the API, against the functions there are and against real answers: <see cref="HostedClinic"/> holds
/// each answer to it, and these tests ask for those that no other does.
/// </summary>
public class OpenApiTests(HostedClinic clinic) : IClassFixture<HostedClinic>
{
    [Fact]
    public async Task Document_is_given_to_anybody()
    {
        var answer = await clinic.GetAsync("api/openapi.json", null);
        Assert.Equal((200, "application/json"), (answer.Status, answer.Type?.MediaType));
        Assert.True(JsonElement.DeepEquals(ApiDocument.Root, answer.Json));
    }

    [Fact]
    public void Document_names_every_function_with_its_path_and_method_and_no_other()
    {
        var described =
            from path in ApiDocument.Root.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select $"{operation.Name.ToUpperInvariant()} {path.Name} {operation.Value.GetProperty("operationId").GetString()}";
        var real = from function in HttpFunction.All
                   from method in function.Methods
                   select $"{method} /api/{function.Route} {function.Name}";
        Assert.Equal(real.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Document_asks_for_sign_in_where_the_permission_table_does()
    {
        foreach (var operation in ApiDocument.Operations)
        {
            var name = operation.GetProperty("operationId").GetString()!;
            Assert.True(Permissions.TryFind(name, out var rule));
            var needed = rule.AsksForStaff || rule.Kind == RuleKind.Patient;
            Assert.Equal(needed, operation.TryGetProperty("security", out _));
            Assert.Equal(
                needed || rule.Kind == RuleKind.Signature, operation.GetProperty("responses").TryGetProperty("401", out _));
        }
    }

    [Fact]
    public async Task Answers_have_the_shapes_that_the_document_says()
    {
        const string Number = "+15095550101";
        var id = await clinic.TextAsync(Number, "May I come at four?");
        var text = new { text = "Four is fine.", idempotencyKey = "k" };
        var consent = new { number = Number, change = "granted", classes = new List<string> { "billing" }, source = "form", wording = "I agree." };
        await clinic.GetAsync("api/conversations");
        var patients = $"api/conversations/{id}/patients";
        var added = await clinic.PostAsync(patients, new { displayName = "Ada Sample", dateOfBirth = "1980-02-29", language = "es" });
        await clinic.GetAsync(patients);
        await clinic.PostAsync($"{patients}/{added.Json.GetProperty("id").GetString()}", new { language = "en" });
        await clinic.PostAsync($"{patients}/x", new { language = "en" });
        await clinic.PostAsync($"{patients}/x/remove");
        await clinic.GetAsync("api/conversations");
        await clinic.PostAsync($"api/conversations/{id}/messages", text);
        await clinic.GetAsync($"api/conversations/{id}/messages");
        await clinic.PostAsync("api/consents", consent);
        await clinic.GetAsync($"api/consents?conversation={id}");
        await clinic.PostAsync("api/conversations", new { number = Number, text = "Hello again.", idempotencyKey = "s" });
        var written = await clinic.PostAsync($"api/conversations/{id}/messages", new { text = "Later.", idempotencyKey = "l", sendAt = HostedClinic.Now().AddDays(1) });
        await clinic.PostAsync($"api/conversations/{id}/messages/{written.Json.GetProperty("id").GetString()}/cancel");
        await clinic.PostAsync($"api/conversations/{id}/messages/x/cancel");
        await clinic.PostAsync($"api/conversations/{id}/notes", new { text = "Look.", mentions = new List<string> { clinic.Staff.IdOf(Principal.Member) }, idempotencyKey = "n" });
        await clinic.PostAsync($"api/conversations/{id}/notes", new { text = "" });
        await clinic.GetAsync($"api/conversations/{id}/messages");
        await clinic.GetAsync($"api/conversations/{id}");
        await clinic.GetAsync("api/mentions");
        await clinic.GetAsync("api/inbox/counts");
        await clinic.PostAsync($"api/conversations/{id}/presence", new { typing = true }, Principal.Manager);
        var poll = await clinic.GetAsync($"api/changes?conversation={id}");
        await clinic.SendAsync(
            HttpMethod.Get, $"api/changes?conversation={id}", headers: ("If-None-Match", poll.Headers["ETag"]));
        await clinic.PostAsync("api/compose/check", new { text = "Your biopsy is back." });
        await clinic.PostAsync($"api/conversations/{id}/read");
        await clinic.PostAsync($"api/conversations/{id}/assign", new { to = "me" });
        await clinic.PostAsync($"api/conversations/{id}/close");
        await clinic.PostAsync($"api/conversations/{id}/reopen");
        var owner = Principal.Owner;
        await clinic.GetAsync("api/settings", owner);
        await clinic.GetAsync("api/settings");
        await clinic.GetAsync("api/canned-replies");
        await clinic.GetAsync("api/forms");
        await clinic.GetAsync("api/health/live");
        await clinic.GetAsync("api/health/ready");

        await clinic.GetAsync($"api/conversations/{id}/messages?cursor=x");
        await clinic.GetAsync($"api/conversations/{id}/messages", null);
        await clinic.PostAsync($"api/conversations/{id}/messages", new { text = "SSN 123-45-6789", idempotencyKey = "g" });
        await clinic.PostAsync("api/conversations/x/messages", text);
        await clinic.PostAsync("api/conversations", new { number = "+15095550102", text = "Hello", idempotencyKey = "s" });
    }

    [Fact]
    public async Task Answers_about_staff_have_the_shapes_that_the_document_says()
    {
        await clinic.GetAsync("api/me");
        var added = await clinic.PostAsync("api/staff", New, Principal.Owner);
        var id = added.Json.GetProperty("id").GetString();
        await clinic.PostAsync("api/staff", New, Principal.Owner);
        await clinic.PostAsync("api/staff", new { }, Principal.Owner);
        await clinic.GetAsync("api/staff");
        await clinic.GetAsync("api/staff", Principal.Owner);
        await clinic.PostAsync($"api/staff/{id}", new { active = false }, Principal.Owner);
        await clinic.PostAsync($"api/staff/{clinic.Staff.IdOf(Principal.Owner)}", new { active = false }, Principal.Owner);
        await clinic.PostAsync($"api/staff/{id}/end-sessions", null, Principal.Owner);
        await clinic.GetAsync("api/training");
        await clinic.PostAsync("api/training/texting/attest", new { version = 1 });
        await clinic.PostAsync("api/training/texting/attest", new { version = 7 });
        await clinic.GetAsync("api/training/records", Principal.Manager);
        await clinic.GetAsync("api/training/records");
    }

    [Fact]
    public async Task Answers_about_campaigns_have_the_shapes_that_the_document_says()
    {
        var manager = Principal.Manager;
        var news = new { playbook = "broadcast", selection = new { kind = "patient" } };
        await clinic.GetAsync("api/playbooks", manager);
        await clinic.GetAsync("api/playbooks");
        await clinic.PostAsync("api/campaigns/preview", news, manager);
        await clinic.PostAsync("api/campaigns/preview", new { }, manager);
        using var body = new StringContent(
            """{"name":"News","playbook":"missed-call","selection":{"kind":"call"},"ongoing":true}""", System.Text.Encoding.UTF8, "application/json");
        var started = await clinic.SendAsync(HttpMethod.Post, "api/campaigns", manager, body, ("Idempotency-Key", "shape"));
        await clinic.PostAsync("api/campaigns", news, manager);
        var id = started.Json.GetProperty("id").GetString();
        await clinic.GetAsync("api/campaigns", manager);
        await clinic.GetAsync($"api/campaigns/{id}", manager);
        await clinic.GetAsync($"api/campaigns/{id}/people", manager);
        await clinic.PostAsync($"api/campaigns/{id}/pause", null, manager);
        await clinic.PostAsync($"api/campaigns/{id}/resume", null, manager);
        await clinic.PostAsync($"api/campaigns/{id}/cancel", null, manager);
        await clinic.PostAsync($"api/campaigns/{id}/cancel", null, manager);
        await clinic.GetAsync("api/campaigns/x", manager);
        await clinic.GetAsync("api/figures", manager);
        await clinic.GetAsync("api/figures?from=yesterday", manager);
    }

    [Fact]
    public async Task Answers_with_evidence_have_the_shapes_that_the_document_says()
    {
        await clinic.GetAsync("api/evidence", Principal.Manager);
        await clinic.GetAsync("api/evidence");
        Assert.Equal("text/html", (await clinic.GetAsync("api/evidence/report", Principal.Owner)).Type?.MediaType);
        await clinic.GetAsync("api/evidence/report");
    }

    [Fact]
    public async Task Answers_about_the_archive_have_the_shapes_that_the_document_says()
    {
        var owner = Principal.Owner;
        var id = await clinic.TextAsync("+15095550177", "Hello");
        var path = $"api/conversations/{id}";
        await clinic.GetAsync($"{path}/record", owner);
        await clinic.PostAsync($"{path}/hold", new { reason = "A letter came" }, owner);
        await clinic.PostAsync($"{path}/hold", new { }, owner);
        await clinic.GetAsync($"{path}/record", Principal.Manager);
        await clinic.PostAsync($"{path}/shred", new { lastFour = "0177" }, owner);
        await clinic.PostAsync($"{path}/hold/release", new { reason = "Settled" }, owner);
        await clinic.PostAsync($"{path}/hold/release", new { reason = "Settled" }, owner);
        await clinic.PostAsync($"{path}/shred/cancel", null, owner);
        await clinic.GetAsync("api/archive/due", owner);
        await clinic.GetAsync("api/archive/due", Principal.Manager);
        await clinic.GetAsync($"{path}/export");
        var zip = await clinic.GetAsync($"{path}/export", owner);
        Assert.Equal((200, "application/zip"), (zip.Status, zip.Type?.MediaType));
        Assert.Matches("^attachment; filename=\"record-[0-9]{8}-[0-9]{6}\\.zip\"$", zip.Headers["Content-Disposition"]);
        using var whole = new System.IO.Compression.ZipArchive(new MemoryStream(zip.Bytes));
        Assert.Equal(["record.html", "record.json", "README.txt"], whole.Entries.Select(entry => entry.FullName));
        await clinic.GetAsync($"{path}/record", owner);
    }

    [Fact]
    public async Task Answers_about_the_log_and_emergencies_have_the_shapes_that_the_document_says()
    {
        var owner = Principal.Owner;
        var id = await clinic.TextAsync("+15095550178", "Hello");
        await clinic.PostAsync($"api/conversations/{id}/assign", new { to = "me" }, Principal.Manager);
        await clinic.PostAsync("api/break-glass", new { });
        var taken = await clinic.PostAsync("api/break-glass", new { conversation = id, reason = "She calls and nobody is here." });
        Assert.Equal(201, taken.Status);
        var emergency = $"api/emergencies/{taken.Json.GetProperty("id").GetString()}";
        await clinic.PostAsync($"{emergency}/review", new { finding = "appropriate", note = "She did call." }, owner);
        await clinic.PostAsync($"{emergency}/end");
        await clinic.PostAsync($"{emergency}/review", new { finding = "appropriate", note = "She did call." }, owner);
        await clinic.GetAsync("api/emergencies", owner);
        await clinic.GetAsync("api/audit/entries?action=emergency.opened", owner);
        await clinic.PostAsync("api/audit/entries", new { conversation = id }, owner);
        await clinic.PostAsync("api/audit/touched", new { actor = $"staff:{clinic.Staff.IdOf(Principal.Member)}" }, owner);
        await clinic.PostAsync("api/audit/touched", new { }, owner);
        await clinic.GetAsync("api/audit/actions", owner);
        await clinic.PostAsync("api/audit/names", new { conversations = new List<string> { id } }, owner);
        await clinic.PostAsync("api/audit/find", new { number = "+15095550178" }, owner);
        await clinic.PostAsync("api/audit/log/checkpoints", null, owner);
        await clinic.GetAsync("api/audit/log", owner);
        await clinic.GetAsync("api/audit/log/checkpoint", owner);
        await clinic.GetAsync("api/audit/log/keys", owner);
        await clinic.GetAsync("api/audit/log/proof?writer=x&seq=1", owner);
        await clinic.GetAsync("api/audit/log/consistency?from=1", owner);
        await clinic.GetAsync("api/quarantine", owner);
        await clinic.PostAsync("api/quarantine/retry", null, owner);
    }

    private static object New { get; } = new { email = "shape@clinic.example", displayName = "Shape Sample", role = "member" };
}
