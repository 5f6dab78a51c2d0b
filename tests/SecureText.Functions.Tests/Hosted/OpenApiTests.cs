using System.Text.Json;
using SecureText.Api;
using SecureText.Api.Access;

namespace SecureText.Hosted;

/// <summary>The document that describes the API, against the functions there are and against real answers.</summary>
public class OpenApiTests(HostedClinic clinic) : IClassFixture<HostedClinic>
{
    [Fact]
    public async Task Document_names_every_function_with_its_path_and_method_and_no_other()
    {
        var document = await DocumentAsync();
        var described =
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select $"{operation.Name.ToUpperInvariant()} {path.Name} {operation.Value.GetProperty("operationId").GetString()}";
        var real = from function in HttpFunction.All
                   from method in function.Methods
                   select $"{method} /api/{function.Route} {function.Name}";
        Assert.Equal(real.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_asks_for_sign_in_where_the_permission_table_does()
    {
        foreach (var operation in Operations(await DocumentAsync()))
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
        await HoldsAsync("ListConversations", await clinic.GetAsync("api/conversations"));
        var patients = $"api/conversations/{id}/patients";
        var added = await clinic.PostAsync(patients, new { displayName = "Ada Sample", dateOfBirth = "1980-02-29", language = "es" });
        await HoldsAsync("AddPatient", added);
        await HoldsAsync("ReadPatients", await clinic.GetAsync(patients));
        await HoldsAsync("ChangePatient", await clinic.PostAsync($"{patients}/{added.Json.GetProperty("id").GetString()}", new { language = "en" }));
        await HoldsAsync("ChangePatient", await clinic.PostAsync($"{patients}/x", new { language = "en" }));
        await HoldsAsync("RemovePatient", await clinic.PostAsync($"{patients}/x/remove"));
        await HoldsAsync("ListConversations", await clinic.GetAsync("api/conversations"));
        await HoldsAsync("SendMessage", await clinic.PostAsync($"api/conversations/{id}/messages", text));
        await HoldsAsync("ReadMessages", await clinic.GetAsync($"api/conversations/{id}/messages"));
        await HoldsAsync("RecordConsent", await clinic.PostAsync("api/consents", consent));
        await HoldsAsync("ReadConsents", await clinic.GetAsync($"api/consents?conversation={id}"));
        await HoldsAsync("StartConversation", await clinic.PostAsync("api/conversations", new { number = Number, text = "Hello again.", idempotencyKey = "s" }));
        var written = await clinic.PostAsync($"api/conversations/{id}/messages", new { text = "Later.", idempotencyKey = "l", sendAt = HostedClinic.Now().AddDays(1) });
        await HoldsAsync("SendMessage", written);
        await HoldsAsync("CancelMessage", await clinic.PostAsync($"api/conversations/{id}/messages/{written.Json.GetProperty("id").GetString()}/cancel"));
        await HoldsAsync("CancelMessage", await clinic.PostAsync($"api/conversations/{id}/messages/x/cancel"));
        await HoldsAsync("WriteNote", await clinic.PostAsync($"api/conversations/{id}/notes", new { text = "Look.", mentions = new List<string> { clinic.Staff.IdOf(Principal.Member) }, idempotencyKey = "n" }));
        await HoldsAsync("WriteNote", await clinic.PostAsync($"api/conversations/{id}/notes", new { text = "" }));
        await HoldsAsync("ReadMessages", await clinic.GetAsync($"api/conversations/{id}/messages"));
        await HoldsAsync("ReadConversation", await clinic.GetAsync($"api/conversations/{id}"));
        await HoldsAsync("ReadMentions", await clinic.GetAsync("api/mentions"));
        await HoldsAsync("CountInbox", await clinic.GetAsync("api/inbox/counts"));
        await HoldsAsync("TellPresence", await clinic.PostAsync($"api/conversations/{id}/presence", new { typing = true }, Principal.Manager));
        var poll = await clinic.GetAsync($"api/changes?conversation={id}");
        await HoldsAsync("ReadChanges", poll);
        await HoldsAsync("ReadChanges", await clinic.SendAsync(
            HttpMethod.Get, $"api/changes?conversation={id}", headers: ("If-None-Match", poll.Headers["ETag"])));
        await HoldsAsync("CheckText", await clinic.PostAsync("api/compose/check", new { text = "Your biopsy is back." }));
        await HoldsAsync("MarkRead", await clinic.PostAsync($"api/conversations/{id}/read"));
        await HoldsAsync("Assign", await clinic.PostAsync($"api/conversations/{id}/assign", new { to = "me" }));
        await HoldsAsync("Close", await clinic.PostAsync($"api/conversations/{id}/close"));
        await HoldsAsync("Reopen", await clinic.PostAsync($"api/conversations/{id}/reopen"));
        var owner = Principal.Owner;
        await HoldsAsync("ReadSettings", await clinic.GetAsync("api/settings", owner));
        await HoldsAsync("ReadSettings", await clinic.GetAsync("api/settings"));
        await HoldsAsync("ListCannedReplies", await clinic.GetAsync("api/canned-replies"));
        await HoldsAsync("ListForms", await clinic.GetAsync("api/forms"));
        await HoldsAsync("HealthLive", await clinic.GetAsync("api/health/live"));
        await HoldsAsync("HealthReady", await clinic.GetAsync("api/health/ready"));

        await HoldsAsync("ReadMessages", await clinic.GetAsync($"api/conversations/{id}/messages?cursor=x"));
        await HoldsAsync("ReadMessages", await clinic.GetAsync($"api/conversations/{id}/messages", null));
        await HoldsAsync("SendMessage", await clinic.PostAsync($"api/conversations/{id}/messages", new { text = "SSN 123-45-6789", idempotencyKey = "g" }));
        await HoldsAsync("SendMessage", await clinic.PostAsync("api/conversations/x/messages", text));
        await HoldsAsync("StartConversation", await clinic.PostAsync("api/conversations", new { number = "+15095550102", text = "Hello", idempotencyKey = "s" }));
    }

    [Fact]
    public async Task Answers_about_staff_have_the_shapes_that_the_document_says()
    {
        await HoldsAsync("ReadMe", await clinic.GetAsync("api/me"));
        var added = await clinic.PostAsync("api/staff", New, Principal.Owner);
        var id = added.Json.GetProperty("id").GetString();
        await HoldsAsync("AddStaff", added);
        await HoldsAsync("AddStaff", await clinic.PostAsync("api/staff", New, Principal.Owner));
        await HoldsAsync("AddStaff", await clinic.PostAsync("api/staff", new { }, Principal.Owner));
        await HoldsAsync("ListStaff", await clinic.GetAsync("api/staff"));
        await HoldsAsync("ListStaff", await clinic.GetAsync("api/staff", Principal.Owner));
        await HoldsAsync("ChangeStaff", await clinic.PostAsync($"api/staff/{id}", new { active = false }, Principal.Owner));
        await HoldsAsync("ChangeStaff", await clinic.PostAsync($"api/staff/{clinic.Staff.IdOf(Principal.Owner)}", new { active = false }, Principal.Owner));
        await HoldsAsync("EndSessions", await clinic.PostAsync($"api/staff/{id}/end-sessions", null, Principal.Owner));
        await HoldsAsync("ListTraining", await clinic.GetAsync("api/training"));
        await HoldsAsync("Attest", await clinic.PostAsync("api/training/texting/attest", new { version = 1 }));
        await HoldsAsync("Attest", await clinic.PostAsync("api/training/texting/attest", new { version = 7 }));
        await HoldsAsync("ListTrainingRecords", await clinic.GetAsync("api/training/records", Principal.Manager));
        await HoldsAsync("ListTrainingRecords", await clinic.GetAsync("api/training/records"));
    }

    [Fact]
    public async Task Answers_about_campaigns_have_the_shapes_that_the_document_says()
    {
        var manager = Principal.Manager;
        var news = new { playbook = "broadcast", selection = new { kind = "patient" } };
        await HoldsAsync("ListPlaybooks", await clinic.GetAsync("api/playbooks", manager));
        await HoldsAsync("ListPlaybooks", await clinic.GetAsync("api/playbooks"));
        await HoldsAsync("PreviewCampaign", await clinic.PostAsync("api/campaigns/preview", news, manager));
        await HoldsAsync("PreviewCampaign", await clinic.PostAsync("api/campaigns/preview", new { }, manager));
        using var body = new StringContent(
            """{"name":"News","playbook":"missed-call","selection":{"kind":"call"},"ongoing":true}""", System.Text.Encoding.UTF8, "application/json");
        var started = await clinic.SendAsync(HttpMethod.Post, "api/campaigns", manager, body, ("Idempotency-Key", "shape"));
        await HoldsAsync("StartCampaign", started);
        await HoldsAsync("StartCampaign", await clinic.PostAsync("api/campaigns", news, manager));
        var id = started.Json.GetProperty("id").GetString();
        await HoldsAsync("ListCampaigns", await clinic.GetAsync("api/campaigns", manager));
        await HoldsAsync("ReadCampaign", await clinic.GetAsync($"api/campaigns/{id}", manager));
        await HoldsAsync("ReadCampaignPeople", await clinic.GetAsync($"api/campaigns/{id}/people", manager));
        await HoldsAsync("PauseCampaign", await clinic.PostAsync($"api/campaigns/{id}/pause", null, manager));
        await HoldsAsync("ResumeCampaign", await clinic.PostAsync($"api/campaigns/{id}/resume", null, manager));
        await HoldsAsync("CancelCampaign", await clinic.PostAsync($"api/campaigns/{id}/cancel", null, manager));
        await HoldsAsync("CancelCampaign", await clinic.PostAsync($"api/campaigns/{id}/cancel", null, manager));
        await HoldsAsync("ReadCampaign", await clinic.GetAsync("api/campaigns/x", manager));
        await HoldsAsync("ReadFigures", await clinic.GetAsync("api/figures", manager));
        await HoldsAsync("ReadFigures", await clinic.GetAsync("api/figures?from=yesterday", manager));
    }

    [Fact]
    public async Task Answers_with_evidence_have_the_shapes_that_the_document_says()
    {
        await HoldsAsync("ReadEvidence", await clinic.GetAsync("api/evidence", Principal.Manager));
        await HoldsAsync("ReadEvidence", await clinic.GetAsync("api/evidence"));
        Assert.Equal("text/html", (await clinic.GetAsync("api/evidence/report", Principal.Owner)).Type?.MediaType);
        await HoldsAsync("ReadEvidenceReport", await clinic.GetAsync("api/evidence/report"));
    }

    [Fact]
    public async Task Answers_about_the_archive_have_the_shapes_that_the_document_says()
    {
        var owner = Principal.Owner;
        var id = await clinic.TextAsync("+15095550177", "Hello");
        var path = $"api/conversations/{id}";
        await HoldsAsync("ReadRecord", await clinic.GetAsync($"{path}/record", owner));
        await HoldsAsync("HoldRecord", await clinic.PostAsync($"{path}/hold", new { reason = "A letter came" }, owner));
        await HoldsAsync("HoldRecord", await clinic.PostAsync($"{path}/hold", new { }, owner));
        await HoldsAsync("ReadRecord", await clinic.GetAsync($"{path}/record", Principal.Manager));
        await HoldsAsync("ShredRecord", await clinic.PostAsync($"{path}/shred", new { lastFour = "0177" }, owner));
        await HoldsAsync("ReleaseRecord", await clinic.PostAsync($"{path}/hold/release", new { reason = "Settled" }, owner));
        await HoldsAsync("ReleaseRecord", await clinic.PostAsync($"{path}/hold/release", new { reason = "Settled" }, owner));
        await HoldsAsync("CancelShredding", await clinic.PostAsync($"{path}/shred/cancel", null, owner));
        await HoldsAsync("ListDueRecords", await clinic.GetAsync("api/archive/due", owner));
        await HoldsAsync("ListDueRecords", await clinic.GetAsync("api/archive/due", Principal.Manager));
        await HoldsAsync("ExportRecord", await clinic.GetAsync($"{path}/export"));
        var zip = await clinic.GetAsync($"{path}/export", owner);
        Assert.Equal((200, "application/zip"), (zip.Status, zip.Type?.MediaType));
        Assert.Matches("^attachment; filename=\"record-[0-9]{8}-[0-9]{6}\\.zip\"$", zip.Headers["Content-Disposition"]);
        using var whole = new System.IO.Compression.ZipArchive(new MemoryStream(zip.Bytes));
        Assert.Equal(["record.html", "record.json", "README.txt"], whole.Entries.Select(entry => entry.FullName));
        await HoldsAsync("ReadRecord", await clinic.GetAsync($"{path}/record", owner));
    }

    private static object New { get; } = new { email = "shape@clinic.example", displayName = "Shape Sample", role = "member" };

    private async Task HoldsAsync(string operationId, Answer answer)
    {
        var document = await DocumentAsync();
        var responses = Operations(document).Single(o => o.GetProperty("operationId").GetString() == operationId).GetProperty("responses");
        Assert.True(responses.TryGetProperty($"{answer.Status}", out var response), $"{operationId} does not tell of {answer.Status}.");
        if (!response.TryGetProperty("content", out var content))
        {
            Assert.Equal("", answer.Text);
            return;
        }

        var form = content.EnumerateObject().Single();
        Assert.Equal(form.Name, answer.Type?.MediaType);
        Holds(document, form.Value.GetProperty("schema"), answer.Json, $"{operationId} {answer.Status}");
    }

    // Stricter than the schema language: a property that the document does not name is a fault too.
    private static void Holds(JsonElement document, JsonElement schema, JsonElement value, string at)
    {
        schema = Resolved(document, schema);
        if (schema.TryGetProperty("anyOf", out var any))
        {
            schema = any.EnumerateArray().Select(one => Resolved(document, one)).Single(one => TypesOf(one).Contains(KindOf(value)));
        }

        Assert.True(TypesOf(schema).Contains(KindOf(value)), $"{at} is {KindOf(value)}");
        if (schema.TryGetProperty("enum", out var words) && value.ValueKind == JsonValueKind.String)
        {
            Assert.Contains(value.GetString(), words.EnumerateArray().Select(word => word.GetString()));
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray()) Holds(document, schema.GetProperty("items"), item, $"{at}[]");
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            HoldsProperties(document, schema, value, at);
        }
    }

    private static void HoldsProperties(JsonElement document, JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            Assert.All(required.EnumerateArray(), name => Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{at} lacks {name}"));
        }

        var properties = schema.TryGetProperty("properties", out var named) ? named : default;
        foreach (var property in value.EnumerateObject())
        {
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(property.Name, out var inner)
                || schema.TryGetProperty("additionalProperties", out inner))
            {
                Holds(document, inner, property.Value, $"{at}.{property.Name}");
            }
            else
            {
                Assert.Fail($"{at}.{property.Name} is not in the document.");
            }
        }
    }

    private static JsonElement Resolved(JsonElement document, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
        : schema;

    private static List<string> TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type)
        ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static IEnumerable<JsonElement> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(o => o.Value);

    private async Task<JsonElement> DocumentAsync()
    {
        var answer = await clinic.GetAsync("api/openapi.json", null);
        Assert.Equal((200, "application/json"), (answer.Status, answer.Type?.MediaType));
        return answer.Json;
    }
}
