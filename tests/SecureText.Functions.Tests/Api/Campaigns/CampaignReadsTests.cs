using System.Text.Json;
using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Roster;
using SecureText.Texting;

namespace SecureText.Api.Campaigns;

/// <summary>What staff see of campaigns, and that the journal has it first (P2).</summary>
public class CampaignReadsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Second = "+12065550178";

    /// <summary>Functions that show patients to managers alone, by GET.</summary>
    public static IReadOnlyList<string> Tried { get; } = ["ReadCampaignPeople"];

    [Fact]
    public async Task People_are_shown_only_when_the_journal_has_it()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        var campaign = await run.CampaignAsync();
        var entries = clinic.Journal.Entries.Count;
        var (status, body) = await CallAsync(clinic, "ReadCampaignPeople", campaign.Id);
        Assert.Equal(200, status);
        var item = Assert.Single(JsonSerializer.Deserialize<JsonElement>(body).GetProperty("items").EnumerateArray());
        Assert.Equal(("Jane Sample", TestClinic.Patient), (
            item.GetProperty("patient").GetProperty("name").GetString(), item.GetProperty("patient").GetProperty("number").GetString()));
        Assert.Equal("running", item.GetProperty("status").GetString());
        var text = Assert.Single(item.GetProperty("texts").EnumerateArray());
        Assert.Equal(("three-days", "sent"), (text.GetProperty("key").GetString(), text.GetProperty("status").GetString()));
        var entry = Assert.Single(clinic.Journal.Entries.Skip(entries));
        Assert.Equal(("campaign.people", run.Conversation.Value), (entry.Action, Assert.Single(entry.Subjects)));

        clinic.Journal.Fails = true;
        await IsHiddenAsync(clinic, "ReadCampaignPeople", campaign.Id, null);
    }

    [Fact]
    public async Task Preview_shows_what_then_goes_and_only_when_the_journal_has_it()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);
        var entries = clinic.Journal.Entries.Count;
        var preview = await PreviewAsync(clinic, "reminder", "appointment");
        var item = Assert.Single(preview.GetProperty("items").EnumerateArray());
        Assert.Equal(3, item.GetProperty("texts").GetArrayLength());
        Assert.Equal("{\"people\":1,\"willText\":1,\"texts\":3,\"suppressed\":{}}", preview.GetProperty("counts").GetRawText());
        Assert.Equal("campaign.preview", Assert.Single(clinic.Journal.Entries.Skip(entries)).Action);
        Assert.Empty(clinic.Carrier.Sent);

        clinic.Journal.Fails = true;
        await IsHiddenAsync(clinic, "PreviewCampaign", "", Body("reminder", "appointment"));
        clinic.Journal.Fails = false;

        await run.CampaignAsync();
        Assert.Equal(Assert.Single(await run.PhoneAsync()), item.GetProperty("texts")[0].GetProperty("text").GetString());
        Assert.Equal("already", await ReasonAsync(clinic, "reminder", "appointment"));
    }

    [Fact]
    public async Task Preview_of_what_waits_behind_the_link_shows_both_and_no_token()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic, language: Language.Spanish);
        await run.OccasionAsync(TestClinic.Noon, OccasionKind.Statement, facts: new OccasionFacts { Amount = "$120.00", Url = "https://pay.clinic.example" });
        var texts = Assert.Single((await PreviewAsync(clinic, "payment", "statement")).GetProperty("items").EnumerateArray()).GetProperty("texts");
        Assert.Equal(["ready", "week", "three-weeks"], texts.EnumerateArray().Select(text => text.GetProperty("key").GetString()));
        Assert.Contains("/p/#...", texts[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("120", texts[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("Saldo: $120.00.", texts[0].GetProperty("behind").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("consent-missing")]
    [InlineData("consent-withdrawn")]
    [InlineData("consent-paused")]
    [InlineData("cancelled")]
    [InlineData("over-already")]
    [InlineData("facts-missing")]
    public async Task Preview_says_to_whom_nothing_goes_and_why(string reason)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic, Second, agrees: reason != "consent-missing");
        var at = reason == "over-already" ? TestClinic.Noon.AddDays(-9) : CampaignRun.InThreeDays;
        var occasion = await run.OccasionAsync(at);
        if (reason == "consent-withdrawn") await run.WriteAsync("STOP");
        if (reason == "consent-paused") await run.WriteAsync("please don't text me any more");
        if (reason == "cancelled") await run.ChangeAsync(occasion with { Status = OccasionStatus.Cancelled });
        Assert.Equal(reason, await ReasonAsync(clinic, reason == "facts-missing" ? "telehealth" : "reminder", "appointment"));
    }

    [Fact]
    public async Task News_to_many_is_not_started_a_second_time_within_a_day()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await CampaignRun.StartAsync(clinic);
        var body = """{"name":"Flu shots","playbook":"broadcast","selection":{"kind":"patient"},"ongoing":false}""";
        var (status, first) = await CallAsync(clinic, "StartCampaign", "", body, "k1");
        Assert.Equal(201, status);
        Assert.Equal((201, first), await CallAsync(clinic, "StartCampaign", "", body, "k1"));

        (status, var answer) = await CallAsync(clinic, "StartCampaign", "", body, "k2");
        Assert.Equal((409, true), (status, answer.Contains("already-started", StringComparison.Ordinal)));

        await CallAsync(clinic, "CancelCampaign", JsonSerializer.Deserialize<JsonElement>(first).GetProperty("id").GetString()!, "");
        Assert.Equal(201, (await CallAsync(clinic, "StartCampaign", "", body, "k2")).Item1);
    }

    [Fact]
    public async Task Campaign_is_started_by_http_once_watched_paused_and_cancelled()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        var body = """{"name":"Reminders of November","playbook":"reminder","selection":{"kind":"appointment"},"ongoing":false}""";
        var (status, answer) = await CallAsync(clinic, "StartCampaign", "", body, "k1");
        Assert.Equal((422, true), (status, answer.Contains("nothing-selected", StringComparison.Ordinal)));
        await run.OccasionAsync(CampaignRun.InThreeDays);
        (status, answer) = await CallAsync(clinic, "StartCampaign", "", body, "k1");
        Assert.Equal(201, status);
        var id = JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("id").GetString()!;
        Assert.Equal((201, answer), await CallAsync(clinic, "StartCampaign", "", body, "k1"));
        await clinic.TickAsync(TimeSpan.FromSeconds(5));
        await clinic.TickAsync(TimeSpan.FromSeconds(10));

        var line = Assert.Single((await ReadAsync(clinic, "ListCampaigns", "")).GetProperty("items").EnumerateArray());
        Assert.Equal(("Reminders of November", 1, 1, 2), (
            line.GetProperty("name").GetString(), line.GetProperty("people").GetInt32(), line.GetProperty("sent").GetInt32(), line.GetProperty("waiting").GetInt32()));
        await run.WriteAsync("yes");
        await clinic.TickAsync(TimeSpan.FromSeconds(10));
        var campaign = await ReadAsync(clinic, "ReadCampaign", id);
        Assert.Equal((1, 1), (
            campaign.GetProperty("figures").GetProperty("confirmed").GetInt32(), campaign.GetProperty("people").GetProperty("settled").GetInt32()));
        Assert.Equal("2026-11-16", Assert.Single(campaign.GetProperty("byWeek").EnumerateArray()).GetProperty("week").GetString());
        var figures = await ReadAsync(clinic, "ReadFigures", "");
        Assert.Equal(1, figures.GetProperty("figures").GetProperty("callsSaved").GetInt32());
        Assert.Equal(0, (await ReadAsync(clinic, "ReadFigures", "", "?from=2027-01-01")).GetProperty("figures").GetProperty("people").GetInt32());

        Assert.Equal((200, """{"state":"paused"}"""), await CallAsync(clinic, "PauseCampaign", id));
        Assert.Equal((200, """{"state":"running"}"""), await CallAsync(clinic, "ResumeCampaign", id));
        Assert.Equal((200, """{"state":"cancelled"}"""), await CallAsync(clinic, "CancelCampaign", id));
        Assert.Equal(409, (await CallAsync(clinic, "ResumeCampaign", id)).Status);
        Assert.Equal(404, (await CallAsync(clinic, "PauseCampaign", new string('0', Campaign.IdLength))).Status);
    }

    [Fact]
    public async Task Playbook_in_the_clinics_own_words_comes_with_ours()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        Assert.All(await ListedAsync(), one => Assert.False(one.GetProperty("changed").GetBoolean()));
        var own = Playbooks.Default.Select(one => one.Id == "recall" ? one with { Closes = TimeSpan.FromDays(44) } : one);
        Assert.IsType<SettingsChange.Done>(await clinic.Get<SettingsChanges>().ChangeAsync(
            "playbooks", 0, JsonSerializer.SerializeToElement(own, ClinicJson.Stored), "staff:u1", "c", CancellationToken.None));
        var changed = Assert.Single(await ListedAsync(), one => one.GetProperty("changed").GetBoolean());
        Assert.Equal(("44d", "45d"), (changed.GetProperty("closes").GetString(), changed.GetProperty("ours").GetProperty("closes").GetString()));

        async Task<List<JsonElement>> ListedAsync() => [.. (await ReadAsync(clinic, "ListPlaybooks", "")).GetProperty("items").EnumerateArray()];
    }

    [Theory]
    [InlineData("""{"name":"","playbook":"reminder","selection":{"kind":"appointment"}}""", 400)]
    [InlineData("""{"name":"A","playbook":"other","selection":{"kind":"appointment"}}""", 409)]
    [InlineData("""{"name":"A","playbook":"reminder","selection":{"kind":"appointment"},"version":7}""", 409)]
    [InlineData("""{"name":"A","playbook":"reminder","selection":{"kind":"statement"}}""", 400)]
    [InlineData("""{"name":"A","playbook":"reminder","selection":{"kind":"appointment","from":"2026-11-18T00:00:00Z","until":"2026-11-18T00:00:00Z"}}""", 400)]
    [InlineData("""{"name":"A","playbook":"reminder"}""", 400)]
    public async Task Start_of_what_makes_no_sense_is_refused(string body, int refused)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        Assert.Equal(refused, (await CallAsync(clinic, "StartCampaign", "", body, "k")).Status);
    }

    private static async Task IsHiddenAsync(TestClinic clinic, string function, string id, string? json)
    {
        var (status, body) = await CallAsync(clinic, function, id, json);
        Assert.Equal(503, status);
        Assert.Contains("\"urn:securetext:journal-unavailable\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Sample", body, StringComparison.Ordinal);
        Assert.DoesNotContain(TestClinic.Patient, body, StringComparison.Ordinal);
    }

    private static async Task<string?> ReasonAsync(TestClinic clinic, string playbook, string kind)
    {
        var item = Assert.Single((await PreviewAsync(clinic, playbook, kind)).GetProperty("items").EnumerateArray());
        Assert.Empty(item.GetProperty("texts").EnumerateArray());
        Assert.NotEqual(item.GetProperty("suppressed").GetProperty("code").GetString(), item.GetProperty("suppressed").GetProperty("text").GetString());
        return item.GetProperty("suppressed").GetProperty("code").GetString();
    }

    private static async Task<JsonElement> PreviewAsync(TestClinic clinic, string playbook, string kind)
    {
        var (status, body) = await CallAsync(clinic, "PreviewCampaign", "", Body(playbook, kind));
        Assert.True(status == 200, body);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    private static string Body(string playbook, string kind) => JsonSerializer.Serialize(new { playbook, selection = new { kind } });

    private static async Task<JsonElement> ReadAsync(TestClinic clinic, string function, string id, string? query = null)
    {
        var (status, body) = await CallAsync(clinic, function, id, query: query);
        Assert.True(status == 200, body);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    private static Task<(int Status, string Body)> CallAsync(
        TestClinic clinic, string name, string id, string? json = null, string? key = null, string? query = null) =>
        FunctionCall.InvokeAsync(clinic, HttpFunction.All.Single(f => f.Name == name), query, id, Principal.Manager, json, key);
}
