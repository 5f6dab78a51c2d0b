using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SecureText.Azurite;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Portal;
using SecureText.Staff;

namespace SecureText.Api;

/// <summary>What every kind of answer says to a browser, and that no other site is let in.</summary>
public class AnswerHeadersTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly Dictionary<string, string> Always = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Cache-Control"] = "no-store",
        ["X-Content-Type-Options"] = "nosniff",
        ["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'",
        ["X-Frame-Options"] = "DENY",
        ["Referrer-Policy"] = "no-referrer",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
    };

    [Fact]
    public async Task Every_function_says_it_whatever_it_answers()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var owner = await clinic.SignInAsync(Role.Owner);
        var kinds = new SortedSet<int>();
        foreach (var function in HttpFunction.All.Where(f => f.Name != "SignOut"))
        {
            foreach (var header in new[] { owner.Header, null })
            {
                var (status, _) = await FunctionCall.InvokeAsync(
                    clinic, function, id: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", principal: header, look: response => Holds(function.Name, response));
                kinds.Add(status);
            }
        }

        Assert.Superset(new HashSet<int> { 200, 400, 401, 404 }, kinds.ToHashSet());
    }

    [Fact]
    public async Task Every_kind_of_answer_says_it()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var file = MessageId.For(clinic.Time.GetUtcNow(), "file");
        await PortalRun.PlantFileAsync(clinic, file, "photo", run.PatientId);
        var owner = (await clinic.SignInAsync(Role.Owner)).Header;
        var member = (await clinic.SignInAsync()).Header;
        Assert.Equal(200, await AskAsync("ListStaff", owner));
        Assert.Equal(200, await AskAsync("ReadEvidenceReport", owner));
        Assert.Equal(200, await AskAsync("ReadAttachment", owner, id: run.Conversation.Value, part: file.Value));
        Assert.Equal(404, await AskAsync("ReadConversation", owner, id: new string('a', 32)));
        Assert.Equal(400, await AskAsync("AddStaff", owner, json: "{}"));
        Assert.Equal(403, await AskAsync("AddStaff", member, json: "{}"));
        Assert.Equal(403, await AskAsync("AddStaff", owner, change: request => request.Headers["Sec-Fetch-Site"] = "cross-site"));
        Assert.Equal(401, await AskAsync("PortalThread", null));
        var tag = "";
        Assert.Equal(200, await AskAsync("ReadChanges", owner, look: response => tag = response.Headers.ETag.ToString()));
        Assert.Equal(304, await AskAsync("ReadChanges", owner, change: request => request.Headers.IfNoneMatch = tag));
        clinic.Journal.Fails = true;
        Assert.Equal(503, await AskAsync("ReadConversation", owner, id: run.Conversation.Value));
        clinic.Journal.Fails = false;
        for (var n = 0; n < 20; n++) await AskAsync("PortalOpen", null, json: $$"""{"token":"{{run.Token.Value}}"}""");
        Assert.Equal(429, await AskAsync("PortalOpen", null, json: $$"""{"token":"{{run.Token.Value}}"}""", look: response =>
            Assert.NotEmpty(response.Headers.RetryAfter.ToString())));

        async Task<int> AskAsync(
            string name, string? principal, string? id = null, string? json = null, string? part = null, Action<HttpResponse>? look = null,
            Action<HttpRequest>? change = null) => (await FunctionCall.InvokeAsync(
                clinic, HttpFunction.All.Single(f => f.Name == name), id: id, principal: principal, json: json, part: part, change: change,
                look: response =>
                {
                    Holds(name, response);
                    look?.Invoke(response);
                })).Status;
    }

    [Fact]
    public async Task Cookie_of_a_patient_is_for_our_pages_alone()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        Assert.IsType<ProofAnswer.AskCode>(await run.GiveDateAsync());
        var cookie = "";
        var (status, _) = await FunctionCall.InvokeAsync(
            clinic, HttpFunction.All.Single(f => f.Name == "PortalCode"),
            json: $$"""{"token":"{{run.Token.Value}}","code":"{{run.CodeOnPhone()}}"}""", look: response => cookie = response.Headers.SetCookie.ToString());
        Assert.Equal(200, status);
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        Assert.Equal(["HttpOnly", "Path=/", "SameSite=Strict", "Secure"], cookie.Split("; ")[1..].Order());
    }

    [Fact]
    public void Site_says_it_on_its_pages()
    {
        var file = Path.Combine(RepositoryRoot.Find(), "src", "web", "staticwebapp.config.json");
        var config = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file));
        var headers = config.GetProperty("globalHeaders").EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!);
        foreach (var name in Always.Keys.Except(["Content-Security-Policy"])) Assert.Equal(Always[name], headers[name]);
        Assert.Equal("max-age=63072000; includeSubDomains", headers["Strict-Transport-Security"]);
        Assert.Equal("same-origin", headers["Cross-Origin-Opener-Policy"]);
        var policy = headers["Content-Security-Policy"].Split("; ").ToDictionary(one => one.Split(' ')[0], one => one.Split(' ')[1..]);
        Assert.Equal(["'none'"], policy["default-src"]);
        Assert.Equal(["'self'"], policy["script-src"]);
        Assert.Equal(["'none'"], policy["frame-ancestors"]);
        Assert.Equal(["'none'"], policy["base-uri"]);
        Assert.DoesNotContain("unsafe", headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain(headers.Keys, IsForOthers);
        Assert.DoesNotContain("access-control", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase);
    }

    private static void Holds(string name, HttpResponse response)
    {
        foreach (var (header, value) in Always) Assert.Equal((name, header, value), (name, header, response.Headers[header].ToString()));
        Assert.DoesNotContain(response.Headers.Keys, IsForOthers);
    }

    private static bool IsForOthers(string header) =>
        header.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase) || header is "Server" or "X-Powered-By";
}
