using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>The pages of campaigns on a desk and on a phone, light and dark: accessible, within their screen, and photographed.</summary>
[Collection(LocalSite.Collection)]
public sealed class CampaignLookTests(LocalSite site)
{
    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(1280, 900, ColorScheme.Dark)]
    [InlineData(360, 740, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    public async Task Campaigns_are_accessible_and_fit(int width, int height, ColorScheme scheme)
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, null, width, height, scheme);
        var script = await ScriptedServer.OnAsync(inbox.Page, ScriptedServer.Campaigns);
        script.Answer("GET campaigns", new { items = new[] { CampaignSamples.Line } })
            .Answer("GET playbooks", CampaignSamples.Playbooks)
            .Answer("POST campaigns/preview", CampaignSamples.Preview(1, null))
            .Answer("GET campaigns/c1", CampaignSamples.Campaign(finished: false))
            .Answer("GET campaigns/c1/people", CampaignSamples.People)
            .Answer("GET figures", CampaignSamples.Report);

        await LookAsync(inbox, "campaigns", inbox.Page.GetByText("1,512 waiting"), "list");
        await LookAsync(inbox, "campaigns/start", inbox.Page.GetByLabel("Appointment reminder"), "choose");
        await inbox.Page.GetByLabel("Appointment reminder").CheckAsync();
        await inbox.Button("Show what will go").ClickAsync();
        await SeeAsync(inbox, inbox.Page.GetByText("4 texts to 2 people"), "preview");
        await LookAsync(inbox, "campaigns/watch/c1", inbox.Page.GetByRole(AriaRole.Progressbar), "watch");
        await inbox.Button("Show the people").ClickAsync();
        await SeeAsync(inbox, inbox.Page.GetByText("Lou Longname"), "people");
        await LookAsync(inbox, "campaigns/playbooks/reminder", inbox.Page.GetByText("3 days before the visit"), "playbook");
        await inbox.Button("Change the words").ClickAsync();
        await SeeAsync(inbox, inbox.Page.GetByLabel("SMS, English"), "words");
        await LookAsync(inbox, "campaigns/figures", inbox.Page.GetByRole(AriaRole.Heading, new() { Name = "By campaign" }), "figures");
        Assert.Empty(inbox.Site.Complaints);

        async Task LookAsync(Inbox page, string path, ILocator ready, string name)
        {
            await page.Site.GotoAsync($"#/{path}");
            await SeeAsync(page, ready, name);
        }

        Task SeeAsync(Inbox page, ILocator ready, string name) => CheckAsync(page, ready, $"campaign-{name}-{width}-{scheme}");
    }

    [Theory]
    [InlineData(1280, 900, ColorScheme.Dark)]
    [InlineData(360, 740, ColorScheme.Light)]
    public async Task Import_and_webhooks_are_accessible_and_fit(int width, int height, ColorScheme scheme)
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, null, width, height, scheme);
        var script = await ScriptedServer.OnAsync(inbox.Page, ScriptedServer.Campaigns);
        script.Answer("GET imports", new { items = Array.Empty<object>() })
            .Answer("POST imports", CampaignSamples.Uploaded, 201)
            .Answer("POST imports/i1/check", CampaignSamples.Checked)
            .Answer("POST imports/i1/start", new { id = "i1" }, 202)
            .Answer("GET imports/i1", CampaignSamples.Import("done", 152))
            .Answer("GET webhooks", new { url = "https://clinic.example/api/hooks", secrets = new[] { new { id = "s1", createdAt = "2026-11-01T12:00:00Z" } } })
            .Answer("POST webhooks/secrets", new { id = "s2", secret = "a-secret-that-is-shown-once-0123456789" }, 201);
        var suffix = $"{width}-{scheme}";

        await inbox.Site.GotoAsync("#/campaigns/import");
        var file = inbox.Page.Locator("input[type=file]");
        await CheckAsync(inbox, file, $"import-file-{suffix}");
        await file.SetInputFilesAsync(new FilePayload { Name = "visits.csv", MimeType = "text/csv", Buffer = "Appt\nA1\n"u8.ToArray() });
        await inbox.Button("Read the file").ClickAsync();
        await CheckAsync(inbox, inbox.Page.GetByText("Which column is what"), $"import-columns-{suffix}");
        await inbox.Button("Check").ClickAsync();
        await CheckAsync(inbox, inbox.Page.GetByText("150 rows can be imported, 2 cannot"), $"import-check-{suffix}");
        await Expect(inbox.Page.GetByText("3 people want no texts")).ToBeVisibleAsync();
        await inbox.Button("Import 150 rows").ClickAsync();
        await CheckAsync(inbox, inbox.Page.GetByRole(AriaRole.Dialog), $"import-stops-{suffix}");
        Assert.DoesNotContain(script.Asked, one => one.What == "POST imports/i1/start");
        await inbox.Button("Import and stop them").ClickAsync();
        await CheckAsync(inbox, inbox.Page.GetByText("150 rows imported"), $"import-done-{suffix}");
        await inbox.Site.GotoAsync("#/settings/webhooks");
        await inbox.Button("Make a new secret").ClickAsync();
        await CheckAsync(inbox, inbox.Page.GetByText("a-secret-that-is-shown-once"), $"webhooks-{suffix}");
        Assert.Empty(inbox.Site.Complaints);
    }

    private static async Task CheckAsync(Inbox inbox, ILocator ready, string name)
    {
        await Expect(ready.First).ToBeVisibleAsync();
        Assert.Equal([], await inbox.Site.AxeAsync());
        Assert.True(await inbox.Site.FitsAsync(), $"{name} scrolls sideways");
        await inbox.Site.ScreenshotAsync(name.ToLowerInvariant());
    }
}
