using System.Globalization;
using System.Text.Json;
using SecureText.Audit;
using SecureText.Texting;

namespace SecureText.Inbound;

/// <summary>
/// Reads one event in the Event Grid or the CloudEvents schema, with property names in either casing, with or without
/// <c>segmentCount</c> and <c>tag</c>: all of these stand in Microsoft's own samples.
/// </summary>
public static class AcsEventReader
{
    private const string SmsReceivedType = "Microsoft.Communication.SMSReceived";
    private const string DeliveryReportType = "Microsoft.Communication.SMSDeliveryReportReceived";

    // Longer than any number or name of a sender; what is longer would not fit beside the head.
    private const int LongestSender = 64;

    /// <summary>Reads one event; never throws for what stands in it.</summary>
    public static AcsEvent Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return new AcsEvent.Malformed("not JSON");
        }
    }

    private static AcsEvent Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return new AcsEvent.Malformed("not an object");
        var type = Text(root, "eventType") ?? Text(root, "type");
        if (type is null) return new AcsEvent.Malformed("no event type");
        var isText = type.Equals(SmsReceivedType, StringComparison.OrdinalIgnoreCase);
        var isReport = type.Equals(DeliveryReportType, StringComparison.OrdinalIgnoreCase);
        if (!isText && !isReport) return new AcsEvent.Other(KnownWords(type));
        if (Find(root, "data") is not { ValueKind: JsonValueKind.Object } data) return new AcsEvent.Malformed("no data");

        var id = Identifier(Text(data, "messageId")) ?? Identifier(Text(root, "id"));
        var at = Time(data, "receivedTimestamp") ?? Time(root, "eventTime") ?? Time(root, "time");
        if (id is null) return new AcsEvent.Malformed("no message id");
        if (at is null) return new AcsEvent.Malformed("no time");

        if (isReport)
        {
            var status = Text(data, "deliveryStatus");
            return status is null
                ? new AcsEvent.Malformed("no delivery status")
                : new AcsEvent.DeliveryReport(
                    id, KnownWords(status), Code(Text(data, "deliveryStatusDetails")), Text(data, "tag"), at.Value,
                    Text(data, "from"), Text(data, "to"));
        }

        return (Text(data, "from"), Text(data, "to"), Text(data, "message")) switch
        {
            (null or "", _, _) => new AcsEvent.Malformed("no sender"),
            ({ Length: > LongestSender }, _, _) => new AcsEvent.Malformed("sender too long"),
            (_, null or "", _) => new AcsEvent.Malformed("no recipient"),
            (_, _, null) => new AcsEvent.Malformed("no message"),
            var (from, to, message) => new AcsEvent.SmsReceived(id, from, to, new MessageText(message), at.Value),
        };
    }

    private static JsonElement? Find(JsonElement element, string name)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        }

        return null;
    }

    private static string? Text(JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.String } value ? JsonText.Read(value) : null;

    // A time without a date must not become today's, or every delivery would be another message; and a table takes no
    // time before 1601, so an absurd one would come back for ever.
    private static DateTimeOffset? Time(JsonElement element, string name) =>
        DateTime.TryParse(
            Text(element, name),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault,
            out var time) && time.Year is >= 2000 and < 2200
            ? new DateTimeOffset(time)
            : null;

    // Ids and words go to the journal, so only their plain form passes: an attacker who posts events must not be able
    // to write into it, and an id that it refuses must not come back for ever.
    private static string? Identifier(string? text) =>
        text is { Length: > 0 and <= Opaque.MaxLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            && !PhoneNumber.TryParse(text, out _)
            ? text
            : null;

    private static string KnownWords(string text) =>
        text.Length <= 80 && text.All(c => char.IsAsciiLetter(c) || c == '.') ? text : "other";

    private static string? Code(string? details)
    {
        var digits = new string((details ?? "").TrimStart().TakeWhile(char.IsAsciiDigit).ToArray());
        return digits.Length is > 0 and <= 6 ? digits : null;
    }
}
