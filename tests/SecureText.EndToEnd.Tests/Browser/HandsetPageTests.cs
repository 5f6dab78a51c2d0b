using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>The patient's phone in a real browser, with the whole system behind it.</summary>
[Collection(LocalSite.Collection)]
public sealed class HandsetPageTests(LocalSite site)
{
    private const string Script = "<script>document.title = 'broken'</script><img src=x onerror=alert(1)>";

    [Fact]
    public async Task Patient_texts_by_keyboard_alone_and_the_clinic_greets()
    {
        var opened = await OpenAsync(1280, 800);
        var page = opened.Page;
        await page.GetByLabel("Patient’s number").FocusAsync();
        await page.Keyboard.TypeAsync("212 555 0123");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Text to the clinic").FocusAsync();
        await page.Keyboard.TypeAsync(Script);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        var thread = page.GetByRole(AriaRole.List, new() { Name = "(212) 555-0123" });
        await Assertions.Expect(thread).ToContainTextAsync(Script);
        await Assertions.Expect(thread).ToContainTextAsync(site.System.Clinic.Name, new() { Timeout = 30_000 });
        await Assertions.Expect(page).ToHaveTitleAsync("Handset: a patient's phone");
        await opened.ScreenshotAsync("handset-desk");
        Assert.Empty(opened.Complaints);
    }

    [Theory]
    [InlineData(1280, 800, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    public async Task Page_is_accessible_and_fits_its_screen(int width, int height, ColorScheme scheme)
    {
        var opened = await OpenAsync(width, height, scheme);
        var page = opened.Page;
        await page.GetByLabel("Patient’s number").FillAsync("(212) 555-0124");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open", Exact = true }).ClickAsync();
        await page.GetByLabel("Text to the clinic").FillAsync("Hello");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#thread")).ToContainTextAsync("Hello");

        Assert.Equal([], await opened.AxeAsync());
        Assert.True(await opened.FitsAsync(), "it scrolls sideways");
        await opened.ScreenshotAsync($"handset-{width}-{scheme}".ToLowerInvariant());
        Assert.Empty(opened.Complaints);
    }

    private async Task<SitePage> OpenAsync(int width, int height, ColorScheme scheme = ColorScheme.Light)
    {
        var opened = await site.OpenAsync(width, height, scheme);
        await opened.Page.GotoAsync(site.System.Handset.Address.ToString());
        return opened;
    }
}
