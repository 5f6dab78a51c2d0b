using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>Whose records did this account or address touch? The page adds up what the server finds piece by piece.</summary>
[Collection(LocalSite.Collection)]
public sealed class TouchedPageTests(LocalSite site)
{
    [Fact]
    public async Task Pieces_add_up_to_one_line_for_each_record()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/touched", LogSamples.Touched(3, "next", LogSamples.Ana, LogSamples.Bo))
            .Answer("POST audit/touched", LogSamples.Touched(4, null, LogSamples.Ana));
        await AskAsync(inbox);

        await Expect(inbox.Page.GetByText("2 records")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByText("That is all. Looked through 80,000 entries")).ToBeVisibleAsync();
        await Expect(Row(inbox, "#aaaaaaaa")).ToContainTextAsync("Opened a conversation (7)");
        await Expect(Row(inbox, "#bbbbbbbb")).ToContainTextAsync("Opened a conversation (3)");
    }

    [Fact]
    public async Task Table_is_saved_with_the_question_and_no_cell_is_a_formula()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/touched", LogSamples.Touched(3, null, LogSamples.Ana, LogSamples.Bo)).Answer("POST audit/names", LogSamples.Names);
        await AskAsync(inbox);
        await inbox.Button("Show names").ClickAsync();
        await Expect(Row(inbox, "=Ana Sample")).ToBeVisibleAsync();
        await Expect(Row(inbox, "Shredded record")).ToBeVisibleAsync();

        var download = await inbox.Page.RunAndWaitForDownloadAsync(() => inbox.Button("Save as a table (CSV)").ClickAsync());

        var table = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains($"Account of,{DemoPeople.Member.Name}\r\n", table, StringComparison.Ordinal);
        Assert.Contains($"Asked by,{DemoPeople.Owner.Email.Split('@')[0]}\r\n", table, StringComparison.Ordinal);
        Assert.Contains("Complete,yes\r\n", table, StringComparison.Ordinal);
        Assert.Contains("\"'=Ana Sample\",(206) 555-0101,", table, StringComparison.Ordinal);
        Assert.DoesNotContain("555", download.SuggestedFilename, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_goes_in_the_body_only_and_a_look_that_broke_off_says_that_it_is_not_all()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/touched", LogSamples.Touched(1, "next", LogSamples.Ana)).Fail("POST audit/touched");
        await inbox.Site.GotoAsync("#/log/touched");
        await inbox.Page.GetByLabel("An internet address").CheckAsync();
        await inbox.Page.GetByLabel("Address, as in").FillAsync("203.0.113.7");
        await inbox.Button("Look").ClickAsync();

        await Expect(inbox.Page.GetByText("This list is not complete")).ToBeVisibleAsync();
        Assert.All(script.Asked, one => Assert.DoesNotContain("203.0.113.7", one.Request.Url, StringComparison.Ordinal));
        Assert.Contains(script.Asked, one => one.Request.PostData?.Contains("\"address\":\"203.0.113.7\"", StringComparison.Ordinal) is true);
        var download = await inbox.Page.RunAndWaitForDownloadAsync(() => inbox.Button("Save as a table (CSV)").ClickAsync());
        Assert.Contains("Complete,\"no, back to", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_that_cannot_be_read_make_the_report_incomplete_on_the_page_and_in_the_file()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/touched", LogSamples.Touched(2, 3, null, LogSamples.Ana));
        await AskAsync(inbox);
        await Expect(inbox.Page.GetByText("This list is not complete: what could not be read")).ToBeVisibleAsync();
        var download = await inbox.Page.RunAndWaitForDownloadAsync(() => inbox.Button("Save as a table (CSV)").ClickAsync());
        Assert.Contains("Complete,\"no, 2 lines", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        script.Instead("POST audit/touched", LogSamples.Touched(1, 0, null));
        await inbox.Button("Look").ClickAsync();
        await Expect(inbox.Page.GetByText("That does not say that none was touched")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Print_shows_the_question_and_the_table_alone()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/touched", LogSamples.Touched(3, null, LogSamples.Ana));
        await AskAsync(inbox);
        await Expect(Row(inbox, "#aaaaaaaa")).ToBeVisibleAsync();

        await inbox.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(Row(inbox, "#aaaaaaaa")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Heading, new() { Name = $"Records touched by {DemoPeople.Member.Name}" })).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        await Expect(inbox.Button("Look")).ToHaveCountAsync(0);
        await inbox.Site.ScreenshotAsync("log-touched-print");
    }

    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    public async Task Page_is_accessible_and_fits(int width, int height, ColorScheme scheme)
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, null, width, height, scheme);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/touched", LogSamples.Touched(3, null, LogSamples.Ana, LogSamples.Bo)).Answer("POST audit/names", LogSamples.Names);
        await AskAsync(inbox);
        await inbox.Button("Show names").ClickAsync();

        await inbox.LooksGoodAsync(Row(inbox, "=Ana Sample"), $"log-touched-{width}-{scheme}");
    }

    private static async Task<ScriptedServer> OnAsync(Inbox inbox) =>
        (await ScriptedServer.OnAsync(inbox.Page, "audit")).Answer("GET audit/actions", LogSamples.Actions);

    private static async Task AskAsync(Inbox inbox)
    {
        await inbox.Site.GotoAsync("#/log/touched");
        await inbox.Page.GetByRole(AriaRole.Combobox, new() { Name = "Person" }).SelectOptionAsync(new SelectOptionValue { Label = DemoPeople.Member.Name });
        await inbox.Button("Look").ClickAsync();
    }

    private static ILocator Row(Inbox inbox, string name) => inbox.Page.Locator("table.touched tbody tr", new() { HasText = name });
}
