using System.Text;

namespace SecureText.Audit.Tree;

public sealed class LogStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Lines_that_continue_the_chain_are_taken_over_blobs_and_over_a_restart()
    {
        var writer = new FakeWriter("aa");
        var first = writer.Blob(1, "one", "two");
        var second = writer.Blob(2, "three");
        var (state, taken) = (new LogState(), new List<TakenLine>());

        Assert.True(JournalIntake.Take(state, FakeWriter.Name("aa", 1), first, 100, taken));
        state = new LogState(state.Marks());
        Assert.Equal(first.Length, JournalIntake.StartIn(state, FakeWriter.Name("aa", 1)));
        Assert.Equal(0, JournalIntake.StartIn(state, FakeWriter.Name("aa", 2)));
        Assert.True(JournalIntake.Take(state, FakeWriter.Name("aa", 2), second, 100, taken));

        Assert.Equal(["one", "two", "three"], taken.Select(line => line.Line.Entry.Correlation));
        var mark = Assert.Single(state.Marks());
        Assert.Equal((3, second.Length, null), (mark.Seq, mark.Offset, mark.End));
        Assert.Equal(JournalLine.HashOf(second), mark.Hash);
    }

    [Fact]
    public void Limit_stops_between_lines_and_the_rest_follows()
    {
        var writer = new FakeWriter("aa");
        var blob = writer.Blob(1, "one", "two", "three");
        var (state, taken) = (new LogState(), new List<TakenLine>());

        Assert.True(JournalIntake.Take(state, FakeWriter.Name("aa", 1), blob, 2, taken));
        Assert.Equal(2, taken.Count);
        var rest = blob.AsMemory((int)JournalIntake.StartIn(state, FakeWriter.Name("aa", 1)));
        Assert.True(JournalIntake.Take(state, FakeWriter.Name("aa", 1), rest, 2, taken));
        Assert.Equal(3, taken.Count);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("cut")]
    [InlineData("dropped")]
    [InlineData("swapped")]
    [InlineData("foreign")]
    [InlineData("renamed")]
    public void Line_that_is_not_the_next_stops_its_writer_there(string what)
    {
        var lines = JournalCheck.Split(new FakeWriter("aa").Blob(1, "one", "two", "three")).Select(line => line.ToArray()).ToList();
        if (what == "changed") lines[1] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(lines[1]).Replace("two", "twa"));
        if (what == "cut") lines = [lines[0], lines[1][..^1]];
        if (what == "dropped") lines.RemoveAt(1);
        if (what == "swapped") (lines[1], lines[2]) = (lines[2], lines[1]);
        if (what == "foreign") lines[1] = JournalCheck.Split(new FakeWriter("bb").Blob(1, "x"))[0].ToArray();
        var (state, taken) = (new LogState(), new List<TakenLine>());

        var good = JournalIntake.Take(
            state, FakeWriter.Name("aa", what == "renamed" ? 2 : 1), lines.SelectMany(line => line).ToArray(), 100, taken);

        // A changed line shows at the one behind it; a blob under another name at its first.
        Assert.False(good);
        Assert.Equal(what switch { "renamed" => 0, "changed" => 2, _ => 1 }, taken.Count);
    }

    [Fact]
    public void Nothing_is_taken_after_the_closing_line()
    {
        var blob = new FakeWriter("aa").Blob(1, "one", "(closed)", "late");
        var (state, taken) = (new LogState(), new List<TakenLine>());

        Assert.True(JournalIntake.Take(state, FakeWriter.Name("aa", 1), blob, 100, taken));

        Assert.Equal(2, taken.Count);
        Assert.Equal("closed", state.Find("aa")!.End);
        Assert.True(state.Find("aa")!.Offset < blob.Length);
    }

    [Theory]
    [InlineData("(abandoned)aa:1", "abandoned", true)]
    [InlineData("(broken)aa:2", "broken", true)]
    [InlineData("(journal.closed)aa", null, true)]
    [InlineData("(abandoned)aa:2", null, false)]
    [InlineData("(broken)aa:1", null, false)]
    public void Another_writer_may_explain_an_end_when_it_is_true_and_never_close(string said, string? end, bool good)
    {
        var state = new LogState();
        Take(state, "aa", "one");
        var other = new FakeWriter("bb", 23) { At = new(2026, 11, 23, 1, 0, 1, TimeSpan.Zero) };

        Assert.Equal(good, JournalIntake.Take(state, FakeWriter.Name("bb", 1, 23), other.Blob(1, said), 100, new List<TakenLine>()));
        Assert.Equal(end, state.Find("aa")!.End);
    }

    [Fact]
    public void Living_writer_cannot_be_said_to_be_given_up()
    {
        var state = new LogState();
        Take(state, "aa", "one");
        var other = new FakeWriter("bb", 23) { At = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero) };

        Assert.False(JournalIntake.Take(state, FakeWriter.Name("bb", 1, 23), other.Blob(1, "(abandoned)aa:1"), 100, new List<TakenLine>()));
        Assert.Null(state.Find("aa")!.End);
    }

    [Fact]
    public void Ended_writers_are_kept_while_an_older_one_is_open()
    {
        var state = new LogState();
        Take(state, "aa", "(closed)", day: 20);
        Take(state, "bb", "one", day: 20);
        Take(state, "cc", "one", day: 23);

        Assert.Equal(["aa", "bb", "cc"], state.Marks().Select(mark => mark.Writer));
        Assert.Equal(new DateOnly(2026, 11, 20), state.Oldest);
    }

    [Fact]
    public void Ended_writers_are_kept_for_the_day_after()
    {
        var state = new LogState();
        Take(state, "aa", "(closed)");
        Take(state, "cc", "one", day: 23);
        Assert.Equal(["aa", "cc"], state.Marks().Select(mark => mark.Writer));
        Take(state, "dd", "one", day: 24);

        Assert.Equal(["cc", "dd"], state.Marks().Select(mark => mark.Writer));
        Assert.Equal(new DateOnly(2026, 11, 23), state.Oldest);
        Assert.Equal(new DateOnly(2026, 11, 24), state.Newest);
        Assert.Null(new LogState().Oldest);
    }

    [Fact]
    public void Batch_has_one_form_and_reads_back()
    {
        var state = new LogState();
        Take(state, "aa", "one");
        var batch = new LogBatch(7, 9, [new("aa", "journal/2026/11/22/aa-0001.jsonl", 1, 2)], state.Marks());
        var bytes = batch.Format();

        Assert.True(LogBatch.TryParse(bytes, out var read));
        Assert.Equal(bytes, read.Format());
        Assert.Equal("tree/batch/00000000000000000007", LogBatch.NameOf(7));
        Assert.True(LogBatch.TryParseName(LogBatch.NameOf(7), out var from));
        Assert.Equal(7, from);
        foreach (var bad in new[]
        {
            "", "{}\n", "{\"v\":1,\"from\":7,\"to\":9}\n", "{\"v\":2,\"from\":7,\"to\":9}\n",
            Encoding.UTF8.GetString(bytes).Replace("\"to\":9", "\"to\":10"),
            Encoding.UTF8.GetString(bytes).Replace("\"to\":9", "\"to\":8"),
            Encoding.UTF8.GetString(bytes).Replace("\"to\":9", "\"to\": 9"),
            Encoding.UTF8.GetString(bytes)[..^1],
            Encoding.UTF8.GetString(bytes) + "null\n",
            "null\n", "{\"v\":1,\"from\":7,\"to\":9}\nnull\n", "{\"v\":1,\"from\":-9223372036854775808,\"to\":9223372036854775807}\n",
            Encoding.UTF8.GetString(bytes).Replace("\"toSeq\":2", "\"toSeq\":9223372036854775807"),
            Encoding.UTF8.GetString(bytes).Replace("\"to\":9", "\"to\":9223372036854775807").Replace("\"toSeq\":2", "\"toSeq\":9223372036854775807"),
        }) Assert.False(LogBatch.TryParse(Encoding.UTF8.GetBytes(bad), out _), bad);
    }

    [Fact]
    public void Checkpoint_name_is_its_time_and_size()
    {
        var name = CheckpointName.Of(new Checkpoint("a", 12, TreeHash.Empty, Now.AddTicks(12345678)));

        Assert.Equal("tree/checkpoint/2026/11/22/090001234-00000000000000000012", name.ToString());
        Assert.Equal(name, CheckpointName.Parse(name.ToString()));
        Assert.Null(CheckpointName.Parse("tree/checkpoint/2026/11/22/090001234-0000000000000000001x"));
        Assert.Null(CheckpointName.Parse("tree/checkpoint/2026/13/22/090001234-00000000000000000012"));
        Assert.Null(CheckpointName.Parse(null));
    }

    private static void Take(LogState state, string writer, string correlation, int day = 22) => Assert.True(JournalIntake.Take(
        state, FakeWriter.Name(writer, 1, day), new FakeWriter(writer, day).Blob(1, correlation), 100, new List<TakenLine>()));
}
