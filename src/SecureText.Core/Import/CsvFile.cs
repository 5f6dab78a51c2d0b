using System.Globalization;
using System.Text;

namespace SecureText.Import;

/// <summary>A file of rows with a header, read whole.</summary>
/// <param name="Columns">Headers; one without a name is called after its place.</param>
/// <param name="Rows">The rows that hold anything.</param>
public sealed record CsvFile(IReadOnlyList<string> Columns, IReadOnlyList<CsvRow> Rows)
{
    /// <summary>Most rows of a file.</summary>
    public const int MostRows = 200_000;

    private const int MostColumns = 200;

    // They stand, sealed, in one column of the file's row.
    private const int LongestName = 100;
    private const int LongestNames = 4000;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Reads a file; what is wrong with it is said in plain words that repeat nothing of it.</summary>
    public static CsvFile? TryRead(ReadOnlySpan<byte> bytes, out string refusal)
    {
        if (Decode(bytes, out refusal) is not { } text) return null;
        try
        {
            return Read(text, out refusal);
        }
        catch (FormatException)
        {
            refusal = "The file cannot be read as CSV: a quotation mark is opened and not closed, or a cell is too long.";
            return null;
        }
    }

    private static CsvFile? Read(string text, out string refusal)
    {
        var reading = new CsvReading(text, DelimiterOf(text));
        refusal = "The file is empty.";
        List<string>? header;
        do header = reading.Next();
        while (header is not null && header.All(string.IsNullOrWhiteSpace));
        if (header is null) return null;
        refusal = $"The file has more than {MostColumns} columns.";
        if (header.Count > MostColumns) return null;
        refusal = "The names of the columns are too long. Is the first row the one with the names?";
        if (header.Any(name => name.Trim().Length > LongestName) || header.Sum(name => name.Trim().Length) > LongestNames) return null;
        var rows = new List<CsvRow>();
        for (var line = reading.Line; reading.Next() is { } cells; line = reading.Line)
        {
            if (cells.All(string.IsNullOrWhiteSpace)) continue;
            refusal = string.Create(CultureInfo.InvariantCulture, $"The file has more than {MostRows:N0} rows. Split it.");
            if (rows.Count == MostRows) return null;
            rows.Add(new CsvRow(line, [.. cells.Take(MostColumns).Select(cell => CsvText.Plain(cell.Trim()))]));
        }

        refusal = "The file has a header and no rows.";
        return rows.Count == 0 ? null : new CsvFile(ColumnsOf(header), rows);
    }

    private static List<string> ColumnsOf(List<string> header)
    {
        var columns = new List<string>(header.Count);
        foreach (var (cell, at) in header.Select((cell, at) => (cell.Trim(), at)))
        {
            var name = cell.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"Column {at + 1}") : cell;
            var unique = name;
            for (var again = 2; columns.Contains(unique); again++)
                unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({again})");
            columns.Add(unique);
        }

        return columns;
    }

    // The one that stands most often outside quotation marks in the header.
    private static char DelimiterOf(string text)
    {
        var counts = new int[Delimiters.Length];
        var quoted = false;
        foreach (var c in text)
        {
            if (c == '"') quoted = !quoted;
            else if (!quoted && c is '\n' or '\r' && counts.Any(count => count > 0)) break;
            else if (!quoted && Array.IndexOf(Delimiters, c) is >= 0 and var at) counts[at]++;
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, out string refusal)
    {
        refusal = "This is an Excel workbook. In Excel choose File, Save as, and the type \"CSV UTF-8\".";
        if (bytes is [0x50, 0x4B, 0x03, 0x04, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..]) return null;
        Encoding encoding = bytes switch
        {
            [0xFF, 0xFE, ..] => new UnicodeEncoding(false, true, true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(true, true, true),
            _ => new UTF8Encoding(false, true),
        };
        refusal = "The file is not written as UTF-8, so names with accents would be spoiled. Save it as \"CSV UTF-8\" and send it again.";
        try
        {
            var text = encoding.GetString(bytes).TrimStart('\uFEFF');
            if (!text.Contains('\0')) return text;
            refusal = "This is not a text file.";
            return null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>One row.</summary>
/// <param name="Line">Where it begins, counted from 1.</param>
/// <param name="Cells">Without the space around them.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Cells)
{
    /// <summary>Never shows anything.</summary>
    public override string ToString() => $"(line {Line})";
}
