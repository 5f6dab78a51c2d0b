using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SecureText.Azurite;
using SecureText.SignIn;

namespace SecureText.EndToEnd.Tests.Site;

/// <summary>A page in the browser, and what the browser complained about.</summary>
internal sealed class SitePage
{
    private readonly LocalSite site;
    private readonly List<string> complaints = [];

    internal SitePage(LocalSite site, IPage page)
    {
        this.site = site;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    internal IPage Page { get; }

    /// <summary>
    /// Errors and warnings of the console, broken policies among them, without the browser's note of each refused
    /// request: a refusal is often what a test asks for.
    /// </summary>
    internal IReadOnlyList<string> Complaints =>
        [.. complaints.Where(one => !one.StartsWith("Failed to load resource", StringComparison.Ordinal))];

    /// <summary>Goes to a path of the site, as <c>p/#token</c>.</summary>
    internal async Task GotoAsync(string path = "") => await Page.GotoAsync(new Uri(site.System.Site, path).ToString());

    /// <summary>Signs in by the button on the sign-in page; ends on the staff page.</summary>
    internal async Task SignInAsync(DemoPerson person, bool secondFactor = true)
    {
        await GotoAsync("login");
        var name = $"Sign in as {person.Name}{(secondFactor ? string.Empty : " without second factor")}";
        await Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
        await Page.WaitForURLAsync(site.System.Site.ToString());
    }

    /// <summary>Each broken rule of accessibility with the first element that breaks it.</summary>
    internal async Task<IEnumerable<string>> AxeAsync() =>
        (await Page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}");

    /// <summary>Waits until the page has read an answer and drawn what it makes of it.</summary>
    internal async Task SettleAsync(IResponse answer)
    {
        await answer.FinishedAsync();
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    internal Task<bool> FitsAsync() =>
        Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth");

    internal Task ScreenshotAsync(string name) => Page.ScreenshotAsync(new()
    {
        Path = Path.Combine(RepositoryRoot.Find(), "artifacts", "screenshots", $"{name}.png"),
        FullPage = true,
    });
}
