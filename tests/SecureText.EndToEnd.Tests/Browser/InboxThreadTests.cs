using System.Diagnostics;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>What staff read: texts that come by themselves, shown as text, and where each answer stands.</summary>
[Collection(LocalSite.Collection)]
public sealed class InboxThreadTests(LocalSite site, ITestOutputHelper output)
{
    private const string Script = "<script>document.title = 'broken'</script><img src=x onerror=alert(1)>";

    [Fact]
    public async Task New_text_appears_by_itself_in_the_thread_and_in_the_list()
    {
        var (phone, conversation) = await site.NewPatientAsync("First text of a new patient");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, conversation);
        await Expect(inbox.Message("First text of a new patient")).ToBeVisibleAsync();

        var clock = Stopwatch.StartNew();
        await phone.BeginTextAsync($"Second {Script}", CancellationToken.None);
        await Expect(inbox.Message(Script)).ToBeVisibleAsync(new() { Timeout = 15_000 });
        output.WriteLine($"From the network to the page: {clock.ElapsedMilliseconds} ms");

        await Expect(inbox.Row(Script)).ToHaveAttributeAsync("aria-current", "true");
        await Expect(inbox.Page).Not.ToHaveTitleAsync("broken");
        await Expect(inbox.Page.Locator(".messages .day")).ToHaveCountAsync(1);
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Answer_says_when_it_is_delivered()
    {
        var (phone, conversation) = await site.NewPatientAsync("May I bring my dog?");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member, conversation);
        await inbox.Text.FillAsync("Yes, on a leash.");
        await inbox.Send.ClickAsync();

        await Expect(inbox.Message("Yes, on a leash.")).ToContainTextAsync("Delivered", new() { Timeout = 20_000 });
        Assert.Contains("Yes, on a leash.", await phone.FromClinicAsync(CancellationToken.None));
        await Expect(inbox.Text).ToHaveValueAsync(string.Empty);
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Stopped_patient_cannot_be_texted_and_the_page_says_why()
    {
        var (phone, conversation) = await site.NewPatientAsync("Hello there");
        await phone.TextAsync("STOP", CancellationToken.None);
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member, conversation);

        await Expect(inbox.Page.GetByText("The patient has stopped texts. Call instead")).ToBeVisibleAsync();
        await inbox.Text.FillAsync("But please come.");
        await Expect(inbox.Send).ToBeDisabledAsync();
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync("inbox-stopped");
    }

    [Fact]
    public async Task Lost_connection_is_told_and_mended_without_anybody()
    {
        var (_, conversation) = await site.NewPatientAsync("Is the lift working?");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, conversation);

        await inbox.Page.Context.SetOfflineAsync(true);
        await Expect(inbox.Page.GetByText("Connection lost, retrying")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await inbox.Site.ScreenshotAsync("inbox-offline");
        await inbox.Page.Context.SetOfflineAsync(false);

        await Expect(inbox.Page.GetByText("Connection lost, retrying")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await Expect(inbox.Message("Is the lift working?")).ToBeVisibleAsync();
    }
}
