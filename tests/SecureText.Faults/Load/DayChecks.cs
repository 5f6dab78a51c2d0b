using System.Text.Json.Nodes;
using SecureText.Faults.Run;
using SecureText.SignIn;
using SecureText.Simulator;

namespace SecureText.Faults.Load;

/// <summary>What must stand at the end of a busy day, read through the interfaces that staff have, and on the phones.</summary>
internal sealed partial class DayChecks(BusyDay day)
{
    // A slot of the line is good for so long: a text that was on its way to the carrier at this moment cannot be called back.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, IReadOnlyList<JsonNode>> threads = [];
    private readonly Dictionary<string, JsonNode> lines = [];
    private IReadOnlyList<Bubble> bubbles = [];

    /// <summary>Every row. The system must be at rest.</summary>
    internal async Task<IReadOnlyList<Verdict>> RunAsync(CancellationToken token)
    {
        var network = day.System.Handset.Network;
        bubbles = [.. network.Newest().SelectMany(one => network.Thread(one.Phone))];
        var views = await ReadAsync(token);
        var work = await day.Driver.Hub.LookAsync(day.Clock.GetUtcNow(), token);
        return
        [
            Taken(), Opens(), Replies(), Notes(), Twice(), Stopped(), Recipients(), await UploadsAsync(token), Unread(), Unanswered(),
            Assigned(), await IndexAsync(views, token),
            Verdict.None("what is promised in the outbox comes to an end", await DueAsync(token)),
            Verdict.Equal("the task hub is drained", "0 messages, 0 activities, 0 alive", $"{work.Messages} messages, {work.Activities} activities, {work.Alive} alive"),
            Verdict.None("no orchestration failed", day.Failed),
            Verdict.None("no answer but those that the interface names", [.. day.Promises.Wrong, .. Oddities()]),
            await SeenAsync(token), await LogAsync(token), await ScanAsync(token),
        ];
    }

    private async Task<Dictionary<string, IReadOnlyList<JsonNode>>> ReadAsync(CancellationToken token)
    {
        var views = new Dictionary<string, IReadOnlyList<JsonNode>>();
        foreach (var view in new[] { "open", "unanswered", "urgent", "closed" }) views[view] = await day.Staff.ViewAsync(view, token);
        foreach (var line in views["open"].Concat(views["closed"]))
        {
            var number = (string)line["number"]!;
            var id = (string)line["id"]!;
            var answer = await day.Staff.SureAsync(
                DemoPeople.Manager, "read line", client => client.GetAsync($"api/conversations/{id}", token), token);
            lines[number] = answer.Must(200).Json!;
            threads[number] = await day.Staff.ThreadAsync(id, token);
        }

        return views;
    }

    // Whatever the network took is an event that Event Grid delivers until it is acknowledged.
    private Verdict Taken()
    {
        var wrong = new List<string>();
        var texts = bubbles.Where(one => one.From == Sender.Patient).ToList();
        foreach (var group in texts.GroupBy(one => (one.Phone, one.Text)))
        {
            var found = Thread(group.Key.Phone).Count(item => (string?)item["direction"] == "in" && (string?)item["text"] == group.Key.Text);
            if (found != group.Count()) wrong.Add($"{Name(group.Key.Text)}: {found} of {group.Count()}");
        }

        wrong.AddRange(day.System.Handset.Grid.Log.DeadLetters.Select(one => $"given up: {one.Reason} after {one.Attempts}"));
        return Counted("every text of a patient is in its thread once", texts.Count, wrong);
    }

    private Verdict Opens()
    {
        var items = threads.Values.SelectMany(one => one).ToList();
        return Counted("every row of every thread opens", items.Count, [.. items.Where(item => (bool)item["damaged"]!).Select(item => $"{item["id"]}")]);
    }

    private Verdict Replies()
    {
        var wrong = new List<string>();
        var (all, unknown) = (Of(Kind.Reply), new List<string>());
        foreach (var one in all)
        {
            var rows = Rows(one, "out");
            var phone = bubbles.Count(bubble => bubble.Phone == one.Number && bubble.From == Sender.Clinic && bubble.Text == one.Words);
            var status = rows.Count == 1 ? (string)rows[0]["status"]! : "none";
            if (status == "unknown") unknown.Add($"{rows[0]["reason"]}");
            var sent = status switch
            {
                "delivered" => phone == 1,
                "failed" or "unknown" => phone <= 1,
                "suppressed" => phone == 0,
                "none" => phone == 0 && rows.Count == 0 && !one.IsPromised,
                _ => false,
            };
            if (!sent || one.Ids.Count > 1 || (one.Status is >= 400 && rows.Count > 0)) wrong.Add($"{one.Key}: answered {one.Status} with {one.Ids.Count} ids, {rows.Count} in the thread ({status}), {phone} on the phone");
        }

        var verdict = Counted("every reply with its key is there and on the phone once", all.Count, wrong);
        return unknown.Count == 0 ? verdict : verdict with { Found = $"{verdict.Found}; shown as unknown: {string.Join(", ", unknown)}" };
    }

    private Verdict Notes() => Kept("every note with its key is there once", Kind.Note, "note");

    // No two texts of this day have the same words but the news, and nobody is to get that twice either.
    private Verdict Twice()
    {
        var texts = bubbles.Where(one => one.From == Sender.Clinic).ToList();
        var twice = texts.GroupBy(one => (one.Phone, one.Text)).Where(group => group.Count() > 1)
            .Select(group => $"{group.Count()} x {Name(group.Key.Text)}");
        return Counted("nobody got a text twice", texts.Count, [.. twice]);
    }

    private Verdict Stopped()
    {
        var (wrong, onTheirWay) = (new List<string>(), 0);
        var stops = bubbles.Where(one => one is { From: Sender.Patient, Text: "STOP" }).ToList();
        foreach (var stop in stops)
        {
            if (day.Phones.TakenAt(stop.Id) is not { } taken)
            {
                wrong.Add("STOP was never taken");
                continue;
            }

            var after = bubbles.Where(one => one.Phone == stop.Phone && one.From == Sender.Clinic && one.Sequence > taken.Newest).ToList();
            onTheirWay += after.Count(one => one.At - taken.At <= OnItsWay);
            wrong.AddRange(after.Where(one => one.At - taken.At > OnItsWay).Select(one => $"{Name(one.Text)} after {(one.At - taken.At).TotalSeconds:0} s"));
        }

        var verdict = Counted("nobody who said STOP got anything afterwards", stops.Count, wrong);
        return onTheirWay == 0 ? verdict : verdict with { Found = $"{verdict.Found}; on their way at that moment: {onTheirWay}" };
    }

    private Verdict Recipients()
    {
        var left = bubbles.Where(one => one is { From: Sender.Patient, Text: "STOP" }).Select(one => one.Phone).ToHashSet();
        var wrong = new List<string>();
        foreach (var number in day.Promises.Recipients.Keys)
        {
            var got = bubbles.Count(one => one.Phone == number && one.From == Sender.Clinic && one.Text.Contains("flu shots", StringComparison.Ordinal)
                || one.Phone == number && one.From == Sender.Clinic && one.Text.Contains("Vacunas", StringComparison.Ordinal));
            if (got == 1 || (got == 0 && (left.Contains(number) || IsUnknown(number)))) continue;
            wrong.Add($"{number[^4..]}: {got}");
        }

        return Counted("everybody got the news once", day.Promises.Recipients.Count, wrong);
    }

    private bool IsUnknown(string number) => Thread(number).Any(item => (string?)item["direction"] == "out" && (string?)item["status"] == "unknown");

    private Verdict Kept(string what, Kind kind, string direction)
    {
        var wrong = new List<string>();
        foreach (var one in Of(kind))
        {
            var found = Rows(one, direction).Count;
            if (found != 1 && (found != 0 || one.IsPromised) || one.Ids.Count > 1)
                wrong.Add($"{one.Key}: answered {one.Status} with {one.Ids.Count} ids, {found} in the thread");
        }

        return Counted(what, Of(kind).Count, wrong);
    }

    private List<JsonNode> Rows(Asked one, string direction) =>
        [.. Thread(one.Number).Where(item => (string?)item["direction"] == direction && (string?)item["text"] == one.Words)];

    private List<Asked> Of(Kind kind) => [.. day.Promises.All.Where(one => one.Kind == kind)];

    private IReadOnlyList<JsonNode> Thread(string number) => threads.GetValueOrDefault(number) ?? [];

    // A run that tried nothing has shown nothing.
    private static Verdict Counted(string what, int count, List<string> wrong) =>
        count == 0 ? new Verdict(what, "some", "nothing was tried", false)
        : wrong.Count == 0 ? new Verdict(what, "all", $"{count}", true)
        : Verdict.None(what, wrong) with { Expected = $"{count}" };

    // Words of a text are made up, but whoever reads the table wants the beginning only.
    private static string Name(string text) => text.Length <= 40 ? text : $"{text[..40]}...";
}
