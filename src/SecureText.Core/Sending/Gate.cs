using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>
/// Minimum necessary (45 CFR 164.502(b)): "no diagnosis, drug, procedure, result, specialty that reveals one, full name with
/// health context, date of birth, account or insurance number in an SMS; payment words: never debt, collection, past due;
/// public URL shorteners are blocked by carriers". What it finds goes behind the secure link instead (P5). A visit with day,
/// time and the doctor's name passes. English and Spanish; docs/gate.md says what it rests on and how well it does.
/// </summary>
public static class Gate
{
    /// <summary>Reads a text that is to leave. Pure; time in proportion to the length.</summary>
    public static GateVerdict Check(MessageText text)
    {
        var value = SecretLink.Mask(text.Value);
        var words = TextFolding.Words(value);
        var told = GateWords.Find(words, value).ToList();
        return new GateVerdict(
            [.. Identifiers.Find(value).Concat(told).Concat(FullNames.Find(words, value, told.Count > 0))
                .OrderBy(found => found.At).Select(found => found.Finding)]);
    }

    internal readonly record struct Found(int At, GateFinding Finding);
}
