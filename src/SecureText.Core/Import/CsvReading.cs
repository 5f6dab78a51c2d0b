using System.Text;

namespace SecureText.Import;

/// <summary>
/// Reads rows of RFC 4180 and of what spreadsheets make of it: any delimiter, quotation marks doubled inside quoted cells, line
/// ends inside them. A quotation mark inside an unquoted cell is a character like any other.
/// </summary>
internal sealed class CsvReading(string text, char delimiter)
{
    private const int LongestCell = 4000;
    private readonly StringBuilder cell = new();
    private int at;

    /// <summary>Line of the character that is read next, counted from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The cells of the next row; null at the end.</summary>
    /// <exception cref="FormatException">A quotation mark is not closed, or a cell is too long.</exception>
    public List<string>? Next()
    {
        if (at >= text.Length) return null;
        var cells = new List<string>();
        while (true)
        {
            cells.Add(ReadCell());
            if (at >= text.Length) return cells;
            if (text[at++] == delimiter) continue;
            if (text[at - 1] == '\r' && at < text.Length && text[at] == '\n') at++;
            Line++;
            return cells;
        }
    }

    private string ReadCell()
    {
        cell.Clear();
        var from = at;
        while (from < text.Length && text[from] == ' ') from++;
        if (from < text.Length && text[from] == '"')
        {
            at = from + 1;
            ReadQuoted();
        }

        // Behind a closing mark there should be nothing; what there is belongs to the cell.
        while (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n')) Append(text[at++]);
        return cell.ToString();
    }

    private void ReadQuoted()
    {
        while (at < text.Length)
        {
            var c = text[at++];
            if (c != '"')
            {
                if (c == '\n' || (c == '\r' && (at >= text.Length || text[at] != '\n'))) Line++;
                Append(c);
            }
            else if (at < text.Length && text[at] == '"') Append(text[at++]);
            else return;
        }

        throw new FormatException("A quotation mark is not closed.");
    }

    private void Append(char c)
    {
        if (cell.Length == LongestCell) throw new FormatException("A cell is too long.");
        cell.Append(c);
    }
}
