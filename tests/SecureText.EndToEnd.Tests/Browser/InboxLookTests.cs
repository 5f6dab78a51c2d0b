using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>The inbox on a desk and on a phone, light and dark: accessible, within its screen, and photographed.</summary>
[Collection(LocalSite.Collection)]
public sealed class InboxLookTests(LocalSite site)
{
    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(1024, 700, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    public async Task List_thread_and_patient_are_accessible_and_fit(int width, int height, ColorScheme scheme)
    {
        var (_, conversation) = await site.NewPatientAsync("Can I move my visit to Thursday? Mornings are best for me.");
        var owner = await site.StaffAsync(DemoPeople.Owner);
        await owner.NameAsync(conversation, "Lou Longname-Hyphenated von Exampleton");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, null, width, height, scheme);
        var name = $"{width}-{scheme}".ToLowerInvariant();

        await Expect(inbox.Row("Can I move my visit").First).ToBeVisibleAsync();
        await CheckAsync(inbox, $"inbox-list-{name}");
        await inbox.Row("Lou Longname").First.ClickAsync();
        await Expect(inbox.Message("Can I move my visit")).ToBeVisibleAsync();
        await Expect(inbox.Send).ToBeInViewportAsync();
        await CheckAsync(inbox, $"inbox-thread-{name}");
        await inbox.Button("Patient").ClickAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("1980-02-03");
        await CheckAsync(inbox, $"inbox-side-{name}");
        Assert.Empty(inbox.Site.Complaints);
    }

    private static async Task CheckAsync(Inbox inbox, string name)
    {
        Assert.Equal([], await inbox.Site.AxeAsync());
        Assert.True(await inbox.Site.FitsAsync(), "it scrolls sideways");
        await inbox.Site.ScreenshotAsync(name);
    }
}
