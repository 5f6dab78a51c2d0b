using System.Text.Json;

namespace Azure.Communication.Sms;

/// <summary>Reads the body of a 202: one item a recipient.</summary>
internal static class SendResponse
{
    internal static IReadOnlyList<SmsSendResult> Read(BinaryData body)
    {
        using var document = JsonDocument.Parse(body);
        var results = new List<SmsSendResult>();
        foreach (var item in document.RootElement.GetProperty("value").EnumerateArray())
        {
            results.Add(new SmsSendResult(
                item.GetProperty("to").GetString()!,
                Optional(item, "messageId"),
                item.GetProperty("httpStatusCode").GetInt32(),
                item.GetProperty("successful").GetBoolean(),
                Optional(item, "errorMessage")));
        }

        return results;
    }

    private static string? Optional(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) ? value.GetString() : null;
}
