using Microsoft.Playwright;
using SecureText.SignIn;

namespace SecureText.EndToEnd.Tests.Site;

/// <summary>The page that stands in for Entra, in a real browser.</summary>
[Collection(LocalSite.Collection)]
public sealed class SignInPageTests(LocalSite site)
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Page_is_accessible_and_fits_its_screen(int width, ColorScheme scheme)
    {
        var page = await site.OpenAsync(width, 800, scheme);
        await page.GotoAsync("login");

        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.Equal([], await page.AxeAsync());
        Assert.True(await page.FitsAsync(), "it scrolls sideways");
        await page.ScreenshotAsync($"sign-in-{width}");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Keyboard_alone_signs_in_and_the_cookie_is_out_of_reach_of_scripts()
    {
        var page = await site.OpenAsync();
        await page.GotoAsync("login");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.WaitForURLAsync(site.System.Site.ToString());

        var cookie = (await page.Page.Context.CookiesAsync()).Single(one => one.Name == SignInServer.Cookie);
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
        Assert.Equal(string.Empty, await page.Page.EvaluateAsync<string>("document.cookie"));
    }

    [Fact]
    public async Task Post_from_another_site_is_refused()
    {
        using var form = new FormUrlEncodedContent([new("person", "olivia"), new("factor", "two")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site.System.SignIn.Address, "sign-in"));
        request.Content = form;
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await site.System.Http.SendAsync(request);

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }
}
