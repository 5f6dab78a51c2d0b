using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecureText.Campaigns;

/// <summary>Holds JSON to the part of JSON Schema 2020-12 that <c>playbook.schema.json</c> uses; an unknown keyword fails.</summary>
internal sealed class SchemaReading
{
    private static readonly HashSet<string> Remarks = ["$schema", "$defs", "title", "description", "default"];

    private readonly JsonElement root;

    private SchemaReading(JsonElement root) => this.root = root;

    public static SchemaReading OfPlaybooks()
    {
        using var stream = typeof(Playbook).Assembly.GetManifestResourceStream("playbook.schema.json")!;
        return new SchemaReading(JsonDocument.Parse(stream).RootElement.Clone());
    }

    /// <summary>Where it breaks the schema; nothing means that it keeps it.</summary>
    public List<string> Check(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. Check(root, document.RootElement, "$")];
    }

    private IEnumerable<string> Check(JsonElement schema, JsonElement value, string at) =>
        schema.EnumerateObject().Where(keyword => !Remarks.Contains(keyword.Name)).SelectMany(keyword => Check(schema, keyword, value, at));

    private IEnumerable<string> Check(JsonElement schema, JsonProperty keyword, JsonElement value, string at)
    {
        var rule = keyword.Value;
        return keyword.Name switch
        {
            "$ref" => Check(rule.GetString()!.Split('/')[1..].Aggregate(root, (node, part) => node.GetProperty(part)), value, at),
            "anyOf" => If(rule.EnumerateArray().All(one => Check(one, value, at).Any())),
            "type" => If(!IsOf(rule.GetString()!, value)),
            "enum" => If(!rule.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value))),
            "pattern" => If(value.ValueKind == JsonValueKind.String && !Regex.IsMatch(value.GetString()!, rule.GetString()!)),
            "minLength" => If(value.ValueKind == JsonValueKind.String && value.GetString()!.Length < rule.GetInt32()),
            "minimum" => If(value.ValueKind == JsonValueKind.Number && value.GetDecimal() < rule.GetDecimal()),
            "maximum" => If(value.ValueKind == JsonValueKind.Number && value.GetDecimal() > rule.GetDecimal()),
            "minItems" => If(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() < rule.GetInt32()),
            "maxItems" => If(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > rule.GetInt32()),
            "uniqueItems" => If(Items(value).Select(item => item.GetRawText()).Distinct().Count() < Items(value).Count),
            "items" => Items(value).SelectMany((item, i) => Check(rule, item, $"{at}[{i}]")),
            "required" => If(value.ValueKind == JsonValueKind.Object && rule.EnumerateArray().Any(name => !value.TryGetProperty(name.GetString()!, out _))),
            "properties" => Properties(value).Where(one => rule.TryGetProperty(one.Name, out _))
                .SelectMany(one => Check(rule.GetProperty(one.Name), one.Value, $"{at}.{one.Name}")),
            "additionalProperties" => If(Properties(value).Any(one => !schema.GetProperty("properties").TryGetProperty(one.Name, out _))),
            _ => throw new NotSupportedException(keyword.Name),
        };

        IEnumerable<string> If(bool breaks) => breaks ? [$"{at}: {keyword.Name}"] : [];
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new NotSupportedException(type),
    };

    private static List<JsonElement> Items(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];

    private static List<JsonProperty> Properties(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? [.. value.EnumerateObject()] : [];
}
