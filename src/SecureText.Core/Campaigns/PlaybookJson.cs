using System.Text.Json;
using SecureText.Clinic;

namespace SecureText.Campaigns;

/// <summary>Playbooks as JSON, as the settings, a campaign's snapshot and the API hold them; <c>playbook.schema.json</c> describes it.</summary>
public static class PlaybookJson
{
    /// <summary>The JSON of a playbook.</summary>
    public static string Write(Playbook playbook) => JsonSerializer.Serialize(playbook, ClinicJson.Stored);

    /// <summary>Reads what <see cref="Write"/> wrote, or a person; not yet checked.</summary>
    /// <exception cref="JsonException">It is no playbook, or holds a property that none has.</exception>
    public static Playbook Read(string json) =>
        Whole(JsonSerializer.Deserialize<Playbook>(json, ClinicJson.Strict) ?? throw new JsonException());

    /// <summary>The reader lets null stand in a list; here none may.</summary>
    /// <exception cref="JsonException">One stands there.</exception>
    internal static Playbook Whole(Playbook playbook) =>
        playbook.Touches.Any(touch => touch is null)
        || playbook.Questions.Any(question => question is null || question.Rules.Any(rule => rule is null))
            ? throw new JsonException()
            : playbook;
}
