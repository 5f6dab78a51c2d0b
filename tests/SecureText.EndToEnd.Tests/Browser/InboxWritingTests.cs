using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>What staff write: by keyboard alone, once, and with the gate's remark.</summary>
[Collection(LocalSite.Collection)]
public sealed class InboxWritingTests(LocalSite site)
{
    [Fact]
    public async Task Keyboard_alone_reads_and_answers()
    {
        var (phone, _) = await site.NewPatientAsync("Can I come on Thursday?");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member);
        await Expect(inbox.Row("Can I come on Thursday?")).ToBeVisibleAsync();

        await inbox.PressAsync("j", "Enter");
        await Expect(inbox.Message("Can I come on Thursday?")).ToBeVisibleAsync();
        await inbox.PressAsync("r");
        await inbox.Page.Keyboard.TypeAsync("jk: yes, on Thursday at nine."); // also keys: typing is no command
        await Expect(inbox.Text).ToHaveValueAsync("jk: yes, on Thursday at nine.");
        await inbox.PressAsync("Control+Enter");

        await Expect(inbox.Message("on Thursday at nine.")).ToContainTextAsync("Delivered", new() { Timeout = 20_000 });
        Assert.Single(await phone.FromClinicAsync(CancellationToken.None), text => text == "jk: yes, on Thursday at nine.");
        await inbox.PressAsync("Escape", "u");
        await Expect(inbox.Title).ToHaveCountAsync(0);
        await inbox.PressAsync("?");
        await Expect(inbox.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeVisibleAsync();
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync("inbox-keys");
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Lost_answer_and_a_second_click_send_once()
    {
        var (phone, conversation) = await site.NewPatientAsync("What time do you close?");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager, conversation);
        var lost = 0;
        await inbox.Page.RouteAsync("**/api/conversations/*/messages", async route =>
        {
            if (route.Request.Method == "POST" && lost++ < 2)
            {
                await route.FetchAsync(); // the server has it, the page never hears so
                await route.AbortAsync();
                return;
            }

            await route.ContinueAsync();
        });

        await inbox.Text.FillAsync("We close at five.");
        await inbox.Send.DblClickAsync();

        await Expect(inbox.Page.GetByText("It will not go twice")).ToBeVisibleAsync();
        await inbox.Site.ScreenshotAsync("inbox-retrying");
        await Expect(inbox.Message("We close at five.")).ToContainTextAsync("Delivered", new() { Timeout = 20_000 });
        await Expect(inbox.Message("We close at five.")).ToHaveCountAsync(1);
        Assert.Single(await phone.FromClinicAsync(CancellationToken.None), text => text == "We close at five.");
    }

    [Fact]
    public async Task Gate_remarks_while_typing_and_the_words_go_behind_the_link()
    {
        var (phone, conversation) = await site.NewPatientAsync("Any news for me?");
        var owner = await site.StaffAsync(DemoPeople.Owner);
        await owner.NameAsync(conversation, "Gale Gateway");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, conversation);

        await inbox.PressAsync("r");
        await inbox.Page.Keyboard.TypeAsync("Your anemia is better.");
        await Expect(inbox.Page.Locator(".remark")).ToContainTextAsync("anemia");
        await Expect(inbox.Page.Locator(".meter")).ToContainTextAsync("1 text");
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync("inbox-gate");
        await inbox.PressAsync("Control+Enter"); // does not go; leads to the way out
        Assert.Equal("Send behind the link instead", await inbox.FocusedAsync());
        await inbox.PressAsync("Enter");

        await Expect(inbox.Message("Your anemia is better.")).ToContainTextAsync("Waits behind the link", new() { Timeout = 15_000 });
        Assert.DoesNotContain(
            await phone.FromClinicAsync(CancellationToken.None), text => text.Contains("anemia", StringComparison.Ordinal));
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Scheduled_text_is_undone_and_its_words_come_back()
    {
        var (_, conversation) = await site.NewPatientAsync("See you next week");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member, conversation);
        await inbox.Text.FillAsync("We look forward to it.");
        await inbox.PressAsync("Escape", "s");
        await Expect(inbox.Page.GetByRole(AriaRole.Dialog, new() { Name = "Send later" })).ToBeVisibleAsync();
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.PressAsync("Enter");

        await Expect(inbox.Message("We look forward to it.")).ToContainTextAsync("Goes");
        await inbox.Site.ScreenshotAsync("inbox-scheduled");
        await inbox.Button("Undo").ClickAsync();
        await Expect(inbox.Text).ToHaveValueAsync("We look forward to it.");
        await Expect(inbox.Message("We look forward to it.").Filter(new() { HasText = "Goes" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Canned_reply_comes_with_its_fields_filled()
    {
        var (_, conversation) = await site.NewPatientAsync("Hi");
        var owner = await site.StaffAsync(DemoPeople.Owner);
        await owner.NameAsync(conversation, "Canny Reply", language: "es");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member, conversation);

        await inbox.PressAsync("c");
        await Expect(inbox.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Gracias, Canny.");
        await inbox.Site.ScreenshotAsync("inbox-canned");
        await inbox.PressAsync("Enter");

        await Expect(inbox.Text).ToBeFocusedAsync();
        Assert.Matches("Canny\\..*Mia Member, Harbor Clinic", await inbox.Text.InputValueAsync());
    }

    [Fact]
    public async Task Draft_stays_with_its_conversation_and_out_of_the_browser_s_storage()
    {
        var (_, first) = await site.NewPatientAsync("First of two");
        var (_, second) = await site.NewPatientAsync("Second of two");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member, first);
        await inbox.Text.FillAsync("An unfinished thought");

        await inbox.GotoAsync(second);
        await Expect(inbox.Message("Second of two")).ToBeVisibleAsync();
        await Expect(inbox.Text).ToHaveValueAsync(string.Empty);
        await inbox.GotoAsync(first);
        await Expect(inbox.Text).ToHaveValueAsync("An unfinished thought");
        Assert.Equal(0, await inbox.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
    }

    [Fact]
    public async Task Note_names_a_colleague_who_finds_it_and_the_patient_never_gets_it()
    {
        var (phone, conversation) = await site.NewPatientAsync("My card has changed");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, conversation);
        await inbox.PressAsync("n");
        await inbox.Page.Keyboard.TypeAsync("Please ask for the card @mia");
        await Expect(inbox.Page.GetByRole(AriaRole.Option, new() { Name = "Mia Member" })).ToBeVisibleAsync();
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.PressAsync("Enter", "Control+Enter");
        await Expect(inbox.Message("Please ask for the card")).ToContainTextAsync("only staff see this");
        await inbox.Site.ScreenshotAsync("inbox-note");

        await using var colleague = await Inbox.OpenAsync(site, DemoPeople.Member);
        await colleague.PressAsync("6");
        await colleague.Row("mentioned you in a note").First.ClickAsync();
        await Expect(colleague.Message("Please ask for the card")).ToContainTextAsync("For you");
        Assert.DoesNotContain(
            await phone.FromClinicAsync(CancellationToken.None), text => text.Contains("ask for the card", StringComparison.Ordinal));
    }
}
