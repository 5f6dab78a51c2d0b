using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecureText.Benchmarks.Measure;

/// <summary>All that one run found, as a table for people and as JSON with the same content.</summary>
internal sealed record Report(Machine Machine, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Unmeasured)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Task WriteJsonAsync(string file) => File.WriteAllTextAsync(file, JsonSerializer.Serialize(this, Json) + '\n');

    public async Task PrintAsync(TextWriter output)
    {
        string[] head = ["what", "unit", "value", "floor", "ratio", "goal", "", "rounds"];
        var rows = Figures.Select(Cells).Prepend(head).ToList();
        var widths = head.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        await output.WriteLineAsync();
        foreach (var row in rows)
        {
            // Numbers stand to the right, so that their points do.
            var cells = row.Select((cell, i) => i is 0 or 1 or 6 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
            await output.WriteLineAsync(string.Join("  ", cells).TrimEnd());
        }

        await output.WriteLineAsync();
        foreach (var figure in Figures) await output.WriteLineAsync($"{figure.Name}: {figure.Means}");
        await output.WriteLineAsync();
        await output.WriteLineAsync($"{Machine.Processor}, {Machine.Cores} cores, {Text(Machine.MemoryGiB)} GiB; {Machine.System}; {Machine.Runtime}");
        await output.WriteLineAsync($"{Machine.Date}; load average before {Machine.LoadBefore}, after {Machine.LoadAfter}");
        foreach (var line in Unmeasured) await output.WriteLineAsync(line);
    }

    private static string[] Cells(Figure f) =>
    [
        f.Name,
        f.Unit,
        Text(f.Value),
        f.Floor is { } floor ? Text(floor) : "",
        f.Ratio is { } ratio ? ratio.ToString("N2", CultureInfo.InvariantCulture) : "",
        f.Goal is { } goal ? (goal.Kind == GoalKind.AtLeast ? ">= " : "<= ") + goal.Value.ToString(CultureInfo.InvariantCulture) : "",
        f.Met switch { null => "", true => "met", false => "MISSED" },
        f.Rounds.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>Three digits that say something.</summary>
    private static string Text(double value)
    {
        var digits = Math.Abs(value) switch { >= 100 => 0, >= 10 => 1, >= 1 => 2, 0 => 0, _ => 4 };
        // What is counted is shown as it was counted.
        return value.ToString(value == Math.Truncate(value) ? "N0" : $"N{digits}", CultureInfo.InvariantCulture);
    }
}
