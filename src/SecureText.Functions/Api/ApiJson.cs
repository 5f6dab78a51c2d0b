using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace SecureText.Api;

/// <summary>JSON of the API: camelCase, enums as camelCase words; what is not there is null.</summary>
internal static class ApiJson
{
    /// <summary>Longest request body, in bytes.</summary>
    public const int LongestBody = 64 * 1024;

    /// <summary>The one set of options.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>
    /// Reads a string or null. False for everything else, also for half a surrogate pair, which JSON's escapes can write and which
    /// is no text.
    /// </summary>
    public static bool TryReadText(JsonElement sent, out string? text)
    {
        text = null;
        if (sent.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) return false;
        try
        {
            text = sent.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Writes a body.</summary>
    public static IResult Ok<T>(T body, int status = 200) => Results.Json(body, Options, statusCode: status);

    /// <summary>
    /// Reads a body; null when it is not the JSON that is asked for. No body is <paramref name="whenNothing"/>.
    /// </summary>
    public static async Task<T?> ReadAsync<T>(
        HttpRequest request, CancellationToken cancellationToken, int longest = LongestBody, T? whenNothing = null) where T : class
    {
        try
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(new LimitedStream(buffer, longest), cancellationToken);
            if (buffer.Length == 0) return whenNothing;
            var body = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);

            // What is kept as JSON would only be found out when somebody reads it.
            return Utf8.IsValid(body) ? JsonSerializer.Deserialize<T>(body, Options) ?? whenNothing : null;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or NotSupportedException)
        {
            return null;
        }
    }
}
