using System.Text;

namespace SecureText.Weeks;

/// <summary>A table as other systems write it to a file: commas between, quotes where they are needed.</summary>
internal sealed class Sheet(params string[] columns)
{
    private readonly StringBuilder text = new StringBuilder().AppendJoin(',', columns.Select(Quoted)).Append("\r\n");

    internal int Rows { get; private set; }

    internal Sheet Add(params string?[] cells)
    {
        if (cells.Length != columns.Length) throw new ArgumentException("A cell a column.", nameof(cells));
        text.AppendJoin(',', cells.Select(cell => Quoted(cell ?? string.Empty))).Append("\r\n");
        Rows++;
        return this;
    }

    public override string ToString() => text.ToString();

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
