using System.Text;

namespace SecureText.Audit;

public class JournalLineTests
{
    private static readonly AuditEntry Entry = new(
        new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.FromHours(1)).AddTicks(5),
        "staff:3f2a",
        "conversation.read",
        ["abcdefghijklmnopqrstuvwxyz234567", "b2"],
        "done",
        "Incoming_20200918-x");

    private const string Source = "addr:abcdefghijklmnopqrstuvwxyz234567";

    private const string Canonical =
        """{"v":2,"at":"2026-11-22T09:00:00.0000005Z","writer":"w1","seq":7,"actor":"staff:3f2a","action":"conversation.read","subjects":["abcdefghijklmnopqrstuvwxyz234567","b2"],"outcome":"done","correlation":"Incoming_20200918-x","detail":null,"source":null,"emergency":null,"prev":"abc"}""";

    [Fact]
    public void Format_gives_the_canonical_line()
    {
        var line = JournalLine.Format(new JournalLine("w1", 7, Entry, "abc"));
        Assert.Equal(Canonical + "\n", Encoding.UTF8.GetString(line));
    }

    [Fact]
    public void Parse_reads_what_Format_wrote()
    {
        var entry = Entry with { Subjects = [], Detail = "consent-withdrawn", Source = Source, Emergency = "e1" };
        var bytes = JournalLine.Format(new JournalLine("w1", 1, entry, "abc"));
        var read = JournalLine.Parse(bytes);
        Assert.Equal(("w1", 1L, "abc"), (read.Writer, read.Seq, read.Prev));
        Assert.Equal(entry.At, read.Entry.At);
        Assert.Equal("consent-withdrawn", read.Entry.Detail);
        Assert.Equal((Source, "e1"), (read.Entry.Source, read.Entry.Emergency));
        Assert.Equal(bytes, JournalLine.Format(read));
    }

    [Theory]
    [InlineData("\"v\":2", "\"v\":1")]
    [InlineData("\"v\":2", "\"v\":3")]
    [InlineData("\"v\":2", "\"v\":2.0")]
    [InlineData("\"v\":2,", "\"v\": 2,")]
    [InlineData("\"seq\":7", "\"seq\":07")]
    [InlineData("\"seq\":7", "\"seq\":\"7\"")]
    [InlineData("\"seq\":7", "\"seq\":0")]
    [InlineData("\"seq\":7", "\"seq\":-7")]
    [InlineData("\"seq\":7,", "\"seq\":7,\"seq\":7,")]
    [InlineData("\"seq\":7,", "")]
    [InlineData("\"writer\":\"w1\",\"seq\":7", "\"seq\":7,\"writer\":\"w1\"")]
    [InlineData("\"detail\":null,", "")]
    [InlineData("\"detail\":null,", "\"detail\":null,\"more\":1,")]
    [InlineData("\"detail\":null", "\"detail\":\"free text\"")]
    [InlineData("\"source\":null,\"emergency\":null,", "")]
    [InlineData("\"source\":null,\"emergency\":null", "\"emergency\":null,\"source\":null")]
    [InlineData("\"source\":null", "\"source\":\"addr:203.0.113.7\"")]
    [InlineData("\"emergency\":null", "\"emergency\":\"an id\"")]
    [InlineData("\"b2\"", "null")]
    [InlineData("[\"abcdefghijklmnopqrstuvwxyz234567\",\"b2\"]", "null")]
    [InlineData("w1", "\\u00771")]
    [InlineData("0000005Z", "000000Z")]
    [InlineData("09:00:00.0000005Z", "09:00:00.0000005+00:00")]
    [InlineData("{", " {")]
    [InlineData("}", "}}")]
    [InlineData("}", "} ")]
    [InlineData("}", "")]
    [InlineData("staff:3f2a", "staff:caf\u00e9")]
    public void Parse_of_another_way_to_write_it_is_refused(string from, string to)
    {
        var bytes = Encoding.UTF8.GetBytes(Canonical.Replace(from, to, StringComparison.Ordinal) + "\n");
        Assert.False(JournalLine.TryParse(bytes, out _));
        Assert.Throws<FormatException>(() => JournalLine.Parse(bytes));
    }

    [Fact]
    public void Line_with_a_changed_byte_is_refused_or_is_what_Format_writes_for_it()
    {
        var entry = Entry with { Detail = "d", Source = Source, Emergency = "e1" };
        var good = JournalLine.Format(new JournalLine("w1", 123, entry, "abc"));
        for (var at = 0; at < good.Length; at++)
        {
            for (var value = 0; value < 256; value++)
            {
                var bytes = (byte[])good.Clone();
                bytes[at] = (byte)value;
                if (JournalLine.TryParse(bytes, out var read)) Assert.Equal(bytes, JournalLine.Format(read));
            }
        }
    }

    [Fact]
    public void Line_with_as_much_as_fits_is_read_and_with_more_is_refused()
    {
        var most = new AuditEntry(
            DateTimeOffset.MaxValue, new('a', 128), new('b', 64), [.. Enumerable.Repeat(new string('c', 64), 256)], new('d', 64), new('e', 128),
            new('f', 128), Source, new('1', 64));
        var bytes = JournalLine.Format(new JournalLine(new('w', 64), long.MaxValue, most, new('p', 128)));
        Assert.True(JournalLine.TryParse(bytes, out var read));
        Assert.Equal(bytes, JournalLine.Format(read));
        var text = Encoding.UTF8.GetString(bytes);
        foreach (var (from, to) in new[] { ("aaa\"", "aaaa\""), ("bbb\"", "bbbb\""), ("[", "[\"c\","), ("ddd\"", "dddd\""), ("eee\"", "eeee\""), ("fff\"", "ffff\""), ("111\"", "1111\""), ("ppp\"", "pppp\""), ("www\"", "wwww\""), ("775807", "775808") })
            Assert.False(JournalLine.TryParse(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)), out _), from);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("null\n")]
    [InlineData("[]\n")]
    [InlineData("not json\n")]
    public void Parse_of_something_else_is_refused(string text) =>
        Assert.False(JournalLine.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Parse_without_the_line_feed_is_refused()
    {
        Assert.True(JournalLine.TryParse(Encoding.UTF8.GetBytes(Canonical + "\n"), out _));
        Assert.False(JournalLine.TryParse(Encoding.UTF8.GetBytes(Canonical), out _));
        Assert.False(JournalLine.TryParse(Encoding.UTF8.GetBytes(Canonical + "\r\n"), out _));
    }

    public static TheoryData<string, string> TextThatIsNotOpaque()
    {
        var data = new TheoryData<string, string>();
        foreach (var field in new[] { "Actor", "Action", "Subjects", "Outcome", "Correlation", "Detail", "Source", "Emergency" })
        {
            foreach (var value in new[]
                { "", "Jane Roe", "+12065550123", "a@b", "a,b", "a\"b", "a\nb", "é", "\ud800", new string('a', 129) })
                data.Add(field, value);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(TextThatIsNotOpaque))]
    public void Format_of_a_field_that_could_be_free_text_is_refused_without_repeating_it(string field, string value)
    {
        var entry = field switch
        {
            "Actor" => Entry with { Actor = value },
            "Action" => Entry with { Action = value },
            "Subjects" => Entry with { Subjects = ["fine", value] },
            "Outcome" => Entry with { Outcome = value },
            "Correlation" => Entry with { Correlation = value },
            "Detail" => Entry with { Detail = value },
            "Source" => Entry with { Source = value },
            _ => Entry with { Emergency = value },
        };
        var refused = Assert.Throws<ArgumentException>(() => Opaque.Check(entry));
        Assert.Contains(field, refused.Message, StringComparison.Ordinal);
        if (value.Length > 0) Assert.DoesNotContain(value, refused.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => JournalLine.Format(new JournalLine("w1", 1, entry, "abc")));
    }

    [Theory]
    [InlineData("addr:203.0.113.7")]
    [InlineData("addr:2001:db8::7")]
    [InlineData("addr:abcdefghijklmnopqrstuvwxyz23456")]
    [InlineData("addr:abcdefghijklmnopqrstuvwxyz2345677")]
    [InlineData("addr:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")]
    [InlineData("addr:2001.0db8.0000.0000.0000.0000.01")]
    [InlineData("abcdefghijklmnopqrstuvwxyz234567")]
    public void Check_of_a_source_that_is_not_a_hash_is_refused(string source)
    {
        Opaque.Check(Entry with { Source = Source });
        Assert.Throws<ArgumentException>(() => Opaque.Check(Entry with { Source = source }));
    }

    [Fact]
    public void Check_of_too_many_subjects_is_refused()
    {
        Opaque.Check(Entry with { Subjects = [.. Enumerable.Repeat("a", Opaque.MaxSubjects)] });
        Assert.Throws<ArgumentException>(
            () => Opaque.Check(Entry with { Subjects = [.. Enumerable.Repeat("a", Opaque.MaxSubjects + 1)] }));
    }

    [Fact]
    public void Opening_separates_blob_writer_and_last_line()
    {
        string[] openings =
        [
            JournalLine.Opening("b", "w", ""),
            JournalLine.Opening("b", "w", "h"),
            JournalLine.Opening("b2", "w", ""),
            JournalLine.Opening("b", "w2", ""),
        ];
        Assert.Equal(openings.Length, openings.Distinct().Count());
        Assert.All(openings, opening => Assert.Matches("^[A-Za-z0-9_-]{43}$", opening));
    }
}
