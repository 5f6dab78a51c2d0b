using System.Text.Json;

namespace SecureText.Simulator;

/// <summary>The body of <c>POST /sms</c> (azure-rest-api-specs, communication/data-plane/Sms).</summary>
internal sealed record SmsRequest(
    string From, IReadOnlyList<SmsRecipient> Recipients, string Message, bool EnableDeliveryReport, string? Tag)
{
    internal const int MostRecipients = 100;
    internal const int LongestMessage = 2048;

    /// <summary>Reads the body; gives the request, or why the whole of it is refused.</summary>
    internal static (SmsRequest? Request, AcsError? Error) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return Refuse("The body is not JSON.", null);
        }
    }

    private static (SmsRequest?, AcsError?) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return Refuse("The body is not an object.", null);
        if (Text(root, "from") is not { Length: > 0 } from) return Refuse("The from field is required.", "from");
        if (Text(root, "message") is not { } message) return Refuse("The message field is required.", "message");
        if (message.Length > LongestMessage)
            return Refuse($"A message has at most {LongestMessage} characters.", "message");
        if (!root.TryGetProperty("smsRecipients", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return Refuse("The smsRecipients field is required.", "smsRecipients");
        }

        if (list.GetArrayLength() is < 1 or > MostRecipients)
            return Refuse($"There are 1 to {MostRecipients} recipients.", "smsRecipients");
        var recipients = new List<SmsRecipient>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || Text(item, "to") is not { } to)
                return Refuse("A recipient needs a number.", "to");
            recipients.Add(
                new SmsRecipient(to, Text(item, "repeatabilityRequestId"), Text(item, "repeatabilityFirstSent")));
        }

        if (!root.TryGetProperty("smsSendOptions", out var options) || options.ValueKind == JsonValueKind.Null)
        {
            return (new SmsRequest(from, recipients, message, false, null), null);
        }

        return options.ValueKind == JsonValueKind.Object
            && options.TryGetProperty("enableDeliveryReport", out var enable)
            && enable.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? (new SmsRequest(from, recipients, message, enable.GetBoolean(), Text(options, "tag")), null)
            : Refuse("The enableDeliveryReport field is required.", "smsSendOptions");
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static (SmsRequest?, AcsError?) Refuse(string message, string? target) =>
        (null, new AcsError(400, "BadRequest", message, target));
}

/// <summary>One recipient, as it was written; nothing checked yet.</summary>
internal sealed record SmsRecipient(string To, string? RepeatabilityRequestId, string? RepeatabilityFirstSent);
