using System.Text.Json.Nodes;

namespace SecureText.EventGridDelivery;

/// <summary>
/// One thing that happened on a line, before it takes the form in which Event Grid delivers it. Names in
/// <paramref name="Data"/> are camelCase.
/// </summary>
internal sealed record SmsEvent(
    string Id, string EventType, string Subject, DateTimeOffset At, IReadOnlyList<KeyValuePair<string, JsonNode?>> Data)
{
    internal const string Received = "Microsoft.Communication.SMSReceived";
    internal const string DeliveryReport = "Microsoft.Communication.SMSDeliveryReportReceived";
}

/// <summary>Takes events for delivery; returns at once.</summary>
internal interface IEventPublisher
{
    void Publish(SmsEvent smsEvent);
}
