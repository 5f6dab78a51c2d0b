using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecureText.EventGridDelivery;

/// <summary>
/// Writes events as Event Grid writes them (azure-docs, communication-services-telephony-sms-events).
/// </summary>
internal static class EventJson
{
    internal const string EventGridContent = "application/json; charset=utf-8";
    internal const string CloudEventContent = "application/cloudevents+json; charset=utf-8";
    internal const string CloudEventBatchContent = "application/cloudevents-batch+json; charset=utf-8";

    private const string Topic =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local/providers/microsoft.communication"
        + "/communicationservices/local";

    // As the service: letters go out as they are; a receiver must not count on \u escapes.
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One event alone is an array in the Event Grid schema and an object in the CloudEvents schema.</summary>
    internal static (string Body, string ContentType) Write(
        IReadOnlyList<SmsEvent> events, EventForm form, bool batched)
    {
        if (form.Schema == EventSchema.CloudEvents && !batched)
        {
            return (Envelope(events[0], form).ToJsonString(Plain), CloudEventContent);
        }

        var array = new JsonArray([.. events.Select(one => Envelope(one, form))]);
        var contentType = form.Schema == EventSchema.EventGrid ? EventGridContent : CloudEventBatchContent;
        return (array.ToJsonString(Plain), contentType);
    }

    internal static JsonObject Envelope(SmsEvent one, EventForm form) => form.Schema switch
    {
        EventSchema.CloudEvents => new JsonObject
        {
            ["id"] = one.Id,
            ["source"] = Topic,
            ["subject"] = one.Subject,
            ["data"] = Data(one, form.Casing),
            ["type"] = one.EventType,
            ["time"] = Time(one.At),
            ["specversion"] = "1.0",
        },
        _ => new JsonObject
        {
            ["id"] = one.Id,
            ["topic"] = Topic,
            ["subject"] = one.Subject,
            ["data"] = Data(one, form.Casing),
            ["eventType"] = one.EventType,
            ["dataVersion"] = "1.0",
            ["metadataVersion"] = "1",
            ["eventTime"] = Time(one.At),
        },
    };

    internal static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Data(SmsEvent one, DataCasing casing)
    {
        var data = new JsonObject();
        foreach (var (name, value) in one.Data)
        {
            // The published PascalCase form is the older one and has no segment count.
            if (casing == DataCasing.Pascal && name == "segmentCount") continue;
            data[casing == DataCasing.Pascal ? Pascal(name) : Camel(name)] = Copy(value, casing);
        }

        return data;
    }

    private static JsonNode? Copy(JsonNode? value, DataCasing casing) => value switch
    {
        JsonObject inner => new JsonObject(inner.Select(pair =>
            KeyValuePair.Create(casing == DataCasing.Pascal ? Pascal(pair.Key) : pair.Key, Copy(pair.Value, casing)))),
        JsonArray items => new JsonArray([.. items.Select(item => Copy(item, casing))]),
        _ => value?.DeepClone(),
    };

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    // The published camelCase sample has this one name with a capital.
    private static string Camel(string name) => name == "tag" ? "Tag" : name;
}
