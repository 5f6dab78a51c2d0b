using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SecureText.Demo;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;

namespace SecureText.EndToEnd.Tests.Portal;

/// <summary>From the text on the phone to the thread and back to the desk, with everything real in between.</summary>
[Collection(LocalSite.Collection)]
public sealed class PortalJourneyTests(LocalSite site)
{
    private const string Script = "<script>document.title = 'broken'</script><img src=x onerror=alert(1)>";

    [Fact]
    public async Task Keyboard_alone_leads_from_the_link_to_an_answer_that_staff_see()
    {
        var link = await SendAsync($"Your results are here. {Script}");
        var page = await site.OpenAsync(360, 740);
        await page.GotoAsync($"p/#{link.Token}");
        await page.Heading($"Message from {site.System.Clinic.Name}").SeesAsync();
        Assert.DoesNotContain("Ada", await page.Page.ContentAsync(), StringComparison.Ordinal);

        await TabToAsync(page, page.Field("Month"));
        await TypeAsync(page, "7");
        await TypeAsync(page, "21");
        await TypeAsync(page, "1980");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Heading("Enter the code").SeesAsync();
        await TabToAsync(page, page.Field("Code"));
        await page.Page.Keyboard.TypeAsync(await CodeAsync(link.Phone));
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Heading("Messages").SeesAsync();

        await page.Says(Script).SeesAsync();
        await TabToAsync(page, page.Field("Your message"));
        await page.Page.Keyboard.TypeAsync($"Thank you! {Script}");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Says("Sent.").SeesAsync();
        await page.Says("Thank you!").SeesAsync();
        Assert.Equal([], await page.AxeAsync());
        await page.ScreenshotAsync("portal-journey");

        var thread = await ThreadAsync(link.Conversation);
        Assert.Contains(thread, item => (string?)item!["text"] == $"Thank you! {Script}" && (string?)item["channel"] == "portal");
        var cookie = (await page.Page.Context.CookiesAsync()).Single(one => one.Name == "__Host-securetext");
        Assert.Equal((true, true, SameSiteAttribute.Strict), (cookie.HttpOnly, cookie.Secure, cookie.SameSite));
        Assert.Equal(string.Empty, await page.Page.EvaluateAsync<string>("document.cookie"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Photo_of_the_phone_is_with_staff_and_can_be_looked_at_again()
    {
        var link = await SendAsync("Please send a photo of your card.");
        var page = await ProveAsync(link);
        await page.Field("Add a photo or a PDF").SetInputFilesAsync(
            new FilePayload { Name = "card.png", MimeType = "image/png", Buffer = TinyPng });
        await page.Button("Show photo").ClickAsync();
        await page.Page.GetByRole(AriaRole.Img, new() { Name = "Photo from You" }).SeesAsync();

        var file = (await ThreadAsync(link.Conversation)).SelectMany(item => item!["attachments"]!.AsArray()).Single()!;
        Assert.Equal(("card.png", "image/png"), ((string)file["name"]!, (string)file["type"]!));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Five_wrong_dates_lock_the_link_and_show_the_clinics_phone()
    {
        var link = await SendAsync("Hello.");
        var page = await site.OpenAsync(360, 740);
        await page.GotoAsync($"p/#{link.Token}");
        for (var left = 4; left > 0; left--)
        {
            await page.GiveBirthDateAsync(day: $"{left}");
            await page.Says(left == 1 ? "You have one try left." : $"You have {left} tries left.").SeesAsync();
        }

        await page.GiveBirthDateAsync(day: "9");

        await page.Heading("This link is locked").SeesAsync();
        await page.Page.GetByRole(AriaRole.Link).Filter(new() { HasText = "Call" }).SeesAsync();
        await page.GotoAsync("p/");
        await page.GotoAsync($"p/#{link.Token}");
        await page.Heading("This link is locked").SeesAsync();
    }

    [Fact]
    public async Task Link_that_staff_take_back_closes_the_page_at_the_next_step()
    {
        var link = await SendAsync("Hello.");
        var page = await ProveAsync(link);
        var owner = await site.StaffAsync(DemoPeople.Owner);
        var path = $"api/conversations/{link.Conversation}/links";
        var links = (await owner.GetAsync(path, CancellationToken.None)).Must(200).Json!["items"]!.AsArray();
        (await owner.PostAsync($"{path}/{links.Single()!["id"]}/revoke", null, CancellationToken.None)).Must(204);
        await page.Button("Check for new messages").ClickAsync();

        await page.Heading("You are signed out").SeesAsync();
        await page.Button("Sign in again").ClickAsync();
        await page.Heading("This link does not work any more").SeesAsync();
    }

    [Fact]
    public async Task Patient_who_reads_Spanish_gets_the_page_in_Spanish()
    {
        var link = await SendAsync("Sus resultados están aquí.", "es");
        var page = await site.OpenAsync(360, 740);
        await page.GotoAsync($"p/#{link.Token}");
        await page.GiveBirthDateAsync(spanish: true);
        await page.Heading("Escriba el código").SeesAsync();
        await page.GiveCodeAsync(await CodeAsync(link.Phone), spanish: true);

        await page.Heading("Mensajes").SeesAsync();
        await page.Says("Sus resultados están aquí.").SeesAsync();
        Assert.Equal([], await page.AxeAsync());
    }

    private static readonly byte[] TinyPng = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private async Task<Sent> SendAsync(string text, string language = "en")
    {
        var (phone, conversation) = await site.NewPatientAsync("May I have my results?");
        var owner = await site.StaffAsync(DemoPeople.Owner);
        var path = $"api/conversations/{conversation}";
        var person = new { displayName = "Ada Example", dateOfBirth = "1980-07-21", language };
        var patient = (await owner.PostAsync($"{path}/patients", person, CancellationToken.None)).Must(201);
        var message = new { patientId = (string)patient.Json!["id"]!, text, idempotencyKey = "secure-1" };
        (await owner.PostAsync($"{path}/secure-messages", message, CancellationToken.None)).Must(201);
        var texts = await Expect.SoonAsync(
            "a link on the phone", () => phone.FromClinicAsync(CancellationToken.None),
            got => got.Any(one => one.Contains("/p/#", StringComparison.Ordinal)), CancellationToken.None);
        var sms = texts.Single(one => one.Contains("/p/#", StringComparison.Ordinal));
        Assert.DoesNotContain(text, sms, StringComparison.Ordinal);
        return new Sent(phone, conversation, PatientBrowser.TokenIn(sms));
    }

    private async Task<SitePage> ProveAsync(Sent link)
    {
        var page = await site.OpenAsync(360, 740);
        await page.GotoAsync($"p/#{link.Token}");
        await page.GiveBirthDateAsync();
        await page.Heading("Enter the code").SeesAsync();
        await page.GiveCodeAsync(await CodeAsync(link.Phone));
        await page.Heading("Messages").SeesAsync();
        return page;
    }

    private static async Task<string> CodeAsync(PatientPhone phone)
    {
        var texts = await Expect.SoonAsync(
            "a code on the phone", () => phone.FromClinicAsync(CancellationToken.None),
            got => PatientBrowser.HasCode(got[^1]), CancellationToken.None);
        return PatientBrowser.CodeIn(texts[^1]);
    }

    private async Task<JsonArray> ThreadAsync(string conversation)
    {
        var owner = await site.StaffAsync(DemoPeople.Owner);
        var page = await owner.GetAsync($"api/conversations/{conversation}/messages", CancellationToken.None);
        return page.Must(200).Json!["items"]!.AsArray();
    }

    private static async Task TypeAsync(SitePage page, string text)
    {
        await page.Page.Keyboard.TypeAsync(text);
        if (text.Length < 4) await page.Page.Keyboard.PressAsync("Tab");
    }

    private static async Task TabToAsync(SitePage page, ILocator target)
    {
        for (var i = 0; i < 30; i++)
        {
            if (await target.EvaluateAsync<bool>("one => one === document.activeElement")) return;
            await page.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail("The keyboard does not reach it.");
    }

    private sealed record Sent(PatientPhone Phone, string Conversation, string Token);
}
