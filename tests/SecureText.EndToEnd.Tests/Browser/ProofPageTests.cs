using System.Text.Json;
using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>The log itself: its state, checkpoints, what can be taken away as proof.</summary>
[Collection(LocalSite.Collection)]
public sealed class ProofPageTests(LocalSite site)
{
    [Fact]
    public async Task State_is_told_and_a_checkpoint_is_made_and_downloaded()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var script = await ScriptedServer.OnAsync(inbox.Page, "audit");
        script.Answer("GET audit/log", LogSamples.State)
            .Answer("POST audit/log/checkpoints", new { size = 12403, at = "2026-11-22T19:00:00Z", note = "…" }, 201)
            .Answer("GET audit/log/checkpoint", "localhost/journal\n12403\n")
            .Answer("GET audit/log/consistency", "size1 100\n");
        await inbox.Site.GotoAsync("#/log/proof");
        await Expect(inbox.Page.GetByText("Whole: nothing is changed, missing or added")).ToBeVisibleAsync();

        await inbox.Button("Make a checkpoint now").ClickAsync();
        await Expect(inbox.Page.GetByText("Signed: 12,403 entries.")).ToBeVisibleAsync();
        var checkpoint = await inbox.Page.RunAndWaitForDownloadAsync(() => inbox.Button("Download the checkpoint").ClickAsync());
        Assert.StartsWith("localhost/journal\n", await File.ReadAllTextAsync(await checkpoint.PathAsync()), StringComparison.Ordinal);
        await inbox.Page.GetByLabel("Size in an earlier checkpoint").FillAsync("100");
        var consistency = await inbox.Page.RunAndWaitForDownloadAsync(() => inbox.Button("Download the proof since then").ClickAsync());

        Assert.Equal("consistency-from-100.txt", consistency.SuggestedFilename);
        Assert.Contains(script.Asked, one => one.Request.Url.EndsWith("consistency?from=100", StringComparison.Ordinal));
        Assert.Empty(inbox.Site.Complaints);
    }

    [Fact]
    public async Task Log_that_is_not_whole_is_said_loudly()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner);
        var script = await ScriptedServer.OnAsync(inbox.Page, "audit");
        script.Answer("GET audit/log", LogSamples.Log("tampered", "changed: journal/2026/11/20/w7f3k2-0001.jsonl, line 17"));

        await inbox.Site.GotoAsync("#/log/proof");

        await Expect(inbox.Page.Locator("strong.wrong")).ToContainTextAsync("Not whole");
        await Expect(inbox.Page.Locator("strong.wrong")).ToContainTextAsync("line 17");
    }

    [Fact]
    public async Task Look_that_is_answered_late_does_not_stand_over_a_newer_one()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Manager);
        var late = new TaskCompletionSource();
        var asked = 0;
        await inbox.Page.RouteAsync("**/api/audit/log", async route =>
        {
            var turn = Interlocked.Increment(ref asked);
            if (turn == 2) await late.Task;
            var log = turn == 3 ? LogSamples.Log("tampered", "line 17") : LogSamples.State;
            await route.FulfillAsync(new() { ContentType = "application/json", Body = JsonSerializer.Serialize(log) });
        });
        await inbox.Site.GotoAsync("#/log/proof");
        await Expect(inbox.Page.GetByText("Whole: nothing is changed, missing or added")).ToBeVisibleAsync();
        await inbox.Button("Refresh").ClickAsync();
        await inbox.Button("Refresh").ClickAsync();
        await Expect(inbox.Page.Locator("strong.wrong")).ToContainTextAsync("line 17");

        var answer = inbox.Page.WaitForResponseAsync("**/api/audit/log");
        late.SetResult();
        await inbox.Site.SettleAsync(await answer);

        await Expect(inbox.Page.Locator("strong.wrong")).ToContainTextAsync("line 17");
    }

    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    public async Task Page_is_accessible_and_fits(int width, int height, ColorScheme scheme)
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, null, width, height, scheme);
        (await ScriptedServer.OnAsync(inbox.Page, "audit")).Answer("GET audit/log", LogSamples.State);

        await inbox.Site.GotoAsync("#/log/proof");

        await inbox.LooksGoodAsync(inbox.Page.GetByText("--since checkpoint.txt"), $"log-proof-{width}-{scheme}");
    }
}
