using System.Globalization;
using SecureText.EventGridDelivery;

namespace SecureText.Faults.Garbage;

/// <summary>What Event Grid might bring: texts and delivery reports in either schema and casing, alone and many, whole and broken.</summary>
internal static class EventGarbage
{
    private static readonly TimeSpan OfMany = TimeSpan.FromSeconds(30);

    internal static Mutant Make(int number, Dice dice, Corpus corpus)
    {
        var mark = corpus.Canaries.Mark(number);
        var isReport = dice.Percent(25);
        var one = Event(number, dice, corpus, mark, isReport);
        var (tree, many) = dice.Below(24) switch
        {
            < 16 => ((Tree)new Tree.Items([TreeMutation.Change(one, dice, mark)]), false),
            < 19 => (TreeMutation.Change(one, dice, mark), false),
            < 21 => (TreeMutation.Change(new Tree.Items([one, Event(number, dice, corpus, mark, isReport)]), dice, mark), true),
            21 => (new Tree.Items([.. Enumerable.Range(0, dice.Pick([5, 40])).Select(_ => TreeMutation.Change(one, dice, mark))]), true),
            22 when dice.Percent(15) => (new Tree.Items([.. Enumerable.Repeat(TreeMutation.Change(one, dice, mark), 1000)]), true),
            _ => (new Tree.Items([Long(one, dice, mark)]), false),
        };
        var function = dice.Below(20) switch { 0 => "", 1 => "DueWorkTimer", < 5 => "DeliveryReports", _ => "InboundSms" };
        List<(string, string)> headers =
        [
            ("Host", "127.0.0.1"),
            ("aeg-event-type", dice.Percent(96) ? "Notification" : dice.Pick(["SubscriptionValidation", "Unsubscribe", "SubscriptionDeletion", "", "notification", mark])),
            ("Content-Type", dice.Percent(90) ? "application/json; charset=utf-8" : dice.Pick(["text/plain", "application/xml", "", "application/json; charset=utf-16"])),
        ];
        return new Mutant(
            number, "event", "POST", $"/runtime/webhooks/eventgrid?functionName={function}", headers, ByteMutation.Encode(tree.ToString(), dice))
        {
            Limit = many ? OfMany : TimeSpan.FromSeconds(5),
        };
    }

    /// <summary>A text as it should be.</summary>
    internal static Mutant Good(int number, string mark)
    {
        var at = TimeProvider.System.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"good{number}");
        List<KeyValuePair<string, System.Text.Json.Nodes.JsonNode?>> data =
        [
            new("messageId", id), new("from", Canaries.Numbers[2].TrimStart('+')), new("to", GarbageSystem.Line.TrimStart('+')), new("message", mark),
            new("receivedTimestamp", EventJson.Time(at)), new("segmentCount", 1),
        ];
        var (body, type) = EventJson.Write([new SmsEvent(id, SmsEvent.Received, "/phonenumber/x", at, data)], new EventForm(EventSchema.EventGrid, DataCasing.Camel), true);
        return new Mutant(
            number, "good", "POST", "/runtime/webhooks/eventgrid?functionName=InboundSms",
            [("Host", "127.0.0.1"), ("aeg-event-type", "Notification"), ("Content-Type", type)], System.Text.Encoding.UTF8.GetBytes(body));
    }

    private static Tree Event(int number, Dice dice, Corpus corpus, string mark, bool isReport)
    {
        var at = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero).AddSeconds(number);
        var id = string.Create(CultureInfo.InvariantCulture, $"garbage-{number}-{dice.Below(1000)}");
        var number1 = dice.Percent(85)
            ? string.Create(CultureInfo.InvariantCulture, $"1{dice.Pick(["206", "415", "312"])}55501{dice.Below(60):D2}")
            : dice.Pick(["12345", "MyBank", "+442079460000", "sms:+12065550100", "١٢٠٦٥٥٥٠١٠٠"]);
        var line = dice.Percent(95) ? GarbageSystem.Line.TrimStart('+') : "18335550199";
        List<KeyValuePair<string, System.Text.Json.Nodes.JsonNode?>> data = isReport
            ?
            [
                new("messageId", id), new("from", line), new("to", number1), new("deliveryStatus", dice.Pick(["Delivered", "Failed"])),
                new("deliveryStatusDetails", dice.Pick(["No error.", "4007 - opted out", "4001 - x", "5002", mark, "9999999"])), new("receivedTimestamp", EventJson.Time(at)),
                new("tag", dice.Pick([mark, $"{corpus.Of("id")[0]}.{corpus.Of("message")[0]}", $"{corpus.Of("id")[0]}.{corpus.Of("message")[0]}.99999999999", "..", "a.b.c.d"])),
            ]
            :
            [
                new("messageId", id), new("from", number1), new("to", line), new("message", Words(dice, mark)), new("receivedTimestamp", EventJson.Time(at)),
                new("segmentCount", 1),
            ];
        var form = new EventForm(dice.Percent(70) ? EventSchema.EventGrid : EventSchema.CloudEvents, dice.Percent(70) ? DataCasing.Camel : DataCasing.Pascal);
        var type = isReport ? SmsEvent.DeliveryReport : SmsEvent.Received;
        return Tree.Of(EventJson.Envelope(new SmsEvent(id, type, $"/phonenumber/{number1}", at, data), form).ToJsonString());
    }

    private static string Words(Dice dice, string mark) => dice.Below(4) switch
    {
        0 => Odd.Text(dice) + mark,
        1 => mark + " " + dice.Pick(["STOP", "START", "HELP", "YES", "please stop texting me", "wrong number", "no me escriban más"]),
        2 => dice.Pick(["STOP", "START", "HELP"]),
        _ => $"Hello {mark}",
    };

    // Words as long as a service would never pass on: what is read in more than one pass over itself shows here.
    private static Tree Long(Tree one, Dice dice, string mark)
    {
        var units = new[] { "a ", "stop ", "1", "dont want a b c d ", "remove a b c ", "no me a b ", "é", "😀", " ", ".", "STOP.", "quit a b ", "x1T1:11" };
        var words = mark + string.Concat(Enumerable.Repeat(dice.Pick(units), dice.Pick([2000, 20_000, 60_000])));
        var text = one.ToString();
        return Tree.Of(text.Replace($"Hello {mark}", words, StringComparison.Ordinal));
    }
}
