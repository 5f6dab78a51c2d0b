using Microsoft.Playwright;
using SecureText.Demo;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>
/// The staff page as somebody uses it. Closed at the end of its test: a page that stays open goes on polling, and telling
/// colleagues where its person is.
/// </summary>
internal sealed class Inbox : IAsyncDisposable
{
    private Inbox(SitePage site) => Site = site;

    internal SitePage Site { get; }

    internal IPage Page => Site.Page;

    /// <summary>What the page complains of where the person works; notices have a place of their own.</summary>
    internal ILocator Alert => Page.Locator("main [role=alert]");

    internal ILocator Rows => Page.Locator("a.row");

    internal ILocator Title => Page.Locator(".thread-title h2");

    internal ILocator Text => Page.GetByLabel("Text to the patient", new() { Exact = true });

    internal ILocator Note => Page.GetByLabel("Note for staff");

    internal ILocator Send => Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true });

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    /// <summary>Signs somebody in; ends in the list, or in a conversation.</summary>
    internal static async Task<Inbox> OpenAsync(
        LocalSite site,
        DemoPerson person,
        string? conversation = null,
        int width = 1440,
        int height = 900,
        ColorScheme scheme = ColorScheme.Light)
    {
        var inbox = new Inbox(await site.OpenAsync(width, height, scheme));
        await inbox.Site.SignInAsync(person);
        await Assertions.Expect(inbox.Page.GetByRole(AriaRole.Navigation)).ToBeVisibleAsync();
        if (conversation is not null) await inbox.GotoAsync(conversation);
        return inbox;
    }

    /// <summary>Opens a conversation by its address and waits until it can be read.</summary>
    internal async Task GotoAsync(string conversation)
    {
        await Site.GotoAsync($"#/open/{conversation}");
        await Assertions.Expect(Title).ToBeVisibleAsync();
    }

    internal Task PressAsync(params string[] keys) => EachAsync(keys, key => Page.Keyboard.PressAsync(key));

    internal ILocator Button(string name, bool exact = true) =>
        Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    internal ILocator Message(string text) => Page.Locator(".message", new() { HasText = text });

    internal ILocator Row(string text) => Page.Locator("a.row", new() { HasText = text });

    /// <summary>Waits for what the page is to show; then it is accessible, stays within its screen and is photographed.</summary>
    internal async Task LooksGoodAsync(ILocator ready, string name)
    {
        await Assertions.Expect(ready.First).ToBeVisibleAsync();
        Assert.Equal([], await Site.AxeAsync());
        Assert.True(await Site.FitsAsync(), $"{name} scrolls sideways");
        await Site.ScreenshotAsync(name.ToLowerInvariant());
        Assert.Empty(Site.Complaints);
    }

    internal Task<string> FocusedAsync() => Page.EvaluateAsync<string>("document.activeElement.textContent");

    /// <summary>What nobody may read after a sign-out.</summary>
    internal async Task ShowsNothingOfAsync(string personal) =>
        Assert.DoesNotContain(personal, await Page.ContentAsync(), StringComparison.Ordinal);

    private static async Task EachAsync(IEnumerable<string> keys, Func<string, Task> press)
    {
        foreach (var key in keys) await press(key);
    }
}

/// <summary>What tests prepare through the HTTP interface.</summary>
internal static class InboxSetUp
{
    internal static string Spoken(this PatientPhone phone) =>
        $"({phone.Number[2..5]}) {phone.Number[5..8]}-{phone.Number[8..]}";

    /// <summary>Says who writes from a number.</summary>
    internal static async Task<string> NameAsync(
        this StaffClient staff, string conversation, string name, string? born = "1980-02-03", string language = "en")
    {
        var body = new { displayName = name, dateOfBirth = born, language };
        var answer = await staff.PostAsync($"api/conversations/{conversation}/patients", body, CancellationToken.None);
        return (string)answer.Must(201).Json!["id"]!;
    }

    internal static async Task<string> IdAsync(this StaffClient staff) =>
        (string)(await staff.GetAsync("api/me", CancellationToken.None)).Must(200).Json!["id"]!;

    internal static async Task AssignAsync(this StaffClient staff, string conversation, string? to) =>
        (await staff.PostAsync($"api/conversations/{conversation}/assign", new { to }, CancellationToken.None)).Must(204);
}
