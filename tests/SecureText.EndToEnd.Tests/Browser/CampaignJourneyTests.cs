using System.Globalization;
using Microsoft.Playwright;
using SecureText.Demo;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>A campaign from the file to the patient's answer, through the pages and the patient's phone; nothing is scripted.</summary>
[Collection(LocalSite.Collection)]
public sealed class CampaignJourneyTests(LocalSite site)
{
    private static readonly string[] Zones = ["America/New_York", "America/Los_Angeles", "Asia/Tokyo", "Europe/London"];
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 90_000 };

    [Fact]
    public async Task Receptionist_imports_starts_a_reminder_and_sees_the_patient_s_yes()
    {
        var (agreed, silent) = (site.NewPhone(), site.NewPhone());
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        await ImportAsync(inbox, agreed, silent);
        await StartAsync(inbox);

        await Expect(Tile(inbox, "Texts sent", "1")).ToBeVisibleAsync(Patient);
        Assert.Contains(await agreed.FromClinicAsync(CancellationToken.None), text => text.Contains("Reply YES to confirm", StringComparison.Ordinal));
        Assert.Empty(await silent.FromClinicAsync(CancellationToken.None));
        await agreed.TextAsync("YES", CancellationToken.None);

        await Expect(Tile(inbox, "Confirmed", "1")).ToBeVisibleAsync(Patient);
        await inbox.Button("Show the people").ClickAsync();
        var row = inbox.Page.Locator(".members li", new() { HasText = "Ana Sample" });
        await Expect(row).ToContainTextAsync("Confirmed");
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync("campaign-journey");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(inbox.Message("YES").First).ToBeVisibleAsync();
        Assert.Empty(inbox.Site.Complaints);
    }

    private static async Task ImportAsync(Inbox inbox, PatientPhone agreed, PatientPhone silent)
    {
        // In two days: the text of three days before is due, and not too late.
        var at = TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var zone = ZoneInDaytime();
        var csv = $"""
            Appointment ID,Patient ID,Date,Full name,Mobile number,Time zone,Agreed to texts
            A1,P1,{at},Ana Sample,{agreed.Number},{zone},yes
            A2,P2,{at},Bo Example,{silent.Number},{zone},
            A3,P3,{at},Carmen Muster,555,{zone},yes

            """;
        await inbox.Site.GotoAsync("#/campaigns");
        await inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Import", Exact = true }).First.ClickAsync();
        await inbox.Page.Locator("input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "visits.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
        await inbox.Button("Read the file").ClickAsync();
        await inbox.Page.GetByLabel("Agreed to texts", new() { Exact = true }).SelectOptionAsync("Agreed to texts");
        await inbox.Button("Check").ClickAsync();
        await Expect(inbox.Page.GetByText("2 rows can be imported, 1 cannot")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByText("has too few digits")).ToBeVisibleAsync();
        await inbox.Site.ScreenshotAsync("campaign-journey-check");
        await inbox.Button("Import 2 rows").ClickAsync();
        await Expect(inbox.Page.GetByText("2 rows imported")).ToBeVisibleAsync(Patient);
    }

    private static async Task StartAsync(Inbox inbox)
    {
        await inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Start a campaign" }).ClickAsync();
        await inbox.Page.GetByLabel("Appointment reminder").CheckAsync();
        await inbox.Button("Show what will go").ClickAsync();
        await Expect(inbox.Page.GetByText("Reply YES to confirm").First).ToBeVisibleAsync();
        await inbox.Button("Get none (1)").ClickAsync();
        await Expect(inbox.Page.Locator(".preview")).ToContainTextAsync("Bo Example");
        await inbox.Site.ScreenshotAsync("campaign-journey-preview");
        await inbox.Button("Start …").ClickAsync();
        await inbox.Button("Start the campaign").ClickAsync();
        await Expect(inbox.Page.GetByText("The campaign is started.")).ToBeVisibleAsync();
    }

    private static ILocator Tile(Inbox inbox, string name, string value) =>
        inbox.Page.Locator(".tiles > div", new() { Has = inbox.Page.GetByText(name, new() { Exact = true }) })
            .Filter(new() { Has = inbox.Page.Locator("dd", new() { HasTextRegex = new($"^{value}(\\D|$)") }) });

    // Automated texts go by the patient's clock, and this test runs at any hour.
    private static string ZoneInDaytime() =>
        Zones.MinBy(zone => Math.Abs(
            TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone)).TimeOfDay.TotalHours - 14))!;
}
