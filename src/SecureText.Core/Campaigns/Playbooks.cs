namespace SecureText.Campaigns;

/// <summary>The playbooks that a clinic begins with: our own words, in the files of the folder Playbooks. A test holds them to the rules.</summary>
public static class Playbooks
{
    private static readonly string[] Names =
        ["reminder", "telehealth", "follow-up", "survey", "payment", "refill", "recall", "missed-call", "broadcast"];

    /// <summary>All of them, in the order in which staff see them.</summary>
    public static IReadOnlyList<Playbook> Default { get; } = [.. Names.Select(Read)];

    /// <summary>One of them.</summary>
    public static Playbook Of(string id) => Default.Single(playbook => playbook.Id == id);

    private static Playbook Read(string name)
    {
        using var stream = typeof(Playbooks).Assembly.GetManifestResourceStream($"Playbooks/{name}.json")
            ?? throw new InvalidOperationException($"The playbook {name} is not in the program.");
        using var reader = new StreamReader(stream);
        return PlaybookJson.Read(reader.ReadToEnd());
    }
}
