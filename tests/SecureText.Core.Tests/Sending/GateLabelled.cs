using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>The sentences of gate-labelled.tsv and what the gate makes of them.</summary>
internal sealed record GateLabelled(string Label, string Language, string Sentence, bool IsHeldOut)
{
    internal const string Pass = "pass";

    internal static IReadOnlyList<GateLabelled> All { get; } = [.. Read()];

    internal bool MustPass => Label == Pass;

    internal IReadOnlyList<GateFinding> Findings { get; } = Gate.Check(new MessageText(Sentence)).Findings;

    internal bool IsRight => MustPass == (Findings.Count == 0);

    public override string ToString() =>
        $"{Label} {Language}: {Sentence} -> {string.Join(", ", Findings.Select(found => $"{found.Rule} \"{found.What}\""))}";

    private static IEnumerable<GateLabelled> Read()
    {
        using var stream = typeof(GateLabelled).Assembly.GetManifestResourceStream("Sending/gate-labelled.tsv")!;
        using var reader = new StreamReader(stream);
        var isHeldOut = false;
        while (reader.ReadLine() is { } line)
        {
            isHeldOut |= line.StartsWith("# held out", StringComparison.Ordinal);
            if (line.Length == 0 || line[0] == '#') continue;
            var parts = line.Split('\t');
            if (parts.Length != 3) throw new InvalidDataException(line);
            yield return new GateLabelled(parts[0], parts[1], parts[2], isHeldOut);
        }
    }
}
