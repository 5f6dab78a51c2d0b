using System.Text.Json;
using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;

namespace SecureText.EndToEnd.Tests.Portal;

/// <summary>
/// Answers the portal's page in place of the server, for what a server does seldom or late: refusals, failures, forms of
/// every kind. What is not scripted fails as a dead line does.
/// </summary>
internal sealed class ScriptedPortal
{
    internal const string Token = "AbCdEfGhIjKlMnOpQrStUv";

    internal const string LinkId = "0123456789abcdef0123456789abcdef";

    private readonly Dictionary<string, Queue<Scripted?>> answers = [];

    /// <summary>Each request that came: method and path, and its body.</summary>
    internal List<(string What, IRequest Request)> Asked { get; } = [];

    internal static async Task<ScriptedPortal> OnAsync(SitePage page)
    {
        var portal = new ScriptedPortal();
        await page.Page.RouteAsync("**/api/portal/**", portal.AnswerAsync);
        return portal;
    }

    /// <summary>The next answer to a request as <c>POST open</c>; the last one is given again and again.</summary>
    internal ScriptedPortal Answer(string what, int status, object? body = null)
    {
        QueueOf(what).Enqueue(new Scripted(status, body));
        return this;
    }

    internal ScriptedPortal AnswerWithFile(string what, string type, byte[] content)
    {
        QueueOf(what).Enqueue(new Scripted(200, null, type, content));
        return this;
    }

    /// <summary>From now on answers to a path wait until this is set.</summary>
    internal async Task<TaskCompletionSource> HoldAsync(SitePage page, string path)
    {
        var answer = new TaskCompletionSource();
        await page.Page.RouteAsync($"**/api/portal/{path}", async route =>
        {
            await answer.Task;
            await AnswerAsync(route);
        });
        return answer;
    }

    /// <summary>The line fails at the next request.</summary>
    internal ScriptedPortal Fail(string what)
    {
        QueueOf(what).Enqueue(null);
        return this;
    }

    internal ScriptedPortal Refuse(string what, int status, string code, object? finding = null) => Answer(
        what, status, new { type = $"urn:securetext:{code}", title = "No.", status, findings = finding is null ? [] : new[] { finding } });

    /// <summary>A link that is good, up to the thread.</summary>
    internal ScriptedPortal Good(string language = "en", object[]? items = null, string kind = "thread", string? form = null) => this
        .Answer("POST open", 200, new { clinic = "Harbor Clinic", callNumber = "+12065550100", language, next = "birth-date" })
        .Answer("POST birth-date", 200, new { next = "code", numberEnds = "23" })
        .Answer("POST code", 200, new { link = LinkId })
        .Answer("POST language", 204)
        .Answer("POST sign-out", 204)
        .Answer("GET thread", 200, new
        {
            clinic = "Harbor Clinic",
            callNumber = "+12065550100",
            link = LinkId,
            patient = new { displayName = "Maria Lindqvist" },
            language,
            kind,
            form,
            items = items ?? [],
        });

    private Queue<Scripted?> QueueOf(string what)
    {
        if (!answers.TryGetValue(what, out var queue)) answers[what] = queue = new();
        return queue;
    }

    private Task AnswerAsync(IRoute route)
    {
        var what = $"{route.Request.Method} {new Uri(route.Request.Url).AbsolutePath["/api/portal/".Length..]}";
        Asked.Add((what, route.Request));
        var answer = QueueOf(what) is { Count: > 0 } queue ? queue.Count > 1 ? queue.Dequeue() : queue.Peek() : null;
        if (answer is null) return route.AbortAsync("failed");
        return answer.File is not null
            ? route.FulfillAsync(new() { ContentType = answer.Type, BodyBytes = answer.File })
            : route.FulfillAsync(new()
            {
                Status = answer.Status,
                ContentType = answer.Status < 400 ? "application/json" : "application/problem+json",
                Body = answer.Body is null ? string.Empty : JsonSerializer.Serialize(answer.Body),
            });
    }

    private sealed record Scripted(int Status, object? Body, string? Type = null, byte[]? File = null);
}
