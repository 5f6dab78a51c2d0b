using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>Nobody at the page: a warning after nine minutes, out after ten, in every tab (S7).</summary>
[Collection(LocalSite.Collection)]
public sealed class InboxIdleTests(LocalSite site)
{
    [Fact]
    public async Task Page_left_alone_warns_and_then_signs_out_with_nothing_left()
    {
        var (_, conversation) = await site.NewPatientAsync("Where do I park?");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        await inbox.Page.Clock.InstallAsync();
        await inbox.GotoAsync(conversation);
        await inbox.Page.ReloadAsync();
        await Expect(inbox.Message("Where do I park?")).ToBeVisibleAsync();

        await inbox.Page.Clock.FastForwardAsync("09:02");
        await Expect(inbox.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Are you still there?");
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync("inbox-idle-warning");

        await inbox.Page.Clock.FastForwardAsync("01:00");
        await Expect(inbox.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("signed out after 10 minutes");

        // Signing out ends at the front door, which loads the page anew.
        await Expect(inbox.Page).ToHaveURLAsync(site.System.Site.ToString());
        await Expect(inbox.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("signed out after 10 minutes");
        await inbox.ShowsNothingOfAsync("Where do I park?");
        await inbox.Site.ScreenshotAsync("inbox-idle-out");
    }

    [Fact]
    public async Task Person_in_another_tab_keeps_both_signed_in()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        await inbox.Page.Clock.InstallAsync();
        await inbox.Page.ReloadAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Navigation)).ToBeVisibleAsync();
        var other = await inbox.Page.Context.NewPageAsync();
        await other.Clock.InstallAsync();
        await other.GotoAsync(site.System.Site.ToString());
        await Expect(other.GetByRole(AriaRole.Navigation)).ToBeVisibleAsync();

        await inbox.Page.Clock.FastForwardAsync("09:02");
        await Expect(inbox.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await other.Clock.FastForwardAsync("09:02");
        await other.Mouse.MoveAsync(40, 40);
        await other.Mouse.MoveAsync(60, 60);

        await inbox.Page.Clock.RunForAsync(1500);
        await Expect(inbox.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }
}
