using System.Text.Json.Nodes;

namespace SecureText.Demo;

/// <summary>Fills in any form: every question, each with something of its type.</summary>
internal static class DemoAnswers
{
    internal static JsonObject To(JsonNode form, string word)
    {
        var answers = new JsonObject();
        foreach (var question in form["questions"]!.AsArray()) answers[(string)question!["id"]!] = To(question, (string)question["type"]!, word);
        return answers;
    }

    private static JsonNode To(JsonNode question, string type, string word) => type switch
    {
        "date" => "2026-11-18",
        "choice" => Option(question),
        "many" => new JsonArray(Option(question)),
        "yesno" => true,
        "number" => "3",
        "phone" => "206 555 0142",
        _ => word,
    };

    private static JsonNode Option(JsonNode question) => question["options"]![0]!["id"]!.DeepClone();
}
