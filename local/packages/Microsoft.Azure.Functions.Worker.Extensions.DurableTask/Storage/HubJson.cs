using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Storage;

/// <summary>How history, messages and records are written. Not the application's converter: that makes the payloads.</summary>
internal static class HubJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // Not WhenWritingDefault: zero is a task number.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    internal static T Read<T>(string? text) => JsonSerializer.Deserialize<T>(text ?? "null", Options)!;
}
