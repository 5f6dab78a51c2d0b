using System.Text;

namespace SecureText.Audit;

public class JournalCheckTests
{
    private const string First = "journal/2026/11/22/w-0001.jsonl";
    private const string Second = "journal/2026/11/23/w-0002.jsonl";

    [Fact]
    public void Check_of_untouched_blobs_is_whole()
    {
        var blobs = TwoBlobs();
        Assert.Null(Check(blobs));
        var check = new JournalCheck("w");
        foreach (var (name, lines) in blobs) check.Add(name, Join(lines));
        Assert.Equal(8, check.Lines);
    }

    [Fact]
    public void Check_of_nothing_or_of_empty_blobs_is_whole()
    {
        Assert.Null(Check([]));
        var blobs = TwoBlobs();
        blobs.Insert(1, ("journal/2026/11/22/w-0009.jsonl", [])); // made, but the process ended before its first line
        Assert.Null(Check(blobs));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Line_that_was_changed_into_another_good_line_is_named(int index)
    {
        var blobs = TwoBlobs();
        Replace(blobs, 0, index, line => line.Replace("\"done\"", "\"none\"", StringComparison.Ordinal));
        Assert.Equal(new JournalFault(JournalFaultKind.Changed, First, index + 1, index + 1), Check(blobs));
    }

    [Theory]
    [InlineData("\"seq\":3", "\"seq\":4")]
    [InlineData("\"seq\":3", "\"seq\":2")]
    [InlineData("\"seq\":3", "\"seq\":999")]
    [InlineData("\"prev\":\"", "\"prev\":\"x")]
    [InlineData("\"outcome\"", "\"Outcome\"")]
    [InlineData("{", "{ ")]
    public void Line_with_a_changed_frame_is_changed(string from, string to)
    {
        var blobs = TwoBlobs();
        Replace(blobs, 0, 2, line => line.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(new JournalFault(JournalFaultKind.Changed, First, 3, 3), Check(blobs));
    }

    [Fact]
    public void Line_that_was_dropped_is_noticed_where_it_is_missing()
    {
        for (var index = 0; index < 4; index++)
        {
            var blobs = TwoBlobs();
            blobs[0].Lines.RemoveAt(index);
            Assert.Equal(new JournalFault(JournalFaultKind.Dropped, First, index + 1, index + 1), Check(blobs));
        }
    }

    [Fact]
    public void Lines_cut_from_the_end_of_a_blob_that_has_a_follower_are_dropped()
    {
        var blobs = TwoBlobs();
        blobs[0].Lines.RemoveAt(4);
        Assert.Equal(new JournalFault(JournalFaultKind.Dropped, Second, 1, 5), Check(blobs));
    }

    [Fact]
    public void Blob_that_was_dropped_is_noticed_in_the_next()
    {
        var blobs = TwoBlobs();
        blobs.RemoveAt(0);
        Assert.Equal(new JournalFault(JournalFaultKind.Dropped, Second, 1, 1), Check(blobs));
    }

    [Fact]
    public void Swapped_lines_are_reordered()
    {
        var blobs = TwoBlobs();
        (blobs[0].Lines[1], blobs[0].Lines[3]) = (blobs[0].Lines[3], blobs[0].Lines[1]);
        Assert.Equal(new JournalFault(JournalFaultKind.Reordered, First, 2, 2), Check(blobs));
    }

    [Fact]
    public void Line_that_stands_twice_is_a_duplicate()
    {
        var blobs = TwoBlobs();
        blobs[0].Lines.Insert(3, blobs[0].Lines[1]);
        Assert.Equal(new JournalFault(JournalFaultKind.Duplicate, First, 4, 4), Check(blobs));
    }

    [Fact]
    public void Line_that_was_put_in_shows_by_the_number_it_took()
    {
        var blobs = TwoBlobs();
        var before = JournalLine.Parse(Encoding.UTF8.GetBytes(blobs[0].Lines[2]));
        var forged = JournalLine.Format(new JournalLine(
            "w", 4, Entry(99), JournalLine.HashOf(JournalLine.Format(before))));
        blobs[0].Lines.Insert(3, Encoding.UTF8.GetString(forged));
        Assert.Equal(new JournalFault(JournalFaultKind.Duplicate, First, 5, 5), Check(blobs));
    }

    [Fact]
    public void Blob_that_ends_within_a_line_is_truncated()
    {
        var whole = Join(TwoBlobs()[0].Lines);
        var lastLine = whole.Span[..^1].LastIndexOf((byte)'\n') + 1;
        for (var length = lastLine + 1; length < whole.Length; length++)
        {
            Assert.Equal(
                new JournalFault(JournalFaultKind.Truncated, First, 5, 5),
                JournalCheck.Check("w", [(First, whole[..length])]));
        }
    }

    [Fact]
    public void Any_bit_changed_before_the_last_line_is_a_fault()
    {
        var blobs = TwoBlobs();
        var (first, second) = (Join(blobs[0].Lines), Join(blobs[1].Lines));
        for (var bit = 0; bit < first.Length * 8; bit++)
        {
            var changed = first.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotNull(JournalCheck.Check("w", [(First, changed), (Second, second)]));
        }
    }

    [Fact]
    public void Renamed_or_swapped_blobs_are_a_fault()
    {
        var blobs = TwoBlobs();
        Assert.NotNull(Check([("journal/2026/11/21/w-0001.jsonl", blobs[0].Lines), blobs[1]]));
        Assert.NotNull(Check([blobs[0], ("journal/2026/11/24/w-0002.jsonl", blobs[1].Lines)]));
        Assert.NotNull(Check([(First, blobs[1].Lines), (Second, blobs[0].Lines)]));
    }

    [Fact]
    public void Lines_of_another_writer_are_foreign()
    {
        var (line, _) = JournalChain.Start("other").Open(First).Next(Entry(1));
        Assert.Equal(
            new JournalFault(JournalFaultKind.Foreign, First, 1, 1), JournalCheck.Check("w", [(First, line)]));
    }

    private static List<(string Name, List<string> Lines)> TwoBlobs()
    {
        var chain = JournalChain.Start("w");
        var blobs = new List<(string Name, List<string> Lines)>();
        foreach (var (name, count) in new[] { (First, 5), (Second, 3) })
        {
            chain = chain.Open(name);
            var lines = new List<string>();
            for (var i = 0; i < count; i++)
            {
                (var line, chain) = chain.Next(Entry((int)chain.Seq));
                lines.Add(Encoding.UTF8.GetString(line));
            }

            blobs.Add((name, lines));
        }

        return blobs;
    }

    private static AuditEntry Entry(int number) => new(
        new DateTimeOffset(2026, 11, 22, 9, 0, number % 60, TimeSpan.Zero),
        "system", "message.received", ["abcdefghijklmnopqrstuvwxyz234567"], "done", $"c{number}");

    private static void Replace(
        List<(string Name, List<string> Lines)> blobs, int blob, int line, Func<string, string> change)
    {
        var before = blobs[blob].Lines[line];
        blobs[blob].Lines[line] = change(before);
        Assert.NotEqual(before, blobs[blob].Lines[line]);
    }

    private static ReadOnlyMemory<byte> Join(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines));

    private static JournalFault? Check(IEnumerable<(string Name, List<string> Lines)> blobs) =>
        JournalCheck.Check("w", blobs.Select(blob => (blob.Name, Join(blob.Lines))));
}
