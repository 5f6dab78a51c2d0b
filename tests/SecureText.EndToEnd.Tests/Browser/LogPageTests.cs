using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>Looking through the log, with the server that looks scripted.</summary>
[Collection(LocalSite.Collection)]
public sealed class LogPageTests(LocalSite site)
{
    private const string Log = "audit";

    [Fact]
    public async Task Member_neither_sees_the_log_nor_asks_for_it()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member);
        var script = await ScriptedServer.OnAsync(inbox.Page, Log);
        await Expect(inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Training" })).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Log", Exact = true })).ToHaveCountAsync(0);

        await inbox.Site.GotoAsync("#/log");

        await Expect(inbox.Page.GetByText("Managers and owners of the clinic look through the log")).ToBeVisibleAsync();
        Assert.Empty(script.Asked);
    }

    [Fact]
    public async Task Look_goes_on_by_itself_says_how_far_it_is_and_ends()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/entries", LogSamples.Entries(10, 2, "next")).Answer("POST audit/entries", LogSamples.Entries(8, 1, null));

        await inbox.Site.GotoAsync("#/log");

        await Expect(inbox.Page.GetByText("3 entries found")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByText("That is all. Looked through 12,400 entries, back to Mar 3, 2026")).ToBeVisibleAsync();
        var asked = Bodies(script, "POST audit/entries");
        Assert.Equal(2, asked.Count);
        Assert.DoesNotContain("cursor", asked[0], StringComparison.Ordinal);
        Assert.Contains("\"cursor\":\"next\"", asked[1], StringComparison.Ordinal);
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Look_that_failed_goes_on_where_it_was()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/entries", LogSamples.Entries(10, 2, "next")).Fail("POST audit/entries")
            .Answer("POST audit/entries", LogSamples.Entries(8, 1, null));
        await inbox.Site.GotoAsync("#/log");
        await Expect(inbox.Alert).ToContainTextAsync("did not reach the server");

        await inbox.Button("Try again from there").ClickAsync();

        await Expect(inbox.Page.GetByText("3 entries found")).ToBeVisibleAsync();
        Assert.Contains("\"cursor\":\"next\"", Bodies(script, "POST audit/entries")[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_stops_when_told_to_and_goes_on()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/entries", LogSamples.Entries(8, 0, "next"));
        await inbox.Site.GotoAsync("#/log");

        await inbox.Button("Stop").ClickAsync();

        await Expect(inbox.Button("Go on looking")).ToBeVisibleAsync();
        await Expect(inbox.Button("Stop")).ToHaveCountAsync(0);
        script.Instead("POST audit/entries", LogSamples.Entries(8, 1, null));
        await inbox.Button("Go on looking").ClickAsync();
        await Expect(inbox.Page.GetByText("1 entry found")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByText("That is all.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Long_answer_waits_for_the_reader_after_two_hundred()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/entries", LogSamples.Entries(1000, 200, "next")).Answer("POST audit/entries", LogSamples.Entries(500, 1, null));
        await inbox.Site.GotoAsync("#/log");
        await Expect(inbox.Page.GetByText("200 entries found")).ToBeVisibleAsync();
        Assert.Single(Bodies(script, "POST audit/entries"));

        await inbox.Button("Show older entries").ClickAsync();

        await Expect(inbox.Page.GetByText("201 entries found")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Names_are_opened_only_when_asked_for_and_the_page_says_that_this_is_logged()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/entries", LogSamples.Entries(8, 3, null)).Answer("POST audit/names", LogSamples.Names);
        await inbox.Site.GotoAsync("#/log");
        await Expect(inbox.Page.GetByText("#aaaaaaaa").First).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByText("Opening the patients’ names is itself written to the log.")).ToBeVisibleAsync();
        Assert.Empty(Bodies(script, "POST audit/names"));

        await inbox.Button("Show names").ClickAsync();

        await Expect(inbox.Page.GetByText("=Ana Sample").First).ToBeVisibleAsync();
        Assert.Single(Bodies(script, "POST audit/names"));
        await inbox.Button("Hide names").ClickAsync();
        await inbox.ShowsNothingOfAsync("Ana Sample");
    }

    [Fact]
    public async Task Names_shown_for_one_question_are_hidden_at_the_next_and_opened_for_nobody_else()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/entries", LogSamples.Entries(8, 3, null)).Answer("POST audit/names", LogSamples.Names);
        await inbox.Site.GotoAsync("#/log");
        await inbox.Button("Show names").ClickAsync();
        await Expect(inbox.Page.GetByText("=Ana Sample").First).ToBeVisibleAsync();
        script.Instead("POST audit/entries", LogSamples.Entries(8, 2, null, "access.refused", LogSamples.Bo));

        await inbox.Button("30 days").ClickAsync();
        await inbox.Button("Look").ClickAsync();

        await Expect(inbox.Page.GetByText("2 entries found")).ToBeVisibleAsync();
        await Expect(inbox.Button("Show names")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByText("#bbbbbbbb").First).ToBeVisibleAsync();
        Assert.Single(Bodies(script, "POST audit/names"));
    }

    [Theory]
    [InlineData($"entries/{LogSamples.Ana}", true)]
    [InlineData("emergency/e1", true)]
    [InlineData("", false)]
    public async Task Look_at_one_patient_or_one_emergency_says_which_days_it_is_of(string section, bool says)
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/entries", LogSamples.Entries(8, 2, null));

        await inbox.Site.GotoAsync($"#/log/{section}");

        await Expect(inbox.Page.GetByText("2 entries found")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByText("Only the days from")).ToHaveCountAsync(says ? 1 : 0);
    }

    [Fact]
    public async Task Filter_sends_what_was_chosen_and_the_number_never_in_an_address()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/entries", LogSamples.Entries(8, 0, null)).Answer("POST audit/find", new { conversation = LogSamples.Bo });
        await inbox.Site.GotoAsync("#/log");
        await Expect(inbox.Page.GetByText("Nothing in these days fits.")).ToBeVisibleAsync();

        await inbox.Page.GetByLabel("Patient’s number").FillAsync("(206) 555-0102");
        await inbox.Page.GetByRole(AriaRole.Combobox, new() { Name = "Who" }).SelectOptionAsync(new SelectOptionValue { Label = DemoPeople.Member.Name });
        await inbox.Page.GetByRole(AriaRole.Combobox, new() { Name = "What" }).SelectOptionAsync("message.write");
        await inbox.Page.GetByLabel("Only what was done under an emergency access").CheckAsync();
        await inbox.Button("90 days").ClickAsync();
        await Expect(inbox.Button("90 days")).ToHaveAttributeAsync("aria-pressed", "true");
        script.Instead("POST audit/entries", LogSamples.Entries(8, 2, null));
        await inbox.Button("Look").ClickAsync();

        await Expect(inbox.Page.GetByText("2 entries found")).ToBeVisibleAsync();
        var look = Bodies(script, "POST audit/entries")[^1];
        Assert.Contains($"\"conversation\":\"{LogSamples.Bo}\"", look, StringComparison.Ordinal);
        Assert.Contains("\"action\":\"message.write\"", look, StringComparison.Ordinal);
        Assert.Contains("\"emergency\":", look, StringComparison.Ordinal);
        Assert.Contains("\"actor\":\"", look, StringComparison.Ordinal);
        Assert.DoesNotContain(script.Asked, one => one.Request.Url.Contains("555", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entry_opens_by_keyboard_and_gives_its_proof_or_says_when_there_is_one()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/entries", LogSamples.Entries(8, 1, null, "access.refused"))
            .Refuse("GET audit/log/proof", 404, "not-in-the-log-yet", "This entry is not sealed yet. Come again in two minutes.")
            .Answer("GET audit/log/proof", "c2sp.org/tlog-proof@v1\nindex 7\n");
        await inbox.Site.GotoAsync("#/log");
        var line = inbox.Page.Locator(".entries summary");
        await line.FocusAsync();
        await inbox.PressAsync("Enter");
        await Expect(inbox.Page.GetByText("w7f3k2 8")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByText("not-yours")).ToBeVisibleAsync();

        await inbox.Button("Download proof").ClickAsync();
        await Expect(inbox.Alert).ToContainTextAsync("not sealed yet");
        var download = await inbox.Page.RunAndWaitForDownloadAsync(() => inbox.Button("Download proof").ClickAsync());

        Assert.Equal("proof-w7f3k2-8.txt", download.SuggestedFilename);
        Assert.StartsWith("c2sp.org/tlog-proof", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.Contains(script.Asked, one => one.Request.Url.EndsWith("proof?writer=w7f3k2&seq=8", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(1280, 900, ColorScheme.Dark)]
    [InlineData(360, 740, ColorScheme.Light)]
    public async Task Log_is_accessible_and_fits(int width, int height, ColorScheme scheme)
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, null, width, height, scheme);
        var script = await OnAsync(inbox);
        script.Answer("POST audit/entries", LogSamples.Entries(8, 12, null)).Answer("POST audit/names", LogSamples.Names);

        await inbox.Site.GotoAsync("#/log");
        await inbox.Button("Show names").ClickAsync();
        await inbox.Page.Locator(".entries summary").First.ClickAsync();

        await inbox.LooksGoodAsync(inbox.Button("Download proof"), $"log-entries-{width}-{scheme}");
    }

    private static async Task<ScriptedServer> OnAsync(Inbox inbox) =>
        (await ScriptedServer.OnAsync(inbox.Page, Log)).Answer("GET audit/actions", LogSamples.Actions);

    private static List<string> Bodies(ScriptedServer script, string what) =>
        [.. script.Asked.Where(one => one.What == what).Select(one => one.Request.PostData!)];
}
