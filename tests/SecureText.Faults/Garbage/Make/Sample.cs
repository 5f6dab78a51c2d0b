using System.Globalization;
using System.Text.Json;

namespace SecureText.Faults.Garbage;

/// <summary>A body as the description of the API asks for it, with ids that are there.</summary>
internal sealed class Sample(ApiRoute route, Corpus corpus, Dice dice, int number)
{
    private string Mark => corpus.Canaries.Mark(number);

    internal Tree Body() => Of("", route.Body!.Value);

    private Tree Of(string name, JsonElement schema)
    {
        schema = route.Resolve(schema);
        if (schema.TryGetProperty("anyOf", out var choices)) return Of(name, choices.EnumerateArray().Last());
        if (schema.TryGetProperty("enum", out var words)) return new Tree.Leaf(dice.Pick([.. words.EnumerateArray()]).GetRawText());
        return TypeOf(schema) switch
        {
            "object" when schema.TryGetProperty("properties", out var members) => Members(schema, members),
            "object" => Named(name),
            "array" => new Tree.Items([Of(name, schema.GetProperty("items"))]),
            "integer" => new Tree.Leaf(name == "version" && dice.Percent(50) ? corpus.Of("version")[0] : "1"),
            "boolean" => new Tree.Leaf("true"),
            "string" => Tree.Text(Word(name, schema)),
            _ => Named(name),
        };
    }

    private Tree.Members Members(JsonElement schema, JsonElement members)
    {
        var required = schema.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(one => one.GetString()).ToList()
            : [];
        return new Tree.Members([.. members.EnumerateObject()
            .Where(one => required.Contains(one.Name) || (one.Name is not ("sendAt" or "seen" or "cursor") && dice.Percent(60)) || dice.Percent(10))
            .Select(one => (JsonSerializer.Serialize(one.Name), Of(one.Name, one.Value)))]);
    }

    // What may be anything: a mapping, the answers of a form, a section of the settings.
    private Tree Named(string name) => name switch
    {
        "mapping" => Tree.Of(new { id = "Patient ID", number = "Mobile", name = "Name" }),
        "value" => Tree.Of(dice.Pick([.. corpus.Settings.Values])),
        "answers" => Tree.Of($$"""{"q1":"{{Mark}}","reason":"{{Mark}}","agree":true}"""),
        _ => Tree.Text(Mark),
    };

    private string Word(string name, JsonElement schema)
    {
        if (schema.TryGetProperty("format", out var format))
        {
            return dice.Percent(20) ? dice.Pick(Odd.Times)
                : format.GetString() == "date" ? "1980-07-21" : "2026-11-30T10:00:00Z";
        }

        return name switch
        {
            "idempotencyKey" => string.Create(CultureInfo.InvariantCulture, $"key-{number}"),
            "token" => corpus.Tokens[route.Operation == "PortalOpen" ? 0 : 2],
            "code" => "123456",
            "number" when route.Operation == "RecordConsent" => corpus.Of("other number")[0],
            "lastFour" => "0000",
            "email" => $"{Mark}@clinic.example",
            "to" => "me",
            "patientId" => corpus.Of("patient")[0],
            "cursor" => Cursors.Make(dice),
            "mentions" => corpus.Of("staff")[0],
            "conversations" => corpus.Of("id")[0],
            _ when corpus.Of(name) is { Count: > 0 } good => dice.Pick(good),
            _ => $"Good words {Mark}",
        };
    }

    private static string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.Array ? type[0].GetString() : type.GetString();
}
