using System.Text.Json;
using SecureText.Inbound;
using SecureText.Texting;

namespace SecureText.Faults.Garbage;

/// <summary>What the host makes of a delivery before the program sees it, and what the program says it is.</summary>
internal static class EventReading
{
    /// <summary>Each event as the program gets it; null when the host cannot read the delivery and so refuses it itself.</summary>
    internal static IReadOnlyList<string>? Of(byte[] body)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(body));
            var json = JsonSerializer.Deserialize<JsonElement>(reader.ReadToEnd());
            if (json.ValueKind == JsonValueKind.Object) json = JsonSerializer.Deserialize<JsonElement>($"[{json.GetRawText()}]");
            return json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(one => one.ValueKind == JsonValueKind.Object)
                ? [.. json.EnumerateArray().Select(one => one.GetRawText())]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether it is a text to the clinic's own line.</summary>
    internal static bool IsText(AcsEvent read, out AcsEvent.SmsReceived text)
    {
        text = (read as AcsEvent.SmsReceived)!;
        return text is not null && PhoneNumber.TryParse(text.To, out var line) && line.E164 == GarbageSystem.Line;
    }

    /// <summary>Whether it must be in quarantine once it is acknowledged.</summary>
    internal static bool IsKeptAside(AcsEvent read) => read is AcsEvent.Malformed || (read is AcsEvent.SmsReceived && !IsText(read, out _));
}
