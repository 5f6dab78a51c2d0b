using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>
/// Answers some pages in place of the server, for what takes a server days or must not happen: progress, figures of weeks, a
/// lost answer, a log that was tampered with. The sign-in, the inbox and all else are the real server's.
/// </summary>
internal sealed class ScriptedServer
{
    /// <summary>The beginnings of the paths that campaign pages ask for.</summary>
    internal const string Campaigns = "campaigns|playbooks|imports|figures|webhooks";

    private readonly Dictionary<string, Queue<(int Status, object? Body)?>> answers = [];

    /// <summary>Each request that came: method and path without query.</summary>
    internal List<(string What, IRequest Request)> Asked { get; } = [];

    internal static async Task<ScriptedServer> OnAsync(IPage page, string paths)
    {
        var script = new ScriptedServer();
        await page.RouteAsync(new Regex($"/api/({paths})(/|\\?|$)"), script.AnswerAsync);
        return script;
    }

    /// <summary>The next answer to a request as <c>POST campaigns</c>; the last one is given again and again. A string is plain text.</summary>
    internal ScriptedServer Answer(string what, object? body, int status = 200) => Add(what, (status, body));

    /// <summary>From now on the answer is this one.</summary>
    internal ScriptedServer Instead(string what, object? body)
    {
        answers.Remove(what);
        return Answer(what, body);
    }

    /// <summary>The line fails at the next request.</summary>
    internal ScriptedServer Fail(string what) => Add(what, null);

    internal ScriptedServer Refuse(string what, int status, string code, string title) =>
        Add(what, (status, new { type = $"urn:securetext:{code}", title, status }));

    private ScriptedServer Add(string what, (int Status, object? Body)? answer)
    {
        if (!answers.TryGetValue(what, out var queue)) answers[what] = queue = new();
        queue.Enqueue(answer);
        return this;
    }

    private Task AnswerAsync(IRoute route)
    {
        var what = $"{route.Request.Method} {new Uri(route.Request.Url).AbsolutePath["/api/".Length..]}";
        Asked.Add((what, route.Request));
        var answer = answers.TryGetValue(what, out var queue) && queue.Count > 0
            ? queue.Count > 1 ? queue.Dequeue() : queue.Peek() : null;
        if (answer is not var (status, body)) return route.AbortAsync("failed");
        return route.FulfillAsync(new()
        {
            Status = status,
            ContentType = body is string ? "text/plain" : status < 400 ? "application/json" : "application/problem+json",
            Body = body is null ? string.Empty : body as string ?? JsonSerializer.Serialize(body),
        });
    }
}
