namespace SecureText.Import;

/// <summary>
/// Finds rows of one file that have the same id and say different things. Parts are worked on side by side, so that without
/// this the last one would be any of them, and the same file again would change it back.
/// </summary>
public sealed class SameIds
{
    private readonly Dictionary<string, (int Line, PatientEntry? Patient, OccasionEntry? Occasion)> first = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> twice = [];

    /// <summary>Line to the earlier line.</summary>
    public IReadOnlyDictionary<int, int> Twice => twice;

    /// <summary>Looks at the next row.</summary>
    /// <returns>The row, refused when an earlier one says otherwise.</returns>
    public ImportRow See(ImportRow row)
    {
        if (row.Refusal is not null) return row;
        var key = row.Occasion is { } occasion ? $"{occasion.Kind}|{occasion.Id}" : row.Patient!.Id;
        var patient = row.Occasion is null ? row.Patient : null;
        if (first.TryAdd(key, (row.Line, patient, row.Occasion))) return row;
        var earlier = first[key];
        if (earlier.Occasion == row.Occasion && Says(earlier.Patient) == Says(patient)) return row;
        twice[row.Line] = earlier.Line;
        return Refused(row.Line, earlier.Line);
    }

    /// <summary>The row as it counts.</summary>
    public static ImportRow Refused(int line, int earlier) => new(
        line, null, null, FormattableString.Invariant($"line {earlier} has the same ID and says otherwise"));

    // Lists inside are compared by what they hold.
    private static string Says(PatientEntry? patient) => System.Text.Json.JsonSerializer.Serialize(patient);
}
