using System.IO.Compression;
using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>The record of a number as a whole: beside its conversation through the real server, and past its time, scripted.</summary>
[Collection(LocalSite.Collection)]
public sealed class RecordPageTests(LocalSite site)
{
    [Fact]
    public async Task Owner_puts_a_record_on_hold_and_releases_it_and_cannot_shred_what_must_be_kept()
    {
        var (_, conversation) = await site.NewPatientAsync("Please keep my record.");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, conversation);
        var record = await OpenRecordAsync(inbox);
        await Expect(record).ToContainTextAsync("Keep until");

        await inbox.Button("Put on hold …").ClickAsync();
        await inbox.Page.GetByLabel("Reason").FillAsync("Lawsuit 26-0101");
        await inbox.Button("Put on hold").ClickAsync();
        await Expect(record).ToContainTextAsync("Lawsuit 26-0101");
        await inbox.Button("Shred …").ClickAsync();
        var dialog = inbox.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("It is on hold");
        await Expect(dialog).ToContainTextAsync("It must be kept until");
        await Expect(dialog.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
        await inbox.PressAsync("Escape");
        await inbox.Button("Release the hold …").ClickAsync();
        await inbox.Page.GetByLabel("Reason").FillAsync("Settled");
        await inbox.Button("Release it").ClickAsync();

        await Expect(inbox.Button("Put on hold …")).ToBeVisibleAsync();
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync("record-side");
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Member_sees_no_record_and_a_manager_may_download_but_not_hold_it()
    {
        var (_, conversation) = await site.NewPatientAsync("Who may see this?");
        await using var member = await Inbox.OpenAsync(site, DemoPeople.Member, conversation);
        await member.Button("Patient").ClickAsync();
        await Expect(member.Page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("Consent to texts");
        await Expect(member.Page.Locator(".record-fold")).ToHaveCountAsync(0);

        await using var manager = await Inbox.OpenAsync(site, DemoPeople.Manager, conversation);
        await OpenRecordAsync(manager);
        await Expect(manager.Button("Download the record")).ToBeVisibleAsync();
        await Expect(manager.Button("Put on hold …")).ToHaveCountAsync(0);
        await Expect(manager.Button("Shred …")).ToHaveCountAsync(0);
        var download = await manager.Page.RunAndWaitForDownloadAsync(() => manager.Button("Download the record").ClickAsync());
        await using (var zip = await ZipFile.OpenReadAsync(await download.PathAsync()))
            Assert.NotNull(zip.GetEntry("record.html"));
        await Expect(manager.Page.GetByText($"by {DemoPeople.Manager.Name}")).ToBeVisibleAsync();
        await manager.Page.GetByRole(AriaRole.Link, new() { Name = "Who looked" }).ClickAsync();
        await Expect(manager.Page.GetByText($"One patient only: #{conversation[..8]}")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Record_past_its_time_is_shredded_with_the_last_digits_and_kept_after_all()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var script = await OnAsync(inbox);
        script.Refuse($"POST conversations/{LogSamples.Ana}/shred", 422, "wrong-number", "These are not the last four digits of the number.")
            .Answer($"POST conversations/{LogSamples.Ana}/shred", new { at = "2026-11-29T18:00:00Z", patients = 1 }, 202)
            .Answer($"POST conversations/{LogSamples.Ana}/shred/cancel", null, 204);
        await inbox.Site.GotoAsync("#/archive");
        await inbox.Page.GetByText("Lou Longname").ClickAsync();
        await inbox.Button("Shred …").ClickAsync();
        await inbox.Page.GetByLabel("Last four digits").FillAsync("0000");
        await inbox.Button("Destroy in seven days").ClickAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToContainTextAsync("not the last four");

        script.Instead($"GET conversations/{LogSamples.Ana}/record", RecordSamples.Record(shredding: true));
        await inbox.Page.GetByLabel("Last four digits").FillAsync("0101");
        await inbox.Button("Destroy in seven days").ClickAsync();
        await Expect(inbox.Page.GetByText("destroyed on Nov 29, 2026").First).ToBeVisibleAsync();
        await Expect(inbox.Button("Shred …")).ToHaveCountAsync(0);
        script.Instead($"GET conversations/{LogSamples.Ana}/record", RecordSamples.Record(shredding: false));
        await inbox.Button("Keep it after all").ClickAsync();

        await Expect(inbox.Page.GetByText("The record stays.")).ToBeVisibleAsync();
        await Expect(inbox.Button("Shred …")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Record_is_downloaded_and_a_refusal_is_told()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var script = await OnAsync(inbox);
        script.Refuse($"GET conversations/{LogSamples.Ana}/export", 503, "journal-unavailable", "The log cannot be written, so nothing is shown.")
            .Answer($"GET conversations/{LogSamples.Ana}/export", "PK made up");
        await inbox.Site.GotoAsync("#/archive");
        await inbox.Page.GetByText("Lou Longname").ClickAsync();
        await inbox.Button("Download the record").ClickAsync();
        await Expect(inbox.Alert).ToContainTextAsync("nothing is shown");

        var download = await inbox.Page.RunAndWaitForDownloadAsync(() => inbox.Button("Download the record").ClickAsync());

        Assert.Equal("record-aaaaaaaa.zip", download.SuggestedFilename);
        await Expect(inbox.Page.GetByText("Keep the file safe")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Copy_of_a_shared_number_is_downloaded_only_after_a_warning_that_names_who_shares_it()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var script = await OnAsync(inbox);
        script.Instead($"GET conversations/{LogSamples.Ana}/patients", RecordSamples.People("Lou Longname", "Mia Longname"))
            .Answer($"GET conversations/{LogSamples.Ana}/export", "PK made up");
        await inbox.Site.GotoAsync("#/archive");
        await inbox.Page.GetByText("Lou Longname").ClickAsync();

        await inbox.Button("Download the record").ClickAsync();
        var dialog = inbox.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("2 people share this number");
        await Expect(dialog).ToContainTextAsync("(206) 555-0101");
        await Expect(dialog.GetByRole(AriaRole.Listitem)).ToContainTextAsync(["Lou Longname", "Mia Longname"]);
        Assert.DoesNotContain(script.Asked, one => one.What.EndsWith("/export", StringComparison.Ordinal));
        Assert.Equal([], await inbox.Site.AxeAsync());

        var download = await inbox.Page.RunAndWaitForDownloadAsync(() => inbox.Button("Download all the same").ClickAsync());
        Assert.Equal("record-aaaaaaaa.zip", download.SuggestedFilename);
    }

    [Fact]
    public async Task Order_names_the_number_and_the_people_and_changes_its_own_line_only()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var script = await OnAsync(inbox);
        script.Instead("GET archive/due", RecordSamples.DuePage(first: true))
            .Instead($"GET conversations/{LogSamples.Ana}/patients", RecordSamples.People("Lou Longname", "Mia Longname"))
            .Answer($"POST conversations/{LogSamples.Ana}/shred", new { at = "2026-11-29T18:00:00Z", patients = 2 }, 202);
        await inbox.Site.GotoAsync("#/archive");
        await Expect(inbox.Button("Show more")).ToBeVisibleAsync();
        script.Instead("GET archive/due", RecordSamples.DuePage(first: false));
        await inbox.Button("Show more").ClickAsync();
        await inbox.Page.GetByText("Lou Longname").ClickAsync();
        await inbox.Button("Shred …").ClickAsync();
        var dialog = inbox.Page.GetByRole(AriaRole.Dialog, new() { Name = "Destroy the record of (206) 555-0101?" });
        await Expect(dialog).ToContainTextAsync("2 people share this number");
        await Expect(dialog).ToContainTextAsync("Mia Longname");

        script.Instead($"GET conversations/{LogSamples.Ana}/record", RecordSamples.Record(shredding: true));
        await inbox.Page.GetByLabel("Last four digits").FillAsync("0101");
        await inbox.Button("Destroy in seven days").ClickAsync();

        await Expect(inbox.Page.Locator("details.due", new() { HasText = "Lou Longname" }).Locator("summary")).ToContainTextAsync("Will be destroyed");
        await Expect(inbox.Button("Keep it after all")).ToBeVisibleAsync();
        await Expect(inbox.Page.Locator("details.due")).ToHaveCountAsync(2);
        Assert.Equal(2, script.Asked.Count(one => one.What == "GET archive/due"));
    }

    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    public async Task Archive_is_accessible_and_fits(int width, int height, ColorScheme scheme)
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, null, width, height, scheme);
        await OnAsync(inbox);

        await inbox.Site.GotoAsync("#/archive");
        await inbox.Page.GetByText("Lou Longname").ClickAsync();
        await inbox.LooksGoodAsync(inbox.Button("Shred …"), $"archive-{width}-{scheme}");
        await inbox.Button("Shred …").ClickAsync();
        await inbox.LooksGoodAsync(inbox.Page.GetByLabel("Last four digits"), $"archive-shred-{width}-{scheme}");
    }

    private static async Task<ILocator> OpenRecordAsync(Inbox inbox)
    {
        await inbox.Button("Patient").ClickAsync();
        await inbox.Page.GetByText("Record: who looked").ClickAsync();
        return inbox.Page.GetByRole(AriaRole.Region, new() { Name = "Record", Exact = true });
    }

    private static async Task<ScriptedServer> OnAsync(Inbox inbox) =>
        (await ScriptedServer.OnAsync(inbox.Page, $"archive|conversations/{LogSamples.Ana}"))
            .Answer("GET archive/due", RecordSamples.Due)
            .Answer($"GET conversations/{LogSamples.Ana}/patients", RecordSamples.People("Lou Longname"))
            .Answer($"GET conversations/{LogSamples.Ana}/record", RecordSamples.Record(shredding: false));
}
