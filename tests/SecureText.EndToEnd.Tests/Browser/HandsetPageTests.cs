using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SecureText.Azurite;
using SecureText.Run;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>The patient's phone in a real browser, with the whole system behind it.</summary>
public sealed class HandsetPageTests : IAsyncLifetime
{
    private const string Script = "<script>document.title = 'broken'</script><img src=x onerror=alert(1)>";
    private readonly string data = Directory.CreateTempSubdirectory("securetext-browser-").FullName;
    private readonly List<string> complaints = [];
    private LocalSystem system = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async Task InitializeAsync()
    {
        var options = new LocalOptions().Apart(data);
        var clinic = LocalClinic.Demo(options.LineRate, TimeProvider.System.GetUtcNow());
        system = await LocalSystem.StartAsync(options, clinic, _ => { }, CancellationToken.None);
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.LaunchAsync(playwright);
    }

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await system.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Patient_texts_by_keyboard_alone_and_the_clinic_greets()
    {
        var page = await OpenAsync(1280, 800);
        await page.GetByLabel("Patient’s number").FocusAsync();
        await page.Keyboard.TypeAsync("206 555 0123");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Text to the clinic").FocusAsync();
        await page.Keyboard.TypeAsync(Script);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        var thread = page.GetByRole(AriaRole.List, new() { Name = "(206) 555-0123" });
        await Assertions.Expect(thread).ToContainTextAsync(Script);
        await Assertions.Expect(thread).ToContainTextAsync(system.Clinic.Name, new() { Timeout = 30_000 });
        await Assertions.Expect(page).ToHaveTitleAsync("Handset: a patient's phone");
        await ScreenshotAsync(page, "handset-desk");
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(1280, 800, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    public async Task Page_is_accessible_and_fits_its_screen(int width, int height, ColorScheme scheme)
    {
        var page = await OpenAsync(width, height, scheme);
        await page.GetByLabel("Patient’s number").FillAsync("(206) 555-0124");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await page.GetByLabel("Text to the clinic").FillAsync("Hello");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Assertions.Expect(page.Locator("#thread")).ToContainTextAsync("Hello");

        var axe = await page.RunAxe();
        Assert.Equal([], axe.Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways");
        await ScreenshotAsync(page, $"handset-{width}-{scheme}".ToLowerInvariant());
        Assert.Empty(complaints);
    }

    private async Task<IPage> OpenAsync(int width, int height, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
        });
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(system.Handset.Address.ToString());
        return page;
    }

    private static Task<byte[]> ScreenshotAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryRoot.Find(), "artifacts", "screenshots", $"{name}.png") });
}
