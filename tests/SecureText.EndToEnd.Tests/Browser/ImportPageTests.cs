using System.Text;
using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>Files and secrets of other systems, through the pages and the real server.</summary>
[Collection(LocalSite.Collection)]
public sealed class ImportPageTests(LocalSite site)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 60_000 };

    [Fact]
    public async Task File_is_checked_imported_once_and_its_refused_rows_come_back_with_reasons()
    {
        var phone = site.NewPhone();
        var csv = $"Patient ID,Full name,Mobile number\nI1,Ines Import,{phone.Number}\nI2,Bo Broken,555\n";
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        await CheckAsync(inbox, csv);
        await Expect(inbox.Page.GetByText("1 row can be imported, 1 cannot")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Region, new() { Name = "Rows that cannot be imported" })).ToContainTextAsync("3");
        await inbox.Button("Import 1 row").ClickAsync();
        await Expect(inbox.Page.GetByText("1 row imported")).ToBeVisibleAsync(Patient);

        var download = await inbox.Page.RunAndWaitForDownloadAsync(() => inbox.Button("Download the refused rows").ClickAsync());
        var refused = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("Bo Broken", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("Ines", refused, StringComparison.Ordinal);

        await CheckAsync(inbox, csv);
        await Expect(inbox.Page.GetByText("All of it is here already")).ToBeVisibleAsync();
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync("import-again");
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task File_that_cannot_be_read_says_why()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        await SendAsync(inbox, "");

        await Expect(inbox.Alert).ToBeVisibleAsync();
        await Expect(inbox.Page.Locator("input[type=file]")).ToBeVisibleAsync();
        await inbox.Site.ScreenshotAsync("import-unreadable");
    }

    [Fact]
    public async Task Webhook_secret_is_shown_once_and_removed()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        await inbox.Site.GotoAsync("#/settings/webhooks");
        await inbox.Button("Make a new secret").ClickAsync();
        var secret = await inbox.Page.Locator(".new-secret code").TextContentAsync();
        Assert.NotEmpty(secret!);

        await inbox.Page.ReloadAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Button, new() { Name = "Remove the secret" })).ToHaveCountAsync(1);
        await inbox.ShowsNothingOfAsync(secret!);
        await inbox.Page.GetByRole(AriaRole.Button, new() { Name = "Remove the secret" }).ClickAsync();
        await inbox.Button("Yes, remove it").ClickAsync();
        await Expect(inbox.Page.GetByText("There is none: every report is refused.")).ToBeVisibleAsync();
        Assert.Empty(inbox.Site.Complaints);
    }

    private static async Task CheckAsync(Inbox inbox, string csv)
    {
        await SendAsync(inbox, csv);
        await inbox.Button("Check").ClickAsync();
    }

    private static async Task SendAsync(Inbox inbox, string csv)
    {
        await inbox.Site.GotoAsync("#/campaigns/import");
        await inbox.Page.GetByLabel("What is in the file?").SelectOptionAsync("patient");
        await inbox.Page.Locator("input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "patients.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await inbox.Button("Read the file").ClickAsync();
    }
}
