using System.Text;

namespace SecureText.Import;

/// <summary>Writes CSV for people who will open it in a spreadsheet.</summary>
public static class CsvText
{
    /// <summary>One row with its line end.</summary>
    public static string Row(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>A cell without the mark that <see cref="Row"/> puts before what looks like a formula.</summary>
    internal static string Plain(string cell) => cell is ['\'', var sign, ..] && Signs.Contains(sign) ? cell[1..] : cell;

    // A spreadsheet runs a cell that begins so as a formula: what a stranger wrote into a form would run at the clinic. Some take the
    // full-width ones too; the pages' own files know them as well (csv.ts).
    private const string Signs = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n";

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && Signs.Contains(text[0]) ? "'" + text : text;
        if (safe.AsSpan().IndexOfAny(",;\"\r\n") < 0) return safe;
        return new StringBuilder(safe.Length + 8).Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').ToString();
    }
}
