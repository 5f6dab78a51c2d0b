using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SecureText.Azurite;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>Starting, watching and holding campaigns, with the server of campaigns scripted.</summary>
[Collection(LocalSite.Collection)]
public sealed partial class CampaignPageTests(LocalSite site)
{
    private const int FirstLoadLimit = 110_000;

    [Fact]
    public async Task Member_neither_sees_campaigns_nor_asks_for_them()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member);
        var script = await ScriptedServer.OnAsync(inbox.Page, ScriptedServer.Campaigns);
        await Expect(inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Training" })).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Link, new() { Name = "Campaigns" })).ToHaveCountAsync(0);

        await inbox.Site.GotoAsync("#/campaigns");

        await Expect(inbox.Page.GetByText("Managers and owners of the clinic run campaigns")).ToBeVisibleAsync();
        Assert.Empty(script.Asked);
    }

    [Fact]
    public async Task Preview_adds_up_its_pages_and_says_who_gets_nothing_and_why()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var script = await ScriptedServer.OnAsync(inbox.Page, ScriptedServer.Campaigns);
        script.Answer("POST campaigns/preview", CampaignSamples.Preview(1, "next")).Answer("POST campaigns/preview", CampaignSamples.Preview(2, null));
        await PreviewAsync(inbox, script);

        await Expect(inbox.Page.GetByText("8 texts to 4 people; 2 people will get none.")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByText("Reply YES to confirm.").First).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByText("Bring your card.").First).ToBeVisibleAsync();
        await inbox.Button("Get none (2)").ClickAsync();
        await Expect(inbox.Page.GetByText("Ana Sample 2c")).ToBeVisibleAsync();
        var looks = script.Asked.Where(one => one.What == "POST campaigns/preview").Select(one => one.Request).ToList();
        Assert.Equal(2, looks.Count);
        Assert.DoesNotContain("cursor", looks[0].PostData, StringComparison.Ordinal);
        Assert.Contains("\"cursor\":\"next\"", looks[1].PostData, StringComparison.Ordinal);
        Assert.Equal([false, true], looks.Select(one => one.Headers.ContainsKey("x-securetext-background")));
    }

    [Fact]
    public async Task Counting_that_failed_goes_on_where_it_was()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var script = await ScriptedServer.OnAsync(inbox.Page, ScriptedServer.Campaigns);
        script.Answer("POST campaigns/preview", CampaignSamples.Preview(1, "next")).Fail("POST campaigns/preview")
            .Answer("POST campaigns/preview", CampaignSamples.Preview(2, null));
        await PreviewAsync(inbox, script);
        await Expect(inbox.Alert).ToContainTextAsync("did not reach the server");

        await inbox.Button("Go on counting").ClickAsync();

        await Expect(inbox.Page.GetByText("8 texts to 4 people")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Double_click_and_a_lost_answer_start_one_campaign()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var script = await ScriptedServer.OnAsync(inbox.Page, ScriptedServer.Campaigns);
        script.Answer("POST campaigns/preview", CampaignSamples.Preview(1, null)).Fail("POST campaigns").Answer("POST campaigns", new { id = "c1" }, 201)
            .Answer("GET campaigns/c1", CampaignSamples.Campaign(finished: false));
        await PreviewAsync(inbox, script);
        await inbox.Button("Start …").ClickAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("It will send 4 texts to 2 people.");
        await inbox.Button("Start the campaign").ClickAsync();
        await Expect(inbox.Alert).ToContainTextAsync("did not reach the server");

        await inbox.Button("Start …").ClickAsync();
        await inbox.Button("Start the campaign").DblClickAsync();

        await Expect(inbox.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Appointment reminder, Nov 22 to Dec 6");
        var starts = script.Asked.Where(one => one.What == "POST campaigns").ToList();
        Assert.Equal(2, starts.Count);
        Assert.Single(starts.Select(one => one.Request.Headers["idempotency-key"]).Distinct());
    }

    [Fact]
    public async Task Watching_polls_as_background_and_cancel_says_what_will_not_go()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var script = await ScriptedServer.OnAsync(inbox.Page, ScriptedServer.Campaigns);
        script.Answer("GET campaigns/c1", CampaignSamples.Campaign(waiting: 1600)).Answer("GET campaigns/c1", CampaignSamples.Campaign())
            .Answer("POST campaigns/c1/cancel", new { state = "cancelled" });
        await inbox.Site.GotoAsync("#/campaigns/watch/c1");
        await Expect(inbox.Page.GetByText("1,512 texts waiting")).ToBeVisibleAsync();
        var asked = script.Asked.Where(one => one.What == "GET campaigns/c1").ToList();
        Assert.False(asked[0].Request.Headers.ContainsKey("x-securetext-background"));
        Assert.All(asked.Skip(1), one => Assert.True(one.Request.Headers.ContainsKey("x-securetext-background")));
        Assert.DoesNotContain(script.Asked, one => one.What.EndsWith("/people", StringComparison.Ordinal));

        await inbox.Button("Cancel …").ClickAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("1,512 waiting texts will not go");
        await inbox.Button("Keep it").ClickAsync();
        Assert.DoesNotContain(script.Asked, one => one.What.EndsWith("/cancel", StringComparison.Ordinal));
        await inbox.Button("Cancel …").ClickAsync();
        await inbox.Button("Cancel the campaign").ClickAsync();
        await Expect(inbox.Page.GetByText("Cancelled. Nothing more goes.")).ToBeVisibleAsync();
        Assert.Single(script.Asked, one => one.What == "POST campaigns/c1/cancel");
    }

    [Fact]
    public void First_load_of_the_staff_app_is_small_and_without_the_campaign_pages()
    {
        var dist = Path.Combine(RepositoryRoot.Find(), "src", "web", "dist");
        var html = File.ReadAllText(Path.Combine(dist, "index.html"));
        var parts = AssetName().Matches(html).Select(match => Path.Combine(dist, match.Value)).ToList();

        Assert.True(parts.Count >= 2, "the page names its script and its style");
        Assert.DoesNotContain(parts, part => File.ReadAllText(part).Contains("Show what will go", StringComparison.Ordinal));
        Assert.InRange(parts.Sum(Compressed), 20_000, FirstLoadLimit);
    }

    private static async Task PreviewAsync(Inbox inbox, ScriptedServer script)
    {
        script.Answer("GET playbooks", CampaignSamples.Playbooks);
        await inbox.Site.GotoAsync("#/campaigns/start/reminder");
        await inbox.Button("Show what will go").ClickAsync();
    }

    private static long Compressed(string file)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(File.ReadAllBytes(file));
        return bytes.Length;
    }

    [GeneratedRegex("assets/[\\w.-]+\\.(js|css)")]
    private static partial Regex AssetName();
}
