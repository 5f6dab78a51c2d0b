using System.Text.Json.Nodes;
using SecureText.EventGridDelivery;
using SecureText.Simulator;
using SecureText.Texting;

namespace SecureText.EndToEnd.Tests.Simulator;

public sealed class EventJsonTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 15, 4, 5, 678, TimeSpan.Zero);

    private static readonly Bubble Text = new(
        1, "Incoming_1", "+12065550123", "+18335550100", Sender.Patient, "Is my visit \"today\"? 👋", At, "sending",
        true);

    [Fact]
    public void Envelope_received_in_camel_case_has_the_published_fields()
    {
        var json = EventJson.Envelope(
            SmsEvents.Received(Text, LineKind.TollFree), new EventForm(EventSchema.EventGrid, DataCasing.Camel));

        Assert.Equal(["id", "topic", "subject", "data", "eventType", "dataVersion", "metadataVersion", "eventTime"],
            Names(json));
        Assert.Equal(["messageId", "from", "to", "message", "receivedTimestamp", "segmentCount"], Names(json["data"]!));
        Assert.Equal("12065550123", (string?)json["data"]!["from"]);
        Assert.Equal("2026-03-02T15:04:05.6780000Z", (string?)json["eventTime"]);
    }

    [Fact]
    public void Envelope_received_in_pascal_case_has_no_segment_count()
    {
        var json = EventJson.Envelope(
            SmsEvents.Received(Text, LineKind.TollFree), new EventForm(EventSchema.CloudEvents, DataCasing.Pascal));

        Assert.Equal(["MessageId", "From", "To", "Message", "ReceivedTimestamp"], Names(json["data"]!));
    }

    [Fact]
    public void Envelope_report_carries_tag_and_code()
    {
        var sent = Text with { Id = "Outgoing_1", From = Sender.Clinic };
        var report = SmsEvents.Report(sent, LineKind.TollFree, DeliveryOutcome.OptedOut, "outbox-7", At);

        var data = EventJson.Envelope(report, new EventForm(EventSchema.EventGrid, DataCasing.Camel))["data"]!;

        Assert.Equal("Failed", (string?)data["deliveryStatus"]);
        Assert.StartsWith("4007", (string?)data["deliveryStatusDetails"], StringComparison.Ordinal);
        Assert.Equal("outbox-7", (string?)data["Tag"]);
        Assert.Equal("+12065550123", (string?)data["to"]);
    }

    [Fact]
    public void Write_text_with_emoji_and_quotes_reads_back_as_it_was()
    {
        var form = new EventForm(EventSchema.EventGrid, DataCasing.Camel);
        var (body, _) = EventJson.Write([SmsEvents.Received(Text, LineKind.TollFree)], form, batched: false);

        Assert.Equal(Text.Text, (string?)JsonNode.Parse(body)![0]!["data"]!["message"]);
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(pair => pair.Key);
}
