using System.Text;

namespace SecureText.Import;

public class CsvFileTests
{
    [Theory]
    [InlineData("id,name\n1,Ana")]
    [InlineData("id;name\r\n1;Ana\r\n")]
    [InlineData("id\tname\r1\tAna\r")]
    [InlineData("id|name\n1|Ana\n\n")]
    [InlineData("\n\nid , \"name\"\n 1 , \"Ana\" \n,\n")]
    public void Rows_are_read_whatever_divides_them(string text)
    {
        var file = Read(text)!;
        Assert.Equal(["id", "name"], file.Columns);
        Assert.Equal(["1", "Ana"], Assert.Single(file.Rows).Cells);
    }

    [Fact]
    public void Line_is_where_a_row_begins_also_behind_quoted_line_ends()
    {
        var file = Read("id,note\n1,\"two\nlines, \"\"quoted\"\"\"\n\n2,x\r\n3,\"a\r\nb\"\r\n4,y\n")!;
        Assert.Equal([2, 5, 6, 8], file.Rows.Select(row => row.Line));
        Assert.Equal("two\nlines, \"quoted\"", file.Rows[0].Cells[1]);
    }

    [Fact]
    public void Header_that_stands_twice_or_not_at_all_gets_a_name() =>
        Assert.Equal(["id", "phone", "phone (2)", "Column 4"], Read("id,phone,phone,\n1,2,3,4")!.Columns);

    [Fact]
    public void Delimiter_inside_quotation_marks_does_not_count() =>
        Assert.Equal(["Soto, Ana, the first", "b"], Read("\"Soto, Ana, the first\";b\n1;2")!.Columns);

    [Fact]
    public void Unicode_of_either_kind_is_read()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("id,name\n1,Nuñez")];
            Assert.Equal("Nuñez", CsvFile.TryRead(bytes, out _)!.Rows[0].Cells[1]);
        }
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("id,name", "no rows")]
    [InlineData("id,name\n1,\"Ana", "not closed")]
    public void What_cannot_be_read_says_why(string text, string why)
    {
        Assert.Null(CsvFile.TryRead(Encoding.UTF8.GetBytes(text), out var refusal));
        Assert.Contains(why, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Workbook_and_other_encodings_say_what_to_do()
    {
        Assert.Null(CsvFile.TryRead([0x50, 0x4B, 3, 4, 0, 0], out var workbook));
        Assert.Contains("Excel", workbook, StringComparison.Ordinal);
        Assert.Null(CsvFile.TryRead(Encoding.Latin1.GetBytes("id,name\n1,Nuñez"), out var latin));
        Assert.Contains("UTF-8", latin, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1\r\n")]
    [InlineData("+12065550123", "'+12065550123\r\n")]
    [InlineData("@a", "'@a\r\n")]
    [InlineData("\uFF1D1+1", "'\uFF1D1+1\r\n")]
    [InlineData("-a,\"b\"", "\"'-a,\"\"b\"\"\"\r\n")]
    [InlineData("Ana", "Ana\r\n")]
    public void Written_cell_is_never_a_formula(string cell, string row) => Assert.Equal(row, CsvText.Row([cell]));

    private static CsvFile? Read(string text) => CsvFile.TryRead(Encoding.UTF8.GetBytes(text), out _);
}
