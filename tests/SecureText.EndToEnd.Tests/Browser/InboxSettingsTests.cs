using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>What an owner keeps, and the training that stands before patients' messages.</summary>
[Collection(LocalSite.Collection)]
public sealed class InboxSettingsTests(LocalSite site)
{
    [Theory]
    [InlineData("people", "People")]
    [InlineData("clinic", "Hours and holidays")]
    [InlineData("answers", "Automatic answers")]
    [InlineData("templates", "Templates and consent")]
    [InlineData("canned", "Canned replies")]
    [InlineData("forms", "Forms")]
    [InlineData("policies", "Policies")]
    public async Task Section_is_accessible_and_fits_a_phone(string section, string title)
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        await inbox.Site.GotoAsync($"#/settings/{section}");
        await Expect(inbox.Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();
        await Expect(inbox.Page.Locator(".card").First).ToBeVisibleAsync();
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync($"inbox-settings-{section}");

        await inbox.Page.SetViewportSizeAsync(360, 740);
        Assert.True(await inbox.Site.FitsAsync(), "it scrolls sideways");
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Canned_reply_of_the_owner_reaches_a_member()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        await inbox.Site.GotoAsync("#/settings/canned");
        await inbox.Button("Add a reply").ClickAsync();
        var item = inbox.Page.GetByRole(AriaRole.Group, new() { Name = "New reply" });
        await item.GetByLabel("Words, English").FillAsync("The lift is broken, {patient}.");
        await item.GetByLabel("Words, Spanish").FillAsync("El ascensor no funciona, {patient}.");
        await item.GetByLabel("Title").FillAsync("Broken lift");
        await inbox.Button("Save").ClickAsync();
        await Expect(inbox.Page.GetByText("Saved.")).ToBeVisibleAsync();

        var (_, conversation) = await site.NewPatientAsync("I use a wheelchair");
        await using var member = await Inbox.OpenAsync(site, DemoPeople.Member, conversation);
        await member.PressAsync("c");
        await member.Page.GetByLabel("Search").FillAsync("broken");
        await Expect(member.Page.GetByRole(AriaRole.Dialog).GetByText("Broken lift")).ToBeVisibleAsync();
        await member.PressAsync("Enter");
        await Expect(member.Text).ToHaveValueAsync("The lift is broken, {patient}.");
        await member.PressAsync("Control+Enter"); // nobody has said who the patient is
        await Expect(member.Alert).ToContainTextAsync("Fill in {patient}");
    }

    [Fact]
    public async Task Automatic_answer_without_its_legal_part_is_refused_with_the_field()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        await inbox.Site.GotoAsync("#/settings/answers");
        await inbox.Page.GetByLabel("After STOP, English").FillAsync("Goodbye.");
        await inbox.Button("Save").ClickAsync();

        await Expect(inbox.Alert).ToContainTextAsync("stopped");
        await inbox.Site.ScreenshotAsync("inbox-settings-refused");
        Assert.Equal([], await inbox.Site.AxeAsync());
    }

    [Fact]
    public async Task Second_owner_s_page_does_not_overwrite_the_first_s()
    {
        await using var first = await Inbox.OpenAsync(site, DemoPeople.Owner);
        await first.Site.GotoAsync("#/settings/clinic");
        await Expect(first.Button("Add a holiday")).ToBeVisibleAsync();
        await using var second = await Inbox.OpenAsync(site, DemoPeople.Owner);
        await second.Site.GotoAsync("#/settings/clinic");
        await second.Button("Add a holiday").ClickAsync();
        await second.Page.GetByLabel("Day", new() { Exact = true }).Last.FillAsync("2030-12-25");
        await second.Page.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).Last.FillAsync("Christmas");
        await second.Page.GetByRole(AriaRole.Form, new() { Name = "Holidays" }).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(second.Page.GetByText("Saved.")).ToBeVisibleAsync();

        await first.Page.GetByLabel("Sunday", new() { Exact = true }).First.ClickAsync();
        await first.Page.GetByRole(AriaRole.Form, new() { Name = "Opening hours" }).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await first.Button("Load again").ClickAsync();
        await Expect(first.Page.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).Last).ToHaveValueAsync("Christmas");
    }

    [Fact]
    public async Task Words_that_are_not_saved_yet_outlive_the_saving_of_another_form()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        await inbox.Site.GotoAsync("#/settings/templates");
        var wording = inbox.Page.GetByLabel("Wording, English");
        await wording.FillAsync("Nobody has saved these words.");
        var save = inbox.Page.GetByRole(AriaRole.Form, new() { Name = "Templates" }).GetByRole(AriaRole.Button, new() { Name = "Save" });
        await inbox.Page.RunAndWaitForResponseAsync(
            () => save.ClickAsync(), answer => answer.Url.EndsWith("/api/settings", StringComparison.Ordinal));
        await Expect(save).ToBeEnabledAsync(); // what is stored is on the page again

        await Expect(wording).ToHaveValueAsync("Nobody has saved these words.");
    }

    [Fact]
    public async Task Newcomer_attests_before_anything_of_a_patient_is_shown()
    {
        await using var owner = await Inbox.OpenAsync(site, DemoPeople.Owner);
        await owner.Site.GotoAsync("#/settings/people");
        var form = owner.Page.GetByRole(AriaRole.Form, new() { Name = "Add a person" });
        await form.GetByLabel("Name").FillAsync("Nora Newcomer");
        await form.GetByLabel("Work e-mail").FillAsync(DemoPeople.Nobody.Email);
        await form.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        var card = owner.Page.GetByRole(AriaRole.Region, new() { Name = "Nora Newcomer" });
        await Expect(card).ToBeVisibleAsync();

        try
        {
            var page = await site.OpenAsync();
            await page.SignInAsync(DemoPeople.Nobody);
            var attest = page.Page.GetByRole(AriaRole.Button, new() { Name = "I have read this and will follow it" });
            await Expect(attest.First).ToBeVisibleAsync();
            await Expect(page.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
            Assert.Equal([], await page.AxeAsync());
            await page.ScreenshotAsync("inbox-training-due");
            for (var left = await attest.CountAsync(); left > 0; left--)
            {
                await attest.First.ClickAsync();
                await Expect(attest).ToHaveCountAsync(left - 1);
            }

            await Expect(page.Page.GetByRole(AriaRole.Navigation)).ToBeVisibleAsync();
            Assert.Empty(page.Complaints);
        }
        finally
        {
            await card.GetByRole(AriaRole.Button, new() { Name = "Remove access" }).ClickAsync();
            await card.GetByRole(AriaRole.Button, new() { Name = "Yes, remove access" }).ClickAsync();
            await Expect(card).ToContainTextAsync("Has no access");
        }
    }
}
