using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>Answers that are lost, late or a refusal: somebody hears of them, and nothing that was written goes with them.</summary>
[Collection(LocalSite.Collection)]
public sealed class InboxTroubleTests(LocalSite site)
{
    [Fact]
    public async Task Refusal_that_comes_after_somebody_went_on_is_told_and_waits_with_the_words()
    {
        var (_, first) = await site.NewPatientAsync("May I bring my mother?");
        var (_, second) = await site.NewPatientAsync("May I bring my father?");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member, first);
        var answer = new TaskCompletionSource();
        await inbox.Page.RouteAsync($"**/api/conversations/{first}/messages", async route =>
        {
            if (route.Request.Method == "POST")
            {
                await answer.Task;
                await route.FulfillAsync(new()
                {
                    Status = 422,
                    ContentType = "application/problem+json",
                    Body = """{"type":"urn:securetext:consent-missing","title":"Nobody has agreed to this.","status":422}""",
                });
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        await inbox.Text.FillAsync("Yes, do.");
        await inbox.Send.ClickAsync();
        await inbox.GotoAsync(second);
        await Expect(inbox.Message("my father?")).ToBeVisibleAsync();
        answer.SetResult();

        await Expect(inbox.Page.GetByText("was not sent, and waits there. Nobody has agreed to this.")).ToBeVisibleAsync();
        await inbox.GotoAsync(first);
        await Expect(inbox.Text).ToHaveValueAsync("Yes, do.");
        await Expect(inbox.Alert).ToHaveTextAsync("Nobody has agreed to this.");
        await inbox.Button("Note").ClickAsync();
        await Expect(inbox.Note).ToBeVisibleAsync();
        await Expect(inbox.Alert).ToHaveCountAsync(0); // it is about the text
    }

    [Fact]
    public async Task List_and_names_that_could_not_be_read_are_asked_for_again()
    {
        var (_, conversation) = await site.NewPatientAsync("Who has me?");
        var manager = await site.StaffAsync(DemoPeople.Manager);
        await manager.AssignAsync(conversation, "me");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var (lists, names) = (3, 1);
        await inbox.Page.RouteAsync("**/api/conversations?view=*", route => Interlocked.Decrement(ref lists) < 0 ? route.ContinueAsync() : route.AbortAsync());
        await inbox.Page.RouteAsync("**/api/staff", route => Interlocked.Decrement(ref names) < 0 ? route.ContinueAsync() : route.AbortAsync());

        await inbox.Page.ReloadAsync();

        await Expect(inbox.Alert).ToContainTextAsync("The list could not be loaded.");
        await Expect(inbox.Row("Who has me?")).ToContainTextAsync("With Marco Manager");
        await Expect(inbox.Alert).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Patient_who_was_added_cannot_be_added_again_while_the_list_does_not_come()
    {
        var (_, conversation) = await site.NewPatientAsync("It is me");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member, conversation);
        await inbox.PressAsync("p");
        await inbox.Page.GetByLabel("Name").FillAsync("Ona Onlyonce");
        var lost = 1;
        await inbox.Page.RouteAsync($"**/api/conversations/{conversation}/patients", route =>
            route.Request.Method == "GET" && Interlocked.Decrement(ref lost) >= 0 ? route.AbortAsync() : route.ContinueAsync());
        await inbox.Button("Add").ClickAsync();

        await Expect(inbox.Alert).ToContainTextAsync("The patients could not be loaded.");
        await Expect(inbox.Button("Add")).ToHaveCountAsync(0);
        await inbox.Button("Try again").ClickAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Region, new() { Name = "Ona Onlyonce" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Text_to_a_number_is_there_again_for_whoever_looked_something_up()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member);
        await inbox.PressAsync("w");
        await inbox.Page.GetByLabel("Mobile number").FillAsync("206 555 0199");
        await inbox.Page.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true }).FillAsync("A long thought");
        await inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Unanswered" }).ClickAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Heading, new() { Name = "Unanswered" })).ToBeVisibleAsync();

        await inbox.PressAsync("w");
        await Expect(inbox.Page.GetByLabel("Mobile number")).ToHaveValueAsync("206 555 0199");
        await Expect(inbox.Page.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true })).ToHaveValueAsync("A long thought");
        await inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();
        await inbox.PressAsync("w");
        await Expect(inbox.Page.GetByLabel("Mobile number")).ToHaveValueAsync(string.Empty);
    }

    [Fact]
    public async Task Slip_of_the_pointer_takes_no_written_reason()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member);
        await inbox.Button("Emergency access …").ClickAsync();
        await inbox.Page.GetByLabel("Why now?").FillAsync("Patient on the phone");
        await inbox.Page.Mouse.ClickAsync(5, 5);
        await Expect(inbox.Page.GetByLabel("Why now?")).ToHaveValueAsync("Patient on the phone");
    }

    [Fact]
    public async Task Menu_keeps_the_focus_of_whoever_goes_by_keyboard()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member);
        var link = inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Training" });
        await link.FocusAsync();
        await inbox.PressAsync("Enter");
        await Expect(inbox.Page.GetByRole(AriaRole.Heading, new() { Name = "Training" })).ToBeVisibleAsync();
        await Expect(link).ToBeFocusedAsync();
    }
}
