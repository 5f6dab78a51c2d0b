using System.Text.Json.Nodes;
using Azure.Data.Tables;
using SecureText.Faults.Run;
using SecureText.SignIn;

namespace SecureText.Faults.Load;

/// <content>What is counted and derived agrees with what it is derived from.</content>
internal sealed partial class DayChecks
{
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    private Verdict Unread()
    {
        var wrong = new List<string>();
        foreach (var (number, line) in lines)
        {
            var arrived = Thread(number).Count(item => (string?)item["direction"] == "in");
            var standing = day.Promises.Standings.GetValueOrDefault(number) ?? new Standing(null, arrived, arrived, null);
            var unread = (int)line["unread"]!;
            if (unread < standing.UnreadFrom || unread > standing.UnreadTo)
                wrong.Add($"{number[^4..]}: {unread}, should be {standing.UnreadFrom} to {standing.UnreadTo}");
        }

        return Counted("unread texts are counted right", lines.Count, wrong);
    }

    private Verdict Unanswered()
    {
        var (wrong, sure) = (new List<string>(), 0);
        foreach (var (number, standing) in day.Promises.Standings)
        {
            // A text that did not go out, or may not have, calls a person by itself.
            var calls = Thread(number).Any(item => (string?)item["direction"] == "out" && (string?)item["status"] is not "delivered");
            if (standing.Unanswered is not { } expected || calls) continue;
            sure++;
            if ((bool)lines[number]["unanswered"]! != expected) wrong.Add($"{number[^4..]}: should be {expected}");
        }

        return wrong.Count == 0
            ? new Verdict("who waits for an answer is shown as waiting", "all", $"{sure}", true)
            : Verdict.None("who waits for an answer is shown as waiting", wrong);
    }

    private Verdict Assigned()
    {
        var wrong = day.Promises.Standings.Where(one => (string?)lines[one.Key]["assignedTo"] != one.Value.AssignedTo).Select(one => one.Key[^4..]);
        return Counted("every conversation is whose it was last given to", day.Promises.Standings.Count, [.. wrong]);
    }

    // What a view shows is what the head by itself says, line by line; and the counts are those of the views.
    private async Task<Verdict> IndexAsync(Dictionary<string, IReadOnlyList<JsonNode>> views, CancellationToken token)
    {
        var wrong = new List<string>();
        foreach (var (view, shown) in views)
        {
            foreach (var item in shown)
            {
                var head = lines[(string)item["number"]!];
                if (!JsonNode.DeepEquals(item, head)) wrong.Add($"{view}: {item["id"]} is shown otherwise");
            }

            var belong = lines.Values.Where(head => Belongs(head, view)).Select(head => (string)head["id"]!).ToHashSet();
            if (!belong.SetEquals(shown.Select(item => (string)item["id"]!)) || belong.Count != shown.Count)
                wrong.Add($"{view}: {shown.Count} shown, {belong.Count} belong there");
        }

        var counts = (await day.Staff.SureAsync(
            DemoPeople.Manager, "counts", client => client.GetAsync("api/inbox/counts", token), token)).Must(200).Json!;
        foreach (var (view, shown) in views)
            if ((int)counts[view]! != shown.Count) wrong.Add($"{view}: counted {counts[view]}, shown {shown.Count}");
        return Counted("the inbox shows what the heads say", lines.Count, wrong);
    }

    private static bool Belongs(JsonNode head, string view) => view switch
    {
        "open" => (string?)head["status"] == "open",
        "closed" => (string?)head["status"] == "closed",
        "unanswered" => (bool)head["unanswered"]! && (string?)head["status"] == "open",
        _ => (bool)head["urgent"]! && (string?)head["status"] == "open",
    };

    private async Task<IReadOnlyList<string>> DueAsync(CancellationToken token)
    {
        var outbox = new TableServiceClient(day.System.Azurite.ConnectionString).GetTableClient("Outbox");
        var rows = new List<string>();
        await foreach (var row in outbox.QueryAsync<TableEntity>("PartitionKey eq 'due'", null, Keys, token)) rows.Add(row.RowKey);
        return rows;
    }
}
