using System.Text;
using System.Text.Json;

namespace SecureText.Inbound;

/// <summary>
/// Takes apart what Event Grid writes of events that it could not deliver: a JSON array of them, each as it was sent with a few
/// members more (<c>deadLetterReason</c>, <c>deliveryAttempts</c>, …).
/// </summary>
public static class DeadLetterReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Each event as JSON, in order. What is no list of events is one: whoever takes it finds that it is malformed and keeps it.
    /// Never throws for what stands in it, and leaves nothing out.
    /// </summary>
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith(Encoding.UTF8.Preamble)) content = content[Encoding.UTF8.Preamble.Length..];
        if (content.IsEmpty) return [];
        string text;
        try
        {
            text = Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            // As text with question marks some of it would be gone.
            return [$"base64:{Convert.ToBase64String(content)}"];
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(item => item.GetRawText())]
                : [text];
        }
        catch (JsonException)
        {
            return [text];
        }
    }
}
