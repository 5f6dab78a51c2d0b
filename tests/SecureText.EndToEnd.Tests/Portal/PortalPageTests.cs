using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SecureText.Azurite;
using SecureText.EndToEnd.Tests.Site;

namespace SecureText.EndToEnd.Tests.Portal;

/// <summary>The portal's page on a phone, with its server scripted.</summary>
[Collection(LocalSite.Collection)]
public sealed partial class PortalPageTests(LocalSite site)
{
    private const int FirstViewLimit = 100_000;
    private const string Script = "<script>document.title = 'broken'</script><img src=x onerror=alert(1)>";

    [Fact]
    public async Task Token_is_out_of_the_address_at_once_and_nothing_is_kept()
    {
        var (page, portal) = await OpenAsync();
        portal.Good();
        await page.ProveAsync();
        await page.Heading("Messages").SeesAsync();

        Assert.EndsWith("/p/", page.Page.Url, StringComparison.Ordinal);
        Assert.Equal("Messages from your clinic", await page.Page.TitleAsync());
        Assert.Equal(
            "0 0 0  /p/",
            await page.Page.EvaluateAsync<string>(
                """
                async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
                  document.cookie, location.pathname + location.hash].join(' ')
                """));
        Assert.DoesNotContain(portal.Asked, one => one.Request.Url.Contains(ScriptedPortal.Token, StringComparison.Ordinal));
        await page.Page.ReloadAsync();
        Assert.DoesNotContain(ScriptedPortal.Token, await page.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData(404, "link-not-valid", "This link does not work any more")]
    [InlineData(423, "link-locked", "This link is locked")]
    public async Task Link_that_does_not_open_says_what_to_do(int status, string code, string heading)
    {
        var (page, portal) = await OpenAsync();
        portal.Refuse("POST open", status, code, new { callNumber = "+12065550100" });
        await page.GotoAsync($"p/#{ScriptedPortal.Token}");

        await page.Heading(heading).SeesAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Call (206) 555-0100" }))
            .ToHaveAttributeAsync("href", "tel:+12065550100");
        await CheckAsync(page, $"portal-{code}");
    }

    [Fact]
    public async Task Address_without_a_link_says_where_the_link_is()
    {
        var (page, portal) = await OpenAsync();
        portal.Refuse("GET thread", 401, "portal-closed");
        await page.GotoAsync("p/");

        await page.Heading("Open the link in your text message").SeesAsync();
        await CheckAsync(page, "portal-no-link");
    }

    [Fact]
    public async Task Birth_date_is_three_fields_and_a_wrong_one_says_how_many_tries_are_left()
    {
        var (page, portal) = await OpenAsync();
        portal.Good().Refuse("POST birth-date", 403, "wrong-answer", new { triesLeft = 4 });
        portal.Refuse("POST birth-date", 423, "link-locked");
        await page.GotoAsync($"p/#{ScriptedPortal.Token}");
        await page.Heading("Message from Harbor Clinic").SeesAsync();
        await CheckAsync(page, "portal-birth-date");

        await page.GiveBirthDateAsync(month: "13");
        await page.Says("That is not a date.").SeesAsync();
        Assert.DoesNotContain(portal.Asked, one => one.What == "POST birth-date");
        await page.GiveBirthDateAsync();
        await page.Says("Enter the code").SeesAsync();
        await page.Button("Send a new code").ClickAsync();
        await page.Says("You have 4 tries left.").SeesAsync();
        await page.Button("Send a new code").ClickAsync();

        await page.Heading("This link is locked").SeesAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Call (206) 555-0100" }).SeesAsync();
        await CheckAsync(page, "portal-locked");
    }

    [Fact]
    public async Task Code_that_cannot_be_sent_leads_to_the_clinics_phone()
    {
        var (page, portal) = await OpenAsync();
        portal.Answer("POST open", 200, new { clinic = "Harbor Clinic", callNumber = "+12065550100", language = "en" })
            .Refuse("POST birth-date", 409, "code-not-sent");
        await page.GotoAsync($"p/#{ScriptedPortal.Token}");
        await page.GiveBirthDateAsync();

        await page.Heading("We cannot text you a code").SeesAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Call (206) 555-0100" }).SeesAsync();
        await CheckAsync(page, "portal-code-not-sent");
    }

    [Fact]
    public async Task Line_that_fails_keeps_what_was_typed()
    {
        var (page, portal) = await OpenAsync();
        portal.Good().Fail("POST messages").Answer("POST messages", 201, new { id = "m1" });
        await page.ProveAsync();
        await page.Field("Your message").FillAsync("Is Monday all right?");
        await page.Button("Send").ClickAsync();

        await page.Says("No connection. What you wrote is kept; try again.").SeesAsync();
        await Assertions.Expect(page.Field("Your message")).ToHaveValueAsync("Is Monday all right?");
        await CheckAsync(page, "portal-offline");
        await page.Button("Send").ClickAsync();
        await page.Says("Sent.").SeesAsync();
        await Assertions.Expect(page.Field("Your message")).ToHaveValueAsync(string.Empty);
        var keys = portal.Asked.Where(one => one.What == "POST messages").Select(one => one.Request.PostData);
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public async Task Session_that_ended_clears_the_screen_and_the_link_leads_back_in()
    {
        var (page, portal) = await OpenAsync();
        portal.Good(items: [Item("Your results are here.")]).Refuse("POST messages", 401, "portal-closed");
        await page.ProveAsync();
        await page.Says("Your results are here.").SeesAsync();
        await page.Field("Your message").FillAsync("Thank you");
        await page.Button("Send").ClickAsync();

        await page.Heading("You are signed out").SeesAsync();
        Assert.DoesNotContain("results", await page.Page.ContentAsync(), StringComparison.Ordinal);
        await CheckAsync(page, "portal-closed");
        await page.Button("Sign in again").ClickAsync();
        await page.Heading("Message from Harbor Clinic").SeesAsync();
    }

    [Fact]
    public async Task Phone_that_was_laid_down_shows_nothing_after_a_quarter_of_an_hour()
    {
        var (page, portal) = await OpenAsync();
        await page.Page.Clock.InstallAsync();
        portal.Good(items: [Item("Your results are here.")]);
        await page.ProveAsync();
        await page.Says("Your results are here.").SeesAsync();
        await page.Page.Clock.FastForwardAsync("15:01");

        await page.Heading("You are signed out").SeesAsync();
        Assert.DoesNotContain("results", await page.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_strings_are_shown_as_text()
    {
        var (page, portal) = await OpenAsync();
        portal.Good(items:
        [
            Item(Script, new { id = "f1", type = "application/pdf", bytes = 5, name = Script }),
            new { id = "m2", mine = true, text = (string?)null, at = "2026-11-20T10:00:00Z", attachments = Array.Empty<object>(), form = new { title = Script } },
        ]);
        await page.ProveAsync();

        await Assertions.Expect(page.Page.GetByText(Script)).ToHaveCountAsync(3);
        Assert.Equal(0, await page.Page.Locator("main script, main img").CountAsync());
        await Assertions.Expect(page.Page).ToHaveTitleAsync("Messages from your clinic");
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Thread_is_accessible_fits_a_phone_and_has_big_targets(ColorScheme scheme)
    {
        var (page, portal) = await OpenAsync(scheme);
        portal.Good(items:
        [
            Item("Please send us a photo of your insurance card, both sides if you can.",
                new { id = "f1", type = "image/jpeg", bytes = 5, name = "instructions-with-a-very-long-name-that-does-not-end.jpg" }),
            new { id = "m2", mine = true, text = "Here it is, on https://a-very-long-address.example/that/does/not/end/anywhere/soon", at = "2026-11-20T10:00:00Z", attachments = Array.Empty<object>(), form = (object?)null },
        ]);
        await page.ProveAsync();
        await page.Says("insurance card").SeesAsync();

        await CheckAsync(page, $"portal-thread-{scheme}".ToLowerInvariant());
        Assert.Equal(
            string.Empty,
            await page.Page.EvaluateAsync<string>(
                """
                () => [...document.querySelectorAll('button, textarea, input:not([type=file])')]
                  .filter(one => one.getBoundingClientRect().height < 44 || parseFloat(getComputedStyle(one).fontSize) < 16)
                  .map(one => one.outerHTML).join()
                """));
    }

    [Fact]
    public async Task Spanish_is_whole_from_the_first_word_and_can_be_switched()
    {
        var (page, portal) = await OpenAsync(locale: "es-MX");
        portal.Good("es", [Item("Traiga su tarjeta.")]);
        await page.GotoAsync($"p/#{ScriptedPortal.Token}");
        await page.Heading("Mensaje de Harbor Clinic").SeesAsync();
        Assert.Equal("es", await page.Page.GetAttributeAsync("html", "lang"));
        await page.GiveBirthDateAsync(spanish: true);
        await page.Says("termina en 23").SeesAsync();
        await page.GiveCodeAsync("123456", spanish: true);
        await page.Heading("Mensajes").SeesAsync();
        await CheckAsync(page, "portal-thread-spanish");
        await Assertions.Expect(page.Page).ToHaveTitleAsync("Mensajes de su clínica");

        await page.Button("English").ClickAsync();

        await page.Heading("Messages").SeesAsync();
        Assert.Contains(portal.Asked, one => one.What == "POST language" && one.Request.PostData == """{"language":"en"}""");
        Assert.Equal("en", await page.Page.GetAttributeAsync("html", "lang"));
    }

    [Fact]
    public void First_view_is_under_100_KB_compressed()
    {
        var dist = Path.Combine(RepositoryRoot.Find(), "src", "web", "dist");
        var html = File.ReadAllText(Path.Combine(dist, "p", "index.html"));
        var parts = AssetName().Matches(html).Select(match => Path.Combine(dist, match.Value)).ToList();

        Assert.True(parts.Count >= 2, "the page names its script and its style");
        var bytes = parts.Append(Path.Combine(dist, "p", "index.html")).Append(Path.Combine(dist, "icon.svg")).Sum(Compressed);
        Assert.InRange(bytes, 20_000, FirstViewLimit);
    }

    private static object Item(string text, params object[] files) => new
    {
        id = "m1",
        mine = false,
        text,
        at = "2026-11-20T09:00:00Z",
        attachments = files,
        form = (object?)null,
    };

    private static long Compressed(string file)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(File.ReadAllBytes(file));
        return bytes.Length;
    }

    private static async Task CheckAsync(SitePage page, string name)
    {
        Assert.Equal([], await page.AxeAsync());
        Assert.True(await page.FitsAsync(), "it scrolls sideways");
        await page.ScreenshotAsync(name);
        Assert.Empty(page.Complaints);
    }

    private async Task<(SitePage Page, ScriptedPortal Portal)> OpenAsync(
        ColorScheme scheme = ColorScheme.Light, string locale = "en-US")
    {
        var page = await site.OpenAsync(360, 740, scheme, locale);
        return (page, await ScriptedPortal.OnAsync(page));
    }

    [GeneratedRegex("assets/[A-Za-z0-9_.-]+")]
    private static partial Regex AssetName();
}
