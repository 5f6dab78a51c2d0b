using SecureText.Texting;

namespace SecureText.Import;

/// <summary>Which column holds what. A mapping goes from field to column name.</summary>
public static class ColumnGuess
{
    /// <summary>What was used last where it still fits; else the columns whose headers mean a field.</summary>
    /// <param name="kind">What the file is about.</param>
    /// <param name="columns">Headers.</param>
    /// <param name="last">The mapping that was last used for the kind; null for none.</param>
    public static IReadOnlyDictionary<string, string> Guess(
        ImportKind kind, IReadOnlyList<string> columns, IReadOnlyDictionary<string, string>? last)
    {
        var mapping = new Dictionary<string, string>(StringComparer.Ordinal);
        var fields = ImportFields.Of(kind);
        foreach (var field in fields)
        {
            if (last?.GetValueOrDefault(field.Id) is { } column && columns.Contains(column) && !mapping.ContainsValue(column))
                mapping[field.Id] = column;
        }

        // The likeliest name of each field first, so that "patient id" is not taken for "id" because it comes earlier.
        var folded = columns.Select(Fold).ToList();
        var deepest = fields.Count == 0 ? 0 : fields.Max(field => field.Names.Count);
        for (var depth = 0; depth < deepest; depth++)
        {
            foreach (var field in fields.Where(field => depth < field.Names.Count && !mapping.ContainsKey(field.Id)))
            {
                var at = folded.IndexOf(Fold(field.Names[depth]));
                if (at >= 0 && !mapping.ContainsValue(columns[at])) mapping[field.Id] = columns[at];
            }
        }

        return mapping;
    }

    /// <summary>What is wrong with a mapping; null when it can be used.</summary>
    public static string? Refusal(ImportKind kind, IReadOnlyList<string> columns, IReadOnlyDictionary<string, string> mapping)
    {
        var fields = ImportFields.Of(kind);
        foreach (var (field, column) in mapping)
        {
            if (fields.All(known => known.Id != field)) return "There is a field that this kind of file does not have.";
            if (!columns.Contains(column)) return $"The file has no such column for {field}.";
        }

        if (fields.FirstOrDefault(field => field.Required && !mapping.ContainsKey(field.Id)) is { } missing)
            return $"Say which column holds: {missing.Label}.";
        if (kind != ImportKind.Patient) return null;
        if (!mapping.ContainsKey("number")) return "Say which column holds: Mobile number.";
        return mapping.ContainsKey("name") || mapping.ContainsKey("firstName") || mapping.ContainsKey("lastName")
            ? null
            : "Say which column holds: Full name, or first and last name.";
    }

    internal static string Fold(string header) => string.Concat(TextFolding.Words(header).Select(word => word.Folded));
}
