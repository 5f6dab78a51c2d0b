using System.Text.Json;
using SecureText.Api.Access;
using SecureText.Api.OpenApi;

namespace SecureText.Hosted;

/// <summary>
/// openapi.json, and whether an answer is as it says. Stricter than the schema language: a property that it does not name is a
/// fault too.
/// </summary>
internal static class ApiDocument
{
    // The description of the whole says that any operation may answer so.
    private static readonly int[] Anywhere = [413, 429];

    public static JsonElement Root { get; } = Read();

    public static IEnumerable<JsonElement> Operations =>
        Root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(one => one.Value);

    /// <summary>Holds an answer to the operation that gave it. What was sent to no route has no shape.</summary>
    public static void Holds(HttpMethod method, string path, Answer answer)
    {
        if (Find(method, path) is not { } operation) return;
        var at = $"{operation.GetProperty("operationId")} {answer.Status}";
        if (!operation.GetProperty("responses").TryGetProperty($"{answer.Status}", out var response))
        {
            Assert.True(Anywhere.Contains(answer.Status), $"{at} is not in the document.");
            response = Root.GetProperty("components").GetProperty("responses").GetProperty("BadRequest");
        }

        if (!Resolved(response).TryGetProperty("content", out var content))
        {
            Assert.Equal((at, ""), (at, answer.Text));
            return;
        }

        var type = answer.Type?.MediaType ?? "";
        Assert.True(content.TryGetProperty(type, out var form), $"{at} is of the type '{type}'.");
        if (type.EndsWith("json", StringComparison.Ordinal)) Holds(form.GetProperty("schema"), answer.Json, at);
    }

    private static void Holds(JsonElement schema, JsonElement value, string at)
    {
        schema = Resolved(schema);
        if (schema.TryGetProperty("anyOf", out var any) || schema.TryGetProperty("oneOf", out any))
        {
            schema = any.EnumerateArray().Select(Resolved).Single(one => TypesOf(one).Contains(KindOf(value)));
        }

        if (!schema.TryGetProperty("type", out _)) return;
        var kind = KindOf(value);
        Assert.True(TypesOf(schema).Contains(kind) || (kind == "integer" && TypesOf(schema).Contains("number")), $"{at} is {kind}.");
        if (schema.TryGetProperty("enum", out var words) && value.ValueKind == JsonValueKind.String)
        {
            Assert.Contains(value.GetString(), words.EnumerateArray().Select(word => word.GetString()));
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray()) Holds(schema.GetProperty("items"), item, $"{at}[]");
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            HoldsProperties(schema, value, at);
        }
    }

    private static void HoldsProperties(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            Assert.All(required.EnumerateArray(), name => Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{at} lacks {name}."));
        }

        // Of an object without a word about its inside, as a set of keys, nothing is asked.
        var isOpen = !schema.TryGetProperty("properties", out var properties);
        if (isOpen && !schema.TryGetProperty("additionalProperties", out _)) return;
        foreach (var property in value.EnumerateObject())
        {
            var isNamed = (!isOpen && properties.TryGetProperty(property.Name, out var inner))
                || schema.TryGetProperty("additionalProperties", out inner);
            Assert.True(isNamed, $"{at}.{property.Name} is not in the document.");
            Holds(inner, property.Value, $"{at}.{property.Name}");
        }
    }

    // A word of a path counts before a place for any.
    private static JsonElement? Find(HttpMethod method, string path)
    {
        var asked = PartsOf(path.Split('?')[0]);
        foreach (var one in Root.GetProperty("paths").EnumerateObject()
            .Where(one => PartsOf(one.Name) is var parts && parts.Length == asked.Length
                && parts.Zip(asked).All(pair => pair.First[0] == '{' || pair.First == pair.Second))
            .OrderBy(one => one.Name.Count(c => c == '{')))
        {
            if (one.Value.TryGetProperty(method.Method.ToLowerInvariant(), out var operation)) return operation;
        }

        return null;
    }

    private static string[] PartsOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static JsonElement Resolved(JsonElement part) => part.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/')[1..].Aggregate(Root, (at, name) => at.GetProperty(name))
        : part;

    private static List<string> TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type)
        ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static JsonElement Read()
    {
        using var stream = typeof(Permissions).Assembly.GetManifestResourceStream(OpenApi.ResourceName)!;
        return JsonSerializer.Deserialize<JsonElement>(stream);
    }
}
