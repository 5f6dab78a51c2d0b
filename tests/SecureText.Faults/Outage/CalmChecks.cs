using System.Text.Json.Nodes;
using SecureText.Faults.Run;
using SecureText.Simulator;

namespace SecureText.Faults.Outage;

/// <summary>What must stand when all is calm again: everything that was promised, once and in order.</summary>
internal static class CalmChecks
{
    internal static async Task<IReadOnlyList<Verdict>> RunAsync(Stage stage, Traffic traffic, Answers answers, CancellationToken token)
    {
        var grid = stage.System.Handset.Grid.Log;
        await traffic.MeetAsync(token);
        var (lost, doubled, shuffled, replies) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        foreach (var (number, texts) in traffic.Texted)
        {
            var thread = await ThreadAsync(stage, traffic.PathOf(number), token);
            var incoming = thread.Where(one => (string?)one["direction"] == "in").Select(one => (string?)one["text"]).ToList();
            lost.AddRange(texts.Except(incoming).Select(text => $"{text}"));
            doubled.AddRange(incoming.GroupBy(text => text).Where(same => same.Count() > 1).Select(same => $"{same.Key}"));
            if (!incoming.Distinct().SequenceEqual(texts.Where(text => incoming.Contains(text)))) shuffled.Add(number[^4..]);
            var mine = traffic.Promised.Where(one => one.Number == number).ToList();
            foreach (var (_, text, _) in mine)
            {
                var found = thread.Where(one => (string?)one["text"] == text).ToList();
                if (found.Count != 1) replies.Add($"{text}: {found.Count} in the thread");
                else if ((string?)found[0]["status"] is not ("delivered" or "noted") and var status) replies.Add($"{text}: {status}");
            }
        }

        var taken = traffic.Texted.Values.Sum(texts => texts.Count);
        var log = await stage.VerifyAsync(token);
        return
        [
            new Verdict("every text of a patient is stored", "all", $"{taken - lost.Count} of {taken}", lost.Count == 0),
            Verdict.None("no text of a patient is stored twice", doubled),
            Verdict.None("every thread is in order", shuffled),
            Verdict.None("no event was given up, none sits in quarantine", [.. grid.DeadLetters.Select(one => one.Reason)]),
            Verdict.None($"every promised reply and note stands once, as delivered ({traffic.Promised.Count} promised)", replies),
            Verdict.None("every promised reply is on the phone", Unsent(stage, traffic)),
            Verdict.None("nothing is on a phone twice", Twice(stage, traffic)),
            new Verdict("the log is whole", "whole", log, !log.StartsWith("BROKEN", StringComparison.Ordinal)),
            Verdict.None(
                "no content stands in the program's log or in a problem",
                stage.Scan(traffic.Canaries(), [.. answers.All.Select(one => one.Words)])),
        ];
    }

    /// <summary>Every text of every thread with where it stands, as one string.</summary>
    internal static async Task<string> StatusesAsync(Stage stage, Traffic traffic, CancellationToken token)
    {
        await traffic.MeetAsync(token);
        var all = new List<string>();
        foreach (var number in traffic.Texted.Keys.Order(StringComparer.Ordinal))
        {
            foreach (var one in await ThreadAsync(stage, traffic.PathOf(number), token)) all.Add($"{one["id"]} {one["status"]} {one["reason"]}");
        }

        return string.Join('\n', all);
    }

    /// <summary>Replies that were taken and are on no phone, and patients without the first text's answer.</summary>
    internal static IReadOnlyCollection<string> Unsent(Stage stage, Traffic traffic)
    {
        var network = stage.System.Handset.Network;
        var onPhones = traffic.Texted.Keys.ToDictionary(
            number => number, number => network.Thread(number).Where(text => text.From == Sender.Clinic && text.State == "delivered").Select(text => text.Text).ToHashSet());
        return
        [
            .. traffic.Promised.Where(one => !one.IsNote && !onPhones[one.Number].Contains(one.Text)).Select(one => one.Text),
            .. onPhones.Where(phone => !phone.Value.Any(text => !text.Contains(Traffic.StaffWord, StringComparison.Ordinal))).Select(phone => $"greeting of {phone.Key[^4..]}"),
        ];
    }

    // The reply of a patient that got no answer may be there or not, and never twice; so may the greeting.
    private static IReadOnlyCollection<string> Twice(Stage stage, Traffic traffic) =>
    [
        .. traffic.Texted.Keys.SelectMany(number => stage.System.Handset.Network.Thread(number)
            .Where(text => text.From == Sender.Clinic).GroupBy(text => text.Text).Where(same => same.Count() > 1)
            .Select(same => $"{number[^4..]}: {same.Count()} times {same.Key[..Math.Min(40, same.Key.Length)]}")),
    ];

    private static async Task<IReadOnlyList<JsonNode>> ThreadAsync(Stage stage, string path, CancellationToken token)
    {
        var all = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await stage.Staff.GetAsync($"{path}/messages{(cursor is null ? "" : $"?cursor={cursor}")}", token)).Must(200).Json!;
            all.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = (string?)page["cursor"];
        }
        while (cursor is not null);
        all.Reverse();
        return all;
    }
}
