using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>What stands before the inbox, and how one leaves it.</summary>
[Collection(LocalSite.Collection)]
public sealed class InboxEntryTests(LocalSite site)
{
    [Fact]
    public async Task Stranger_sees_the_way_in_and_nothing_else()
    {
        var page = await site.OpenAsync();
        await page.GotoAsync();

        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeFocusedAsync();
        await Expect(page.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        Assert.Equal([], await page.AxeAsync());
        await page.ScreenshotAsync("inbox-signed-out");
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("nora", true, "no-role")]
    [InlineData("fred", true, "wrong-tenant")]
    [InlineData("olivia", false, "second-factor")]
    public async Task Refused_person_reads_one_sentence_and_what_to_do(string key, bool secondFactor, string name)
    {
        var page = await site.OpenAsync(360, 740, ColorScheme.Dark);
        await page.SignInAsync(DemoPeople.All.Single(one => one.Key == key), secondFactor);

        await Expect(page.Page.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in as somebody else" })).ToBeVisibleAsync();
        await Expect(page.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        Assert.Equal([], await page.AxeAsync());
        Assert.True(await page.FitsAsync(), "it scrolls sideways");
        await page.ScreenshotAsync($"inbox-refused-{name}");
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("olivia", true, true)]
    [InlineData("marco", false, true)]
    [InlineData("mia", false, false)]
    public async Task Role_sees_its_own_part_of_the_page(string key, bool settings, bool assigns)
    {
        var (_, conversation) = await site.NewPatientAsync("Hello, are you open today?");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.All.Single(one => one.Key == key), conversation);

        await Expect(inbox.Page.GetByRole(AriaRole.Link, new() { Name = "People and settings" }))
            .ToHaveCountAsync(settings ? 1 : 0);
        await Expect(inbox.Button("Assign")).ToHaveCountAsync(assigns ? 1 : 0);
        await inbox.Site.GotoAsync("#/training");
        await Expect(inbox.Page.GetByRole(AriaRole.Heading, new() { Name = "Training" })).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Heading, new() { Name = "Who has attested" }))
            .ToHaveCountAsync(assigns ? 1 : 0);
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Signing_out_leaves_no_patient_on_the_page_nor_behind_the_back_button()
    {
        var (phone, conversation) = await site.NewPatientAsync("Please remind me of my visit");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, conversation);
        await Expect(inbox.Message("remind me")).ToBeVisibleAsync();

        await inbox.Button("Sign out").ClickAsync();

        await Expect(inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        // Signing out ends at the front door, which loads the page anew.
        await Expect(inbox.Page).ToHaveURLAsync(site.System.Site.ToString());
        await Expect(inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await inbox.ShowsNothingOfAsync("remind me");
        await inbox.Page.GoBackAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await inbox.ShowsNothingOfAsync(phone.Spoken());
    }

    [Fact]
    public async Task Ended_session_closes_the_page_within_seconds_and_says_so()
    {
        var (_, conversation) = await site.NewPatientAsync("Is parking free?");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member, conversation);
        await Expect(inbox.Message("Is parking free?")).ToBeVisibleAsync();
        await using var owner = await Inbox.OpenAsync(site, DemoPeople.Owner);
        await owner.Site.GotoAsync("#/settings/people");

        var person = owner.Page.GetByRole(AriaRole.Region, new() { Name = "Mia Member" });
        await person.GetByRole(AriaRole.Button, new() { Name = "End sessions" }).ClickAsync();

        await Expect(inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await Expect(inbox.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Sign in again");
        await inbox.ShowsNothingOfAsync("Is parking free?");
        await inbox.Site.ScreenshotAsync("inbox-session-ended");
    }
}
