using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecureText.Demo;

namespace SecureText.Weeks;

/// <content>Campaigns, week by week.</content>
internal sealed partial class ThreeWeeks
{
    private readonly Dictionary<string, string> ids = [];

    private async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        await StartAsync(Script.Payment, "payment", "statement", 0, 1, cancellationToken);
        await StartAsync(Script.Recall, "recall", "recall", 0, 1, cancellationToken);
        await StartAsync(Script.Reminder, "reminder", "appointment", 1, 10, cancellationToken);
        await StartAsync(Script.Video, "telehealth", "appointment", Script.VideoDay, Script.VideoDay + 1, cancellationToken);
        await StartAsync(Script.Refill, "refill", "refill", 5, 6, cancellationToken);
        await StartAsync(Script.FollowUp, "follow-up", "visit", Script.FollowedDay, Script.FollowedDay + 1, cancellationToken);
        await StartAsync(Script.Survey, "survey", "visit", Script.SurveyedDay, Script.SurveyedDay + 1, cancellationToken);
        await StartAsync(Script.Call, "missed-call", "call", 0, null, cancellationToken);
        Plan();
        return $"{ids.Count} campaigns";
    }

    private void Plan()
    {
        foreach (var (at, kind, news) in script.VisitNews) driver.Plan(at, stop => TellAsync(kind, news, stop));
        foreach (var (at, news) in script.PaymentNews) driver.Plan(at, stop => TellAsync("payment-posted", news, stop));
        foreach (var (at, news) in script.CallNews) driver.Plan(at, stop => TellAsync("call-missed", news, stop));
        foreach (var (person, words) in script.Leavers)
            driver.Plan(ClinicCalendar.At(6, 9, 0), stop => script.Text(person, words, stop));
        driver.Plan(ClinicCalendar.At(6, 15, 0), DecideAsync);
        foreach (var day in script.Evenings.Keys.Union(script.RecordEvenings.Keys))
            driver.Plan(ClinicCalendar.At(day, 18, 0), stop => EveningAsync(day, stop));

        // The second text of the recalls is due at ten while they are held, and goes when they go on.
        driver.Plan(ClinicCalendar.At(13, 16, 0), stop => SwitchAsync(Script.Recall, "pause", "paused", stop));
        driver.Plan(ClinicCalendar.At(14, 15, 0), stop => SwitchAsync(Script.Recall, "resume", "running", stop));
    }

    private async Task SwitchAsync(string campaign, string verb, string state, CancellationToken cancellationToken)
    {
        var manager = await desk.ManagerAsync(cancellationToken);
        var answer = (await manager.PostAsync($"api/campaigns/{ids[campaign]}/{verb}", null, cancellationToken)).Must(200);
        Expect.Equal(state, (string?)answer.Json!["state"], $"{campaign} after {verb}");
    }

    // Who wrote in words of his own waits for a person, who takes it as what it is.
    private async Task DecideAsync(CancellationToken cancellationToken)
    {
        var owner = await desk.OwnerAsync(cancellationToken);
        foreach (var (person, _) in script.Leavers.Where(one => !one.Words.Equals("STOP", StringComparison.OrdinalIgnoreCase)))
        {
            var change = new { number = person.Number, change = "withdrawn", classes = Array.Empty<string>(), source = "staff" };
            (await owner.PostAsync("api/consents", change, cancellationToken)).Must(201);
        }
    }

    private async Task<string> FirstWeekAsync(CancellationToken cancellationToken) =>
        await PlayAsync(ClinicCalendar.At(7, 9, 55), cancellationToken);

    private async Task<string> SecondWeekAsync(CancellationToken cancellationToken) =>
        await PlayAsync(ClinicCalendar.At(14, 8, 0), cancellationToken);

    private async Task<string> ThirdWeekAsync(CancellationToken cancellationToken)
    {
        await driver.UntilAsync(ClinicCalendar.At(16, 11, 0), cancellationToken);
        await StartAsync(Script.News, "broadcast", "patient", null, null, cancellationToken);
        return await PlayAsync(ClinicCalendar.End, cancellationToken);
    }

    // While reminders of statements go out: some have left, some are claimed, some wait.
    private async Task<string> KillAsync(CancellationToken cancellationToken)
    {
        var before = system.Handset.Network.Sent;
        driver.Leap(ClinicCalendar.At(7, 10, 0));
        await Expect.SoonAsync("texts on their way", () => Task.FromResult(system.Handset.Network.Sent), sent => sent >= before + 3, cancellationToken);
        await system.RestartFunctionsAsync(system.Clinic, kill: true, cancellationToken);
        await driver.SettleAsync(cancellationToken);
        return $"after {system.Handset.Network.Sent - before} texts";
    }

    private async Task<string> PlayAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (texts, jumps) = (system.Handset.Network.Sent, driver.Jumps);
        await driver.UntilAsync(until, cancellationToken);
        return $"{system.Handset.Network.Sent - texts} texts, {driver.Jumps - jumps} jumps";
    }

    private async Task StartAsync(
        string campaign, string playbook, string kind, int? from, int? until, CancellationToken cancellationToken)
    {
        foreach (var part in script.Of(campaign).Where(part => part.Deeds.Count > 0)) patients.Play(part);
        var ongoing = from is not null && until is null;
        var selection = new { kind, from = Midnight(from), until = Midnight(until) };
        var manager = await desk.ManagerAsync(cancellationToken);
        if (!ongoing) await PreviewAsync(manager, campaign, new { playbook, selection }, cancellationToken);
        var headers = new Dictionary<string, string> { ["Idempotency-Key"] = $"start-{campaign}" };
        for (var i = 0; i < 2; i++)
        {
            var body = JsonContent.Create(new { name = campaign, playbook, selection, ongoing });
            var started = (await manager.PostAsync("api/campaigns", body, headers, cancellationToken)).Must(201).Json!;
            Expect.Equal(ids.GetValueOrDefault(campaign, (string)started["id"]!), (string)started["id"]!, "the same start again");
            ids[campaign] = (string)started["id"]!;
        }

        await driver.SettleAsync(cancellationToken);
    }

    private async Task PreviewAsync(StaffClient manager, string campaign, object asked, CancellationToken cancellationToken)
    {
        var (people, willText) = (new HashSet<string>(), new HashSet<string>());
        var cursor = (string?)null;
        do
        {
            var body = Page(asked, cursor);
            var page = (await manager.PostAsync("api/campaigns/preview", body, cancellationToken)).Must(200).Json!;
            foreach (var item in page["items"]!.AsArray())
            {
                // News goes once a telephone, whoever is listed first; all else once for what it is about.
                var one = (string)item![campaign == Script.News ? "conversation" : "occasion"]!;
                people.Add(one);
                if (item["suppressed"] is null) willText.Add(one);
            }

            cursor = (string?)page["cursor"];
        }
        while (cursor is not null);

        var parts = script.Of(campaign);
        Expect.Equal((parts.Count, parts.Count(part => part.Truth.Sent > 0)), (people.Count, willText.Count), $"{campaign}: people, and people who get texts");
    }

    private static DateTimeOffset? Midnight(int? day) => day is { } of ? ClinicCalendar.At(of, 0, 0) : null;

    private static JsonObject Page(object asked, string? cursor)
    {
        var node = JsonSerializer.SerializeToNode(asked)!.AsObject();
        if (cursor is not null) node["cursor"] = cursor;
        return node;
    }
}
