using Microsoft.Playwright;
using SecureText.Demo;
using SecureText.EndToEnd.Tests.Browser;
using SecureText.Run;
using SecureText.SignIn;

namespace SecureText.EndToEnd.Tests.Site;

/// <summary>
/// Everything on free ports with the demo staff in it, started once for all tests of the pages, and a browser. The
/// patients are each test's own: no two tests may text from one number.
/// </summary>
public sealed class LocalSite : IAsyncLifetime
{
    public const string Collection = "the local site";

    // Area codes; each has the hundred numbers 555-0100 to 555-0199 that nobody has.
    private static readonly int[] Areas = [206, 253, 360, 425, 509, 503, 541, 971];

    private readonly string data = Directory.CreateTempSubdirectory("securetext-site-").FullName;
    private int numbers;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    internal LocalSystem System { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var options = new LocalOptions().Apart(data);
        var clinic = LocalClinic.Demo(options.LineRate, TimeProvider.System.GetUtcNow());
        System = await LocalSystem.StartAsync(options, clinic, _ => { }, CancellationToken.None);
        await DemoStaff.SeedAsync(System, CancellationToken.None);
        playwright = await Playwright.CreateAsync();

        // How long a machine with other work on it may take; a page that never shows it fails all the same.
        Assertions.SetDefaultExpectTimeout(15_000);
        browser = await Chromium.LaunchAsync(playwright);
    }

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await System.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>A page of its own, as of a new browser: no cookie of another test.</summary>
    internal async Task<SitePage> OpenAsync(
        int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light, string locale = "en-US")
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            Locale = locale,
            HasTouch = width < 600,
            AcceptDownloads = true,
        });
        return new SitePage(this, await context.NewPageAsync());
    }

    /// <summary>Somebody of the demo staff at the HTTP interface, signed in.</summary>
    internal Task<StaffClient> StaffAsync(DemoPerson person) =>
        StaffClient.SignInAsync(System, person, true, CancellationToken.None);

    /// <summary>A phone that no other test has.</summary>
    internal PatientPhone NewPhone()
    {
        var number = Interlocked.Increment(ref numbers) - 1;
        return new PatientPhone(System, $"+1{Areas[number / 100]}55501{number % 100:00}");
    }

    /// <summary>A patient who has texted, and the id of the conversation that it began.</summary>
    internal async Task<(PatientPhone Phone, string Conversation)> NewPatientAsync(string text)
    {
        var phone = NewPhone();
        await phone.TextAsync(text, CancellationToken.None);
        var owner = await StaffAsync(DemoPeople.Owner);
        var page = (await owner.GetAsync("api/conversations?view=open", CancellationToken.None)).Must(200);
        var item = page.Json!["items"]!.AsArray().Single(one => (string?)one!["number"] == phone.Number);
        return (phone, (string)item!["id"]!);
    }
}

[CollectionDefinition(LocalSite.Collection)]
public sealed class LocalSiteTests : ICollectionFixture<LocalSite>;
