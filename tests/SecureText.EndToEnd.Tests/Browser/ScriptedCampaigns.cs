using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>
/// Answers the campaign pages in place of the server, for what takes a server days: progress, figures of weeks, a lost answer.
/// The sign-in, the inbox and all else are the real server's.
/// </summary>
internal sealed partial class ScriptedCampaigns
{
    private readonly Dictionary<string, Queue<(int Status, object? Body)?>> answers = [];

    /// <summary>Each request that came: method and path without query.</summary>
    internal List<(string What, IRequest Request)> Asked { get; } = [];

    internal static async Task<ScriptedCampaigns> OnAsync(IPage page)
    {
        var script = new ScriptedCampaigns();
        await page.RouteAsync(Paths(), script.AnswerAsync);
        return script;
    }

    /// <summary>The next answer to a request as <c>POST campaigns</c>; the last one is given again and again.</summary>
    internal ScriptedCampaigns Answer(string what, object? body, int status = 200) => Add(what, (status, body));

    /// <summary>The line fails at the next request.</summary>
    internal ScriptedCampaigns Fail(string what) => Add(what, null);

    internal ScriptedCampaigns Refuse(string what, int status, string code, string title) =>
        Add(what, (status, new { type = $"urn:securetext:{code}", title, status }));

    private ScriptedCampaigns Add(string what, (int Status, object? Body)? answer)
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
            ContentType = status < 400 ? "application/json" : "application/problem+json",
            Body = body is null ? string.Empty : JsonSerializer.Serialize(body),
        });
    }

    [GeneratedRegex("/api/(campaigns|playbooks|imports|figures|webhooks)(/|\\?|$)")]
    private static partial Regex Paths();
}
