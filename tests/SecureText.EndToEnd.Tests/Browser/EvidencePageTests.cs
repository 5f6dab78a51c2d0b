using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>The safeguards and the register of agreements, through the real server.</summary>
[Collection(LocalSite.Collection)]
public sealed class EvidencePageTests(LocalSite site)
{
    [Fact]
    public async Task Each_safeguard_says_what_was_found_and_the_report_is_downloaded()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        await inbox.Site.GotoAsync("#/evidence");
        await Expect(inbox.Page.Locator(".safeguards .card").First).ToContainTextAsync("45 CFR 164.");
        await Expect(inbox.Page.GetByRole(AriaRole.Heading, new() { Name = "For the clinic to do" })).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Change the register" })).ToHaveCountAsync(0);
        await inbox.Page.GetByText("Where to look").First.ClickAsync();

        var download = await inbox.Page.RunAndWaitForDownloadAsync(() => inbox.Button("Download the report").ClickAsync());

        Assert.StartsWith("safeguards-20", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.Contains("164.312", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Agreement_of_the_owner_stands_in_the_register()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        await inbox.Site.GotoAsync("#/settings/agreements");
        await inbox.Button("Add an agreement").ClickAsync();
        var row = inbox.Page.GetByRole(AriaRole.Group, new() { Name = "New agreement" });
        await row.GetByLabel("With whom").FillAsync("Example Support, Inc.");
        await row.GetByLabel("What they handle").FillAsync("Looks after the computers.");
        await row.GetByLabel("Signed on").FillAsync("2026-01-10");
        await row.GetByLabel("Where the contract is kept").FillAsync("Binder 3");
        await row.GetByLabel("Service").FillAsync("Support of the computers");
        await inbox.Button("Save").ClickAsync();
        await Expect(inbox.Page.GetByText("Saved.")).ToBeVisibleAsync();

        await inbox.Site.GotoAsync("#/evidence");

        var line = inbox.Page.GetByRole(AriaRole.Region, new() { Name = "Register of agreements" }).Locator("tr", new() { HasText = "Example Support, Inc." });
        await Expect(line).ToContainTextAsync("2026-01-10");
        await Expect(line).ToContainTextAsync("Binder 3");
    }

    [Theory]
    [InlineData("evidence", "Agreements with those who help", 1280, ColorScheme.Light)]
    [InlineData("evidence", "Agreements with those who help", 360, ColorScheme.Dark)]
    [InlineData("settings/agreements", "Register of agreements", 1280, ColorScheme.Dark)]
    [InlineData("settings/agreements", "Register of agreements", 360, ColorScheme.Light)]
    [InlineData("settings/retention", "How long records are kept", 360, ColorScheme.Light)]
    public async Task Page_is_accessible_and_fits(string path, string heading, int width, ColorScheme scheme)
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, null, width, 900, scheme);

        await inbox.Site.GotoAsync($"#/{path}");

        await inbox.LooksGoodAsync(
            inbox.Page.GetByRole(AriaRole.Heading, new() { Name = heading }), $"{path.Replace('/', '-')}-{width}-{scheme}");
    }
}
