using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using SecureText.Api;

namespace SecureText.Archive;

/// <summary>The copy for machines: one JSON object, written as it is read.</summary>
internal static class RecordJson
{
    private const int Flush = 64 * 1024;

    // Letters as they are, so that a person can read it too; what a page could take for markup stays escaped.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static async Task WriteAsync(
        Stream to, RecordDocument record, RecordMessages messages, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true, Encoder = Encoder });
        var options = new JsonSerializerOptions(ApiJson.Options) { Encoder = Encoder };
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        var document = JsonSerializer.SerializeToElement(record, options);
        foreach (var property in document.EnumerateObject()) property.WriteTo(json);
        json.WriteStartArray("messages");
        await foreach (var message in messages.AllAsync(cancellationToken))
        {
            JsonSerializer.Serialize(json, message, options);
            if (json.BytesPending > Flush) await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }
}
