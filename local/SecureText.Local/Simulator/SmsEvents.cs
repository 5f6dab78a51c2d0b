using System.Text.Json.Nodes;
using SecureText.EventGridDelivery;
using SecureText.Texting;

namespace SecureText.Simulator;

/// <summary>Makes the two events of the service, with numbers as its published samples write them.</summary>
internal static class SmsEvents
{
    internal static SmsEvent Received(Bubble text, LineKind kind) => new(
        text.Id, SmsEvent.Received, $"/phonenumber/{Bare(text.Phone)}", text.At,
        [
            new("messageId", text.Id),
            new("from", Bare(text.Phone)),
            new("to", Bare(text.Line)),
            new("message", text.Text),
            new("receivedTimestamp", EventJson.Time(text.At)),
            new("segmentCount", SegmentCount.Of(new MessageText(text.Text), kind).Parts),
        ]);

    internal static SmsEvent Report(Bubble text, LineKind kind, DeliveryOutcome outcome, string? tag, DateTimeOffset at)
    {
        var parts = SegmentCount.Of(new MessageText(text.Text), kind).Parts;
        List<KeyValuePair<string, JsonNode?>> data =
        [
            new("messageId", text.Id),
            new("from", Bare(text.Line)),
            new("to", text.Phone),
            new("deliveryStatus", outcome.Status),
            new("deliveryStatusDetails", outcome.Details),
            new("receivedTimestamp", EventJson.Time(at)),
            new("deliveryAttempts", new JsonArray(new JsonObject
            {
                ["timestamp"] = EventJson.Time(text.At),
                ["segmentsSucceeded"] = outcome.Code == 2000 ? parts : 0,
                ["segmentsFailed"] = outcome.Code == 2000 ? 0 : parts,
            })),
        ];
        if (tag is not null) data.Add(new("tag", tag));
        return new SmsEvent(text.Id, SmsEvent.DeliveryReport, $"/phonenumber/{Bare(text.Line)}", at, data);
    }

    private static string Bare(string number) => number.TrimStart('+');
}
