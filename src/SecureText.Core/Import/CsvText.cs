using System.Text;

namespace SecureText.Import;

/// <summary>Writes CSV for people who will open it in a spreadsheet.</summary>
public static class CsvText
{
    /// <summary>One row with its line end.</summary>
    public static string Row(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>A cell without the mark that <see cref="Row"/> puts before what looks like a formula.</summary>
    internal static string Plain(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;

    // A spreadsheet runs a cell that begins so as a formula: what a stranger wrote into a form would run at the clinic.
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + text : text;
        if (safe.AsSpan().IndexOfAny(",;\"\r\n") < 0) return safe;
        return new StringBuilder(safe.Length + 8).Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').ToString();
    }
}
