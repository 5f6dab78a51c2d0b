using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>Several people at one inbox: who has what, who is there, and whose text it is.</summary>
[Collection(LocalSite.Collection)]
public sealed class InboxDeskTests(LocalSite site)
{
    [Fact]
    public async Task Conversation_is_taken_given_closed_and_reopened_by_keys()
    {
        var (_, conversation) = await site.NewPatientAsync("Nothing urgent");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager, conversation);
        await Expect(inbox.Message("Nothing urgent")).ToBeVisibleAsync();

        await inbox.PressAsync("t");
        await Expect(inbox.Page.Locator(".thread-title")).ToContainTextAsync("With you");
        await inbox.PressAsync("a");
        await inbox.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Mia Member" }).ClickAsync();
        await Expect(inbox.Page.Locator(".thread-title")).ToContainTextAsync("With Mia Member");
        await inbox.PressAsync("e");
        await Expect(inbox.Page.Locator(".thread-title")).ToContainTextAsync("Closed");
        await inbox.Button("Undo").Last.ClickAsync();
        await Expect(inbox.Page.Locator(".thread-title")).Not.ToContainTextAsync("Closed");
        await inbox.PressAsync("e");
        await Expect(inbox.Page.Locator(".thread-title")).ToContainTextAsync("Closed");
        await inbox.PressAsync("e");
        await Expect(inbox.Page.Locator(".thread-title")).Not.ToContainTextAsync("Closed");
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Member_neither_sees_nor_opens_a_colleague_s_conversation()
    {
        var (_, conversation) = await site.NewPatientAsync("Only for the manager");
        var manager = await site.StaffAsync(DemoPeople.Manager);
        await manager.AssignAsync(conversation, "me");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member);

        await inbox.Site.GotoAsync($"#/open/{conversation}");
        await Expect(inbox.Alert).ToContainTextAsync("assigned to a colleague");
        await Expect(inbox.Row("Only for the manager")).ToHaveCountAsync(0);
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync("inbox-not-yours");
    }

    [Fact]
    public async Task Two_people_at_one_conversation_see_each_other()
    {
        var (_, conversation) = await site.NewPatientAsync("Who answers me?");
        await using var marco = await Inbox.OpenAsync(site, DemoPeople.Manager, conversation);
        await using var mia = await Inbox.OpenAsync(site, DemoPeople.Member, conversation);
        await marco.Text.PressSequentiallyAsync("I am writing this");

        await Expect(mia.Page.Locator(".present")).ToContainTextAsync("Marco Manager is typing here", new() { Timeout = 15_000 });
        await Expect(marco.Page.Locator(".present")).ToContainTextAsync("Mia Member is looking at this", new() { Timeout = 15_000 });
        await mia.Site.ScreenshotAsync("inbox-presence");
    }

    [Fact]
    public async Task Shared_number_asks_whose_text_it_is_and_for_whom_a_link_is()
    {
        var (_, conversation) = await site.NewPatientAsync("When is my visit?");
        var owner = await site.StaffAsync(DemoPeople.Owner);
        await owner.NameAsync(conversation, "Ida Shared");
        await owner.NameAsync(conversation, "Otto Shared", born: null);
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member, conversation);

        await Expect(inbox.Page.GetByText("This number is shared")).ToBeVisibleAsync();
        var whose = inbox.Page.GetByRole(AriaRole.Group, new() { Name = "Whose text is this?" });
        await Expect(whose).ToHaveCountAsync(1);
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync("inbox-shared-number");
        await whose.GetByRole(AriaRole.Button, new() { Name = "Ida Shared" }).ClickAsync();
        await Expect(inbox.Button("Ida Shared’s text: change")).ToBeVisibleAsync();

        await inbox.Text.FillAsync("Your visit is on Monday.");
        await inbox.Button("Behind the link").ClickAsync();
        var dialog = inbox.Page.GetByRole(AriaRole.Dialog, new() { Name = "For whom is the link?" });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Otto Shared" }).ClickAsync();
        await Expect(inbox.Button("Enter the date of birth")).ToBeVisibleAsync();
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Patient_is_named_gets_a_link_and_loses_it_again()
    {
        var (phone, conversation) = await site.NewPatientAsync("Hello from a new phone");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member, conversation);
        await inbox.PressAsync("p");
        await inbox.Page.GetByLabel("Name").FillAsync("Nell Newcomer");
        await inbox.Page.GetByLabel("Date of birth").FillAsync("1990-05-06");
        await inbox.Button("Add").ClickAsync();
        await Expect(inbox.Title).ToHaveTextAsync("Nell Newcomer");

        await inbox.Button("Send link").ClickAsync();
        var links = inbox.Page.GetByRole(AriaRole.Region, new() { Name = "Secure links" });
        await Expect(links).ToContainTextAsync("Not opened yet");
        Assert.Contains(
            await phone.FromClinicAsync(CancellationToken.None), text => text.Contains("/p/#", StringComparison.Ordinal));
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync("inbox-patient");
        await links.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(links).ToContainTextAsync("Revoked");
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Writing_first_asks_for_consent_and_then_sends()
    {
        var phone = site.NewPhone();
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member);
        await inbox.PressAsync("w");
        await inbox.Page.GetByLabel("Mobile number").FillAsync(phone.Number);
        await inbox.Page.GetByLabel("Text", new() { Exact = true }).FillAsync("Your visit is on Monday at nine.");
        await inbox.Send.ClickAsync();

        var form = inbox.Page.GetByRole(AriaRole.Region, new() { Name = "Record consent" });
        await Expect(form).ToBeVisibleAsync();
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync("inbox-consent");
        await form.GetByLabel("The words they agreed to").FillAsync("I agree to texts about my visits.");
        await form.GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();

        await Expect(inbox.Title).ToHaveTextAsync(phone.Spoken());
        // At night a first text waits for the morning.
        await Expect(inbox.Message("Your visit is on Monday at nine.")).ToContainTextAsync(
            new Regex("Delivered|Goes .*8:00"), new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task Spoken_withdrawal_stops_all_texts_unless_some_are_chosen()
    {
        var (_, conversation) = await site.NewPatientAsync("Please stop texting me so much");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member);
        await inbox.GotoAsync(conversation);
        await inbox.PressAsync("p");
        await inbox.Button("Record consent").ClickAsync();
        await inbox.Page.GetByRole(AriaRole.Combobox, new() { Name = "The patient" }).SelectOptionAsync("withdrawn");
        var record = inbox.Button("Record: stop all texts");
        await inbox.Page.GetByLabel("Billing").CheckAsync();
        await Expect(inbox.Button("Record: stop only these texts")).ToBeVisibleAsync();
        await inbox.Page.GetByLabel("Billing").UncheckAsync();
        await record.ClickAsync();

        await Expect(inbox.Page.GetByText("Texts stopped by the patient")).ToBeVisibleAsync();
        await inbox.Button("History").ClickAsync();
        var history = inbox.Page.GetByRole(AriaRole.Region, new() { Name = "Consent" }).GetByRole(AriaRole.Listitem);
        await Expect(history.Filter(new() { HasText = "Sounded like a withdrawal" })).ToContainTextAsync("the patient (in their own words)");
        var withdrawn = history.Filter(new() { HasText = "Withdrawn" });
        await Expect(withdrawn).ToContainTextAsync("you (said to staff)");
        await Expect(withdrawn.Locator("blockquote")).ToHaveCountAsync(0); // who withdraws agrees to no words
        Assert.Empty(inbox.Site.Complaints);
    }
}
