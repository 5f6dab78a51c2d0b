using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;

namespace SecureText.EndToEnd.Tests.Portal;

/// <summary>What a patient does on the page, by the labels that he reads.</summary>
internal static class PortalVisit
{
    internal static ILocator Heading(this SitePage page, string name) =>
        page.Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    internal static ILocator Button(this SitePage page, string name) =>
        page.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    internal static ILocator Field(this SitePage page, string label) => page.Page.GetByLabel(label, new() { Exact = true });

    internal static ILocator Says(this SitePage page, string text) => page.Page.GetByText(text);

    internal static async Task GiveBirthDateAsync(
        this SitePage page, string month = "7", string day = "21", string year = "1980", bool spanish = false)
    {
        await page.Field(spanish ? "Mes" : "Month").FillAsync(month);
        await page.Field(spanish ? "Día" : "Day").FillAsync(day);
        await page.Field(spanish ? "Año" : "Year").FillAsync(year);
        await page.Button(spanish ? "Continuar" : "Continue").ClickAsync();
    }

    internal static async Task GiveCodeAsync(this SitePage page, string code, bool spanish = false)
    {
        await page.Field(spanish ? "Código" : "Code").FillAsync(code);
        await page.Button(spanish ? "Continuar" : "Continue").ClickAsync();
    }

    /// <summary>From the link to the thread, against <see cref="ScriptedPortal"/>.</summary>
    internal static async Task ProveAsync(this SitePage page)
    {
        await page.GotoAsync($"p/#{ScriptedPortal.Token}");
        await page.GiveBirthDateAsync();
        await page.GiveCodeAsync("123456");
    }

    internal static Task SeesAsync(this ILocator what) => Assertions.Expect(what.First).ToBeVisibleAsync();
}
