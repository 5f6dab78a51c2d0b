using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;

namespace SecureText.EndToEnd.Tests.Portal;

/// <summary>A form of every kind of question, filled in on a phone.</summary>
[Collection(LocalSite.Collection)]
public sealed class PortalFormTests(LocalSite site)
{
    private static readonly object Form = new
    {
        id = "intake",
        title = new { en = "New patient", es = "Paciente nuevo" },
        questions = new object[]
        {
            Question("name", "text", "Preferred name", "Nombre preferido"),
            Question("story", "long", "What brings you in?", "¿Por qué viene?", required: false),
            Question("since", "date", "Since when?", "¿Desde cuándo?"),
            Question("visit", "choice", "Kind of visit", "Tipo de visita", options: [Option("first", "First", "Primera"), Option("again", "Again", "Otra")]),
            Question("needs", "many", "What do you need?", "¿Qué necesita?", options: [Option("ramp", "A ramp", "Una rampa"), Option("interpreter", "An interpreter", "Un intérprete")]),
            Question("insured", "yesno", "Do you have insurance?", "¿Tiene seguro?"),
            Question("children", "number", "How many children?", "¿Cuántos hijos?"),
            Question("phone", "phone", "Another phone", "Otro teléfono"),
        },
    };

    [Fact]
    public async Task Form_is_filled_in_with_its_mistakes_named_and_its_values_kept()
    {
        var (page, portal) = await OpenAsync();
        portal.Refuse("POST form", 422, "form-invalid", new { question = "phone", problem = "not-a-phone" });
        portal.Answer("POST form", 204);
        await page.Button("Send to the clinic").ClickAsync();
        await page.Says("7 answers need another look.").SeesAsync();
        Assert.DoesNotContain(portal.Asked, one => one.What == "POST form");
        await CheckAsync(page, "portal-form-errors");

        await page.Field("Preferred name").FillAsync("Mary");
        await page.Field("Month").FillAsync("2");
        await page.Field("Day").FillAsync("3");
        await page.Field("Year").FillAsync("2025");
        await page.Field("First").CheckAsync();
        await page.Field("A ramp").CheckAsync();
        await page.Field("An interpreter").CheckAsync();
        await page.Field("A ramp").UncheckAsync();
        await page.Field("No").CheckAsync();
        await page.Field("How many children?").FillAsync("many");
        await page.Field("Another phone").FillAsync("206");
        await page.Button("Send to the clinic").ClickAsync();
        await page.Says("Write a number.").SeesAsync();
        await page.Field("How many children?").FillAsync("2");
        await page.Button("Send to the clinic").ClickAsync();
        await page.Says("Write a phone number with ten digits.").SeesAsync();
        await Assertions.Expect(page.Field("Preferred name")).ToHaveValueAsync("Mary");
        await page.Field("Another phone").FillAsync("206 555 0142");
        await page.Button("Send to the clinic").ClickAsync();

        await page.Heading("Thank you").SeesAsync();
        await CheckAsync(page, "portal-form-sent");
        var sent = JsonNode.Parse(portal.Asked.Last(one => one.What == "POST form").Request.PostData!)!["answers"]!;
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse("""
                    {"name":"Mary","since":"2025-02-03","visit":"first","needs":["interpreter"],"insured":false,
                     "children":"2","phone":"206 555 0142"}
                    """),
                sent),
            sent.ToJsonString());
    }

    [Fact]
    public async Task Form_in_Spanish_keeps_its_values_when_the_language_is_switched()
    {
        var (page, _) = await OpenAsync();
        await page.Field("Preferred name").FillAsync("Mary");
        await page.Button("Español").ClickAsync();

        await page.Heading("Paciente nuevo").SeesAsync();
        await Assertions.Expect(page.Field("Nombre preferido")).ToHaveValueAsync("Mary");
        await CheckAsync(page, "portal-form-spanish");
    }

    private static object Question(
        string id, string type, string en, string es, bool required = true, object[]? options = null) =>
        new { id, type, label = new { en, es }, required, options };

    private static object Option(string id, string en, string es) => new { id, en, es };

    private static async Task CheckAsync(SitePage page, string name)
    {
        Assert.Equal([], await page.AxeAsync());
        Assert.True(await page.FitsAsync(), "it scrolls sideways");
        await page.ScreenshotAsync(name);
        Assert.Empty(page.Complaints);
    }

    private async Task<(SitePage Page, ScriptedPortal Portal)> OpenAsync()
    {
        var page = await site.OpenAsync(360, 740);
        var portal = await ScriptedPortal.OnAsync(page);
        portal.Good(kind: "form", form: "New patient").Answer("GET form", 200, Form);
        await page.ProveAsync();
        await page.Heading("New patient").SeesAsync();
        return (page, portal);
    }
}
