using System.Text.Json;
using SecureText.Evidence;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Clinic;

/// <summary>What a clinic begins with: our own words, in the files of the folder Defaults. A test holds them to the rules.</summary>
public static class ClinicDefaults
{
    private static readonly string[] PolicyIds = ["texting", "privacy", "devices"];

    /// <summary>The automatic answers of <see cref="StandardReplies"/>.</summary>
    public static AutomaticAnswers AutomaticAnswers { get; } = new(
        Words(StandardReply.Stopped), Words(StandardReply.Help), Words(StandardReply.Started),
        Words(StandardReply.FirstContact), Words(StandardReply.AfterHours));

    /// <summary>What a patient agrees to.</summary>
    public static Bilingual ConsentWording { get; } = Read<Bilingual>("consent.json");

    /// <summary>Texts with a link or a code.</summary>
    public static MessageTemplates Templates { get; } = Read<MessageTemplates>("templates.json");

    /// <summary>Replies to insert.</summary>
    public static IReadOnlyList<CannedReply> CannedReplies { get; } = Read<List<CannedReply>>("canned-replies.json");

    /// <summary>An intake form.</summary>
    public static IReadOnlyList<FormTemplate> Forms { get; } = Read<List<FormTemplate>>("forms.json");

    /// <summary>What staff attest.</summary>
    public static IReadOnlyList<StaffPolicy> Policies { get; } = [.. PolicyIds.Select(ReadPolicy)];

    /// <summary>The register of agreements: what the program uses, with nothing signed yet.</summary>
    public static IReadOnlyList<Agreement> Agreements { get; } = Read<List<Agreement>>("agreements.json");

    private static Bilingual Words(StandardReply reply) =>
        new(StandardReplies.Template(reply, Language.English), StandardReplies.Template(reply, Language.Spanish));

    private static T Read<T>(string name)
    {
        using var stream = Open(name);
        return JsonSerializer.Deserialize<T>(stream, ClinicJson.Strict)!;
    }

    // The first line is the title.
    private static StaffPolicy ReadPolicy(string id)
    {
        using var reader = new StreamReader(Open($"policy-{id}.txt"));
        var title = reader.ReadLine()!;
        return new StaffPolicy(id, title, 1, reader.ReadToEnd().ReplaceLineEndings("\n").Trim());
    }

    private static Stream Open(string name) =>
        typeof(ClinicDefaults).Assembly.GetManifestResourceStream("Clinic/" + name)
        ?? throw new InvalidOperationException($"The default {name} is not in the program.");
}
