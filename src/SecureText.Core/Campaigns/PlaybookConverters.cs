using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecureText.Campaigns;

/// <summary>Names of an enum in camelCase; numbers are refused, since they would survive a renumbering with another meaning.</summary>
internal sealed class NamedEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary><see cref="AnswerForm"/> as one text.</summary>
internal sealed class AnswerFormJson : JsonConverter<AnswerForm>
{
    public override AnswerForm Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && AnswerForm.TryParse(reader.GetString(), out var form) ? form : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, AnswerForm value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>A span as <c>-72h</c>, <c>7d</c> or <c>-15m</c>: whole minutes, hours or days.</summary>
internal sealed class SpanJson : JsonConverter<TimeSpan>
{
    private const int MostDigits = 6;

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var span) ? span : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value));

    internal static bool TryParse(string text, out TimeSpan span)
    {
        span = default;
        var (sign, digits) = text.StartsWith('-') ? (-1, text[1..]) : (1, text);
        if (digits.Length is < 2 or > MostDigits + 1) return false;
        if (!int.TryParse(digits[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        if (digits[^1] is not ('m' or 'h' or 'd')) return false;
        span = sign * count * (digits[^1] switch { 'm' => TimeSpan.FromMinutes(1), 'h' => TimeSpan.FromHours(1), _ => TimeSpan.FromDays(1) });
        return true;
    }

    internal static string Format(TimeSpan span)
    {
        var (count, unit) = span.Ticks switch
        {
            var ticks when ticks % TimeSpan.TicksPerDay == 0 => (ticks / TimeSpan.TicksPerDay, 'd'),
            var ticks when ticks % TimeSpan.TicksPerHour == 0 => (ticks / TimeSpan.TicksPerHour, 'h'),
            var ticks => (ticks / TimeSpan.TicksPerMinute, 'm'),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }
}

/// <summary>A time of day as <c>10:00</c>.</summary>
internal sealed class ClockJson : JsonConverter<TimeOnly>
{
    private const string Written = "HH:mm";

    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && TimeOnly.TryParseExact(reader.GetString(), Written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(Written, CultureInfo.InvariantCulture));
}
