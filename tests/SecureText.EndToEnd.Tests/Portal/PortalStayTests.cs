using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;

namespace SecureText.EndToEnd.Tests.Portal;

/// <summary>One stay on the portal's page: what comes late belongs to none, and what was begun is not lost within it.</summary>
[Collection(LocalSite.Collection)]
public sealed class PortalStayTests(LocalSite site)
{
    private const string OtherToken = "ZyXwVuTsRqPoNmLkJiHgFe";
    private static readonly byte[] Photo = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 7];

    [Fact]
    public async Task Look_that_is_answered_after_signing_out_shows_nothing()
    {
        var (page, portal) = await OpenAsync();
        var answer = await portal.HoldAsync(page, "thread");
        await page.Button("Check for new messages").ClickAsync();
        await page.Button("Sign out").ClickAsync();
        await page.Heading("You are signed out").SeesAsync();

        await ReleaseAsync(page, answer, "thread");

        await page.Heading("You are signed out").SeesAsync();
        Assert.DoesNotContain("results", await page.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_of_an_older_link_that_comes_late_opens_nothing_on_the_newer()
    {
        var page = await site.OpenAsync(360, 740);
        var portal = (await ScriptedPortal.OnAsync(page)).Good();
        var answer = await portal.HoldAsync(page, "code");
        await page.ProveAsync();
        await page.Page.EvaluateAsync("token => { location.hash = token; }", OtherToken);
        await page.Heading("Message from Harbor Clinic").SeesAsync();

        await ReleaseAsync(page, answer, "code");

        await page.Heading("Message from Harbor Clinic").SeesAsync();
        Assert.DoesNotContain(portal.Asked, one => one.What == "GET thread");
    }

    [Theory]
    [InlineData("visibilitychange")]
    [InlineData("pointerdown")]
    public async Task Phone_that_slept_for_long_shows_nothing_when_it_is_taken_up(string what)
    {
        var page = await site.OpenAsync(360, 740);
        await page.Page.Clock.InstallAsync();
        var portal = (await ScriptedPortal.OnAsync(page)).Good(items: [Item]);
        await page.ProveAsync();
        await page.Says("Your results are here.").SeesAsync();

        // Its clock goes on while its timers do not.
        await page.Page.Clock.SetSystemTimeAsync(TimeProvider.System.GetUtcNow().AddMinutes(16).UtcDateTime);
        await page.Page.EvaluateAsync("name => document.dispatchEvent(new Event(name, { bubbles: true }))", what);

        await page.Heading("You are signed out").SeesAsync();
        Assert.DoesNotContain(portal.Asked, one => one.What == "POST language");
    }

    [Fact]
    public async Task Photos_on_their_way_leave_the_form_alone_and_what_became_of_them_is_told()
    {
        var (page, portal) = await OpenAsync("New patient");
        portal.Answer("POST attachments", 201, new { id = "a1", type = "image/png", bytes = Photo.Length }).Fail("POST attachments");
        var answer = await portal.HoldAsync(page, "attachments");
        await page.Field("Add a photo or a PDF").SetInputFilesAsync([FileOf("front.png"), FileOf("back.png")]);
        await page.Button("Fill in: New patient").ClickAsync();
        await page.Field("Preferred name").FillAsync("Mary");

        var look = page.Page.WaitForResponseAsync("**/api/portal/thread");
        answer.SetResult();
        await page.SettleAsync(await look);

        await Assertions.Expect(page.Field("Preferred name")).ToHaveValueAsync("Mary");
        await page.Button("See your messages").ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.List, new() { Name = "Files" })).ToContainTextAsync("No connection.");
        await Assertions.Expect(page.Page.Locator(".files .sent")).ToHaveCountAsync(1);
        await page.Button("Fill in: New patient").ClickAsync();
        await Assertions.Expect(page.Field("Preferred name")).ToHaveValueAsync("Mary");
    }

    [Fact]
    public async Task Form_that_is_changed_after_a_lost_answer_goes_under_another_key()
    {
        var (page, portal) = await OpenAsync("New patient");
        portal.Fail("POST form").Fail("POST form").Answer("POST form", 204);
        await page.Button("Fill in: New patient").ClickAsync();
        await page.Field("Preferred name").FillAsync("Mary");
        await page.Button("Send to the clinic").ClickAsync();
        await page.Says("No connection.").SeesAsync();
        await page.Button("Send to the clinic").ClickAsync();
        await page.Says("No connection.").SeesAsync();
        await page.Field("Preferred name").FillAsync("Maria");
        await page.Button("Send to the clinic").ClickAsync();
        await page.Heading("Thank you").SeesAsync();

        var keys = portal.Asked.Where(one => one.What == "POST form")
            .Select(one => (string?)JsonNode.Parse(one.Request.PostData!)!["idempotencyKey"]).ToList();
        Assert.Equal(3, keys.Count);
        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[1], keys[2]);
    }

    private static readonly object Item = new
    {
        id = "m1",
        mine = false,
        text = "Your results are here.",
        at = "2026-11-20T09:00:00Z",
        attachments = Array.Empty<object>(),
        form = (object?)null,
    };

    private static readonly object Form = new
    {
        id = "intake",
        title = new { en = "New patient", es = "Paciente nuevo" },
        questions = new[] { new { id = "name", type = "text", label = new { en = "Preferred name", es = "Nombre preferido" }, required = true } },
    };

    private static FilePayload FileOf(string name) => new() { Name = name, MimeType = "image/png", Buffer = Photo };

    private static async Task ReleaseAsync(SitePage page, TaskCompletionSource answer, string path)
    {
        var late = page.Page.WaitForResponseAsync($"**/api/portal/{path}");
        answer.SetResult();
        await page.SettleAsync(await late);
    }

    private async Task<(SitePage Page, ScriptedPortal Portal)> OpenAsync(string? form = null)
    {
        var page = await site.OpenAsync(360, 740);
        var portal = (await ScriptedPortal.OnAsync(page)).Good(items: [Item], form: form).Answer("GET form", 200, Form);
        await page.ProveAsync();
        await page.Says("Your results are here.").SeesAsync();
        return (page, portal);
    }
}
