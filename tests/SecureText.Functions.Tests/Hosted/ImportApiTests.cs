using System.Net;
using System.Text;
using System.Text.Json;
using SecureText.Import;
using SecureText.Webhooks;

namespace SecureText.Hosted;

/// <summary>Files and webhooks by HTTP alone, with the orchestration that works through them.</summary>
public class ImportApiTests(HostedClinic clinic) : IClassFixture<HostedClinic>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task File_is_sent_looked_at_started_and_worked_through()
    {
        var sent = await UploadAsync("patient", "Pacientes de mañana.csv", ImportClinic.Patients);
        Assert.Equal(201, sent.Status);
        var id = sent.Json.GetProperty("id").GetString()!;
        Assert.Equal(("csv", 4, "MRN"), (
            sent.Json.GetProperty("format").GetString(), sent.Json.GetProperty("rows").GetInt32(),
            sent.Json.GetProperty("mapping").GetProperty("id").GetString()));
        Assert.Equal("Soto", sent.Json.GetProperty("sample")[0][2].GetString());

        var body = new { mapping = sent.Json.GetProperty("mapping") };
        var check = await clinic.PostAsync($"api/imports/{id}/check", body, Principal.Manager);
        Assert.Equal((200, 3, 3, 1), (
            check.Status, check.Json.GetProperty("ready").GetInt32(), check.Json.GetProperty("new").GetInt32(), check.Json.GetProperty("refusedCount").GetInt32()));
        Assert.Equal(4, check.Json.GetProperty("refused")[0].GetProperty("line").GetInt32());

        Assert.Equal(202, (await clinic.PostAsync($"api/imports/{id}/start", body, Principal.Manager)).Status);
        var done = await UntilDoneAsync(id);
        Assert.Equal(("done", 4, 3, 1), (
            done.GetProperty("state").GetString(), done.GetProperty("done").GetInt32(), done.GetProperty("new").GetInt32(), done.GetProperty("refusedCount").GetInt32()));

        var refused = await clinic.GetAsync($"api/imports/{id}/refused", Principal.Manager);
        Assert.Equal("text/csv", refused.Type?.MediaType);
        Assert.Contains("A-3,Cy,Long,1970-02-02,(555) 0123,en,,yes,,4,the number (555) 0123 has too few digits", refused.Text, StringComparison.Ordinal);
        var list = await clinic.GetAsync("api/imports", Principal.Manager);
        Assert.Contains(list.Json.GetProperty("items").EnumerateArray(), item => item.GetProperty("fileName").GetString() == "Pacientes de mañana.csv");
        Assert.DoesNotContain("Soto", clinic.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Pacientes", clinic.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_cannot_be_used_says_why()
    {
        (await UploadAsync("visits", "a.csv", "a,b\n1,2")).IsProblem(400, "bad-request");
        (await UploadAsync("patient", "a.csv", "id,name")).IsProblem(422, "file-unreadable");
        (await UploadAsync("fhir", "a.json", "<xml/>")).IsProblem(422, "file-unreadable");
        var sent = await UploadAsync("patient", "a.csv", "a,b\n1,2");
        var id = sent.Json.GetProperty("id").GetString()!;
        var mapping = new { mapping = new Dictionary<string, string> { ["id"] = "a" } };
        (await clinic.PostAsync($"api/imports/{id}/check", mapping, Principal.Manager)).IsProblem(422, "mapping-incomplete");
        (await clinic.PostAsync($"api/imports/{id}/start", new { }, Principal.Manager)).IsProblem(400, "bad-request");
        (await clinic.PostAsync("api/imports/x/start", mapping, Principal.Manager)).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Webhook_needs_no_page_but_a_signature()
    {
        var secret = await clinic.PostAsync("api/webhooks/secrets", null, Principal.Owner);
        Assert.Equal(201, secret.Status);
        var list = await clinic.GetAsync("api/webhooks", Principal.Manager);
        Assert.Equal("https://texts.clinic.example/api/hooks", list.Json.GetProperty("url").GetString());
        Assert.DoesNotContain(secret.Json.GetProperty("secret").GetString()!, list.Text, StringComparison.Ordinal);

        const string Body = """{"id":"e1","number":"206-555-0177"}""";
        var header = WebhookSignature.Of(secret.Json.GetProperty("secret").GetString()!, HostedClinic.Now(), "call-missed", Body);
        Assert.Equal(200, (await HookAsync(Body, header)).Status);
        Assert.True((await HookAsync(Body, header)).Json.GetProperty("repeated").GetBoolean());
        var deleted = await clinic.SendAsync(
            HttpMethod.Delete, $"api/webhooks/secrets/{secret.Json.GetProperty("id").GetString()}", Principal.Owner);
        Assert.Equal((int)HttpStatusCode.NoContent, deleted.Status);
        (await HookAsync(Body, header)).IsProblem(401, "signature-wrong");
    }

    private async Task<Answer> HookAsync(string body, string header)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await clinic.SendAsync(
            HttpMethod.Post, "api/hooks/call-missed", null, content, (HostedClinic.OwnPage, ""), (WebhookSignature.Header, header));
    }

    private async Task<Answer> UploadAsync(string kind, string name, string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, "text/csv");
        return await clinic.SendAsync(
            HttpMethod.Post, $"api/imports?kind={kind}", Principal.Manager, content, ("X-File-Name", Uri.EscapeDataString(name)));
    }

    private async Task<JsonElement> UntilDoneAsync(string id)
    {
        var until = HostedClinic.Now() + Patience;
        while (true)
        {
            var read = await clinic.GetAsync($"api/imports/{id}", Principal.Manager);
            if (read.Json.GetProperty("state").GetString() is "done" or "failed" || HostedClinic.Now() > until) return read.Json;
            await Task.Delay(500);
        }
    }
}
