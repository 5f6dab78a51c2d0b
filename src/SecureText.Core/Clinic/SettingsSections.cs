using System.Text.Json;
using System.Text.Json.Nodes;
using SecureText.Archive;
using SecureText.Campaigns;
using SecureText.Evidence;
using SecureText.Texting;

namespace SecureText.Clinic;

/// <summary>Replaces one section of the settings by what the owner sent. Pure, but for the new ids.</summary>
public static class SettingsSections
{
    /// <summary>The sections, as the API names them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "officeNumber", "hours", "holidays", "automaticAnswers", "consentWording", "templates", "cannedReplies", "forms", "policies",
        "playbooks", "retention", "agreements",
    ];

    /// <summary>The settings with one section replaced, one version on; not yet checked.</summary>
    /// <param name="before">The settings that the owner saw.</param>
    /// <param name="section">One of <see cref="All"/>.</param>
    /// <param name="value">The section as JSON; what has no id gets one.</param>
    /// <param name="newId">Gives a random id.</param>
    /// <exception cref="JsonException">It does not have the shape of that section.</exception>
    public static ClinicSettings Replace(ClinicSettings before, string section, JsonElement value, Func<string> newId)
    {
        var next = before with { Version = before.Version + 1 };
        return section switch
        {
            "officeNumber" => next with { OfficeNumber = Number(value) },
            "hours" => next with { Hours = Read<WeekHours>(value) },
            "holidays" => next with { Holidays = Whole(Read<List<Holiday>>(value)) },
            "automaticAnswers" => next with { AutomaticAnswers = Read<AutomaticAnswers>(value) },
            "consentWording" => next with { ConsentWording = Read<Bilingual>(value) },
            "templates" => next with { Templates = Read<MessageTemplates>(value) },
            "cannedReplies" => next with { CannedReplies = Whole(Read<List<CannedReply>>(WithIds(value, newId))) },
            "forms" => next with { Forms = WholeForms(Read<List<FormTemplate>>(WithIds(value, newId))) },
            "policies" => next with { Policies = Renumbered(before.Policies, Whole(Read<List<PolicyDraft>>(value)), newId) },
            "playbooks" => next with { Playbooks = [.. Whole(Read<List<Playbook>>(WithIds(value, newId))).Select(PlaybookJson.Whole)] },
            "retention" => next with { Retention = Read<Retention>(value) },
            "agreements" => next with { Agreements = Whole(Read<List<Agreement>>(WithIds(value, newId))) },
            _ => throw new ArgumentOutOfRangeException(nameof(section)),
        };
    }

    private static string? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => Read<string>(value) is var text && PhoneNumber.TryParse(text, out var number) ? number.E164 : text,
        _ => throw new JsonException(),
    };

    // The version is ours to count: changed words are a new version, and everybody is asked again. An id that was used
    // before is never given to other words, or an attestation of the old would count for the new.
    private static List<StaffPolicy> Renumbered(
        IReadOnlyList<StaffPolicy> before, List<PolicyDraft> drafts, Func<string> newId) =>
    [
        .. drafts.Select(draft => string.IsNullOrEmpty(draft.Id)
            ? new StaffPolicy(newId(), draft.Title, 1, draft.Text)
            : before.FirstOrDefault(policy => policy.Id == draft.Id) is not { } known
                ? throw new JsonException("A new policy has no id yet.")
                : known with
                {
                    Title = draft.Title,
                    Text = draft.Text,
                    Version = (known.Title, known.Text) == (draft.Title, draft.Text) ? known.Version : known.Version + 1,
                }),
    ];

    private static T Read<T>(JsonElement value) where T : class =>
        value.Deserialize<T>(ClinicJson.Strict) ?? throw new JsonException();

    // The reader lets null stand in a list.
    private static List<T> Whole<T>(List<T> list) where T : class =>
        list.Any(item => item is null) ? throw new JsonException() : list;

    private static List<FormTemplate> WholeForms(List<FormTemplate> forms) =>
        Whole(forms).Any(form => form.Questions.Any(question => question is null || question.Options?.Any(option => option is null) == true))
            ? throw new JsonException()
            : forms;

    // Forms, their questions and the options of these; replies.
    private static JsonElement WithIds(JsonElement value, Func<string> newId)
    {
        try
        {
            var node = JsonNode.Parse(value.GetRawText());
            Give(node);
            return JsonSerializer.SerializeToElement(node);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // A name that stands twice, or half a character: found only when a node is looked into.
            throw new JsonException("It cannot be read.", e);
        }

        void Give(JsonNode? list)
        {
            foreach (var item in (list as JsonArray ?? []).OfType<JsonObject>())
            {
                if (item["id"] is null || (item["id"] is JsonValue id && id.GetValueKind() == JsonValueKind.String && id.GetValue<string>().Length == 0))
                    item["id"] = newId();
                Give(item["questions"]);
                Give(item["options"]);
            }
        }
    }

    private sealed record PolicyDraft(string Title, string Text)
    {
        public string? Id { get; init; }

        /// <summary>Sent back as it was read; passed over.</summary>
        public int? Version { get; init; }
    }
}
