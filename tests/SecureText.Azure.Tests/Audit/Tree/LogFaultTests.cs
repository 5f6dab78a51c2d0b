using System.Text;
using Azure.Storage.Blobs.Specialized;

namespace SecureText.Audit.Tree;

/// <summary>Journals and logs that were damaged, forged or filled with rubbish: what is good goes in, and the rest is told.</summary>
[Collection(InBlobStorage.Name)]
public sealed class LogFaultTests(BlobStorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("changed", 2)]
    [InlineData("half", 4)]
    [InlineData("first", 1)]
    public async Task Bad_line_stops_its_writer_and_nobody_else(string what, long bad)
    {
        using var bench = new TreeBench(storage);
        var blob = new FakeWriter("aa").Blob(1, "one", "two", "three");
        if (what == "changed") blob = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(blob).Replace("\"two\"", "\"two!\""));
        if (what == "half") blob = [.. blob, .. "{\"v\":2"u8];
        if (what == "first") blob[^200] ^= 1;
        if (what == "first") blob[2] ^= 1;
        await bench.WriteAsync("aa", 1, blob);
        await bench.WriteAsync("bb", 1, new FakeWriter("bb").Blob(1, "four"));
        await using var journal = bench.Journal();
        var one = bench.Integrator(journal: journal);

        await one.RunAsync(always: false, None);
        await one.RunAsync(always: false, None);
        await one.RunAsync(always: false, None);

        var leaves = await bench.CheckedLeavesAsync();
        var explained = Assert.Single(leaves, line => line.Entry.Action == "journal.broken");
        Assert.Equal(("aa", $"seq:{bad}", "damaged"), (explained.Entry.Correlation, explained.Entry.Detail, explained.Entry.Outcome));
        Assert.Equal(bad - 1, leaves.Count(line => line.Writer == "aa"));
        Assert.Contains(leaves, line => line.Writer == "bb");
        Assert.StartsWith("LogNotWhole:", Assert.Single(bench.Critical), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_after_the_end_of_its_writer_never_goes_in_and_is_told()
    {
        using var bench = new TreeBench(storage);
        var writer = new FakeWriter("aa");
        await bench.WriteAsync("aa", 1, writer.Blob(1, "one", "(closed)", "late"));
        await bench.WriteAsync("aa", 2, writer.Blob(2, "later"));
        var one = bench.Integrator();
        await one.RunAsync(always: false, None);
        await one.RunAsync(always: false, None);
        await bench.Integrator().RunAsync(always: false, None);

        Assert.Equal(2, (await bench.CheckedLeavesAsync()).Count);
        Assert.All(bench.Critical, line => Assert.Contains("lines after", line, StringComparison.Ordinal));
        Assert.Equal(2, bench.Critical.Count); // once a process
    }

    [Theory]
    [InlineData("(abandoned)", 1)]
    [InlineData("(broken)", 2)]
    [InlineData("(broken)", 9)]
    public async Task Word_of_a_stranger_keeps_no_living_writer_out_of_the_log(string said, int seq)
    {
        using var bench = new TreeBench(storage);
        await using var journal = bench.Journal();
        var one = bench.Integrator();
        await journal.AppendAsync(JournalBench.Entry("one"), None);
        await one.RunAsync(always: false, None);
        // Its name comes first, so its lines would too.
        await bench.WriteAsync("0000", 1, new FakeWriter("0000") { At = bench.Time.Now }.Blob(1, $"{said}{journal.Writer}:{seq}"));
        for (var run = 0; run < 3; run++)
        {
            await one.RunAsync(always: false, None);
            await journal.AppendAsync(JournalBench.Entry($"more.{run}"), None);
        }

        await bench.Integrator().RunAsync(always: false, None);
        var leaves = await bench.CheckedLeavesAsync();
        Assert.Equal(["one", "more.0", "more.1", "more.2"], leaves.Select(line => line.Entry.Correlation));
    }

    [Fact]
    public async Task Rubbish_stops_nobody_and_is_not_read_again_and_again()
    {
        using var bench = new TreeBench(storage);
        var rubbish = new byte[4 * 1024 * 1024];
        rubbish.AsSpan().Fill((byte)'\n');
        for (var i = 0; i < 5; i++) await bench.WriteAsync($"000{i}", 1, rubbish);
        await bench.WriteAsync("bb", 1, new FakeWriter("bb").Blob(1, "one"));
        var counted = new CountingTransport();
        var one = bench.Integrator(counted.Transport);
        await one.RunAsync(always: false, None);
        Assert.Single(await bench.CheckedLeavesAsync());
        await one.RunAsync(always: false, None);
        counted.Clear();
        await one.RunAsync(always: false, None);
        Assert.DoesNotContain("read", counted.Calls);
        Assert.Equal(5, bench.Critical.Count);
    }

    [Fact]
    public async Task Machine_whose_clock_is_far_behind_signs_nothing()
    {
        using var bench = new TreeBench(storage);
        await bench.WriteAsync("aa", 1, new FakeWriter("aa").Blob(1, "one"));
        await bench.Integrator().RunAsync(always: true, None);
        bench.Time.Now -= TimeSpan.FromMinutes(11);

        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Integrator().RunAsync(always: true, None));
    }

    [Fact]
    public async Task Lines_of_a_process_go_on_into_the_log_after_somebody_wrote_into_its_blob()
    {
        using var bench = new TreeBench(storage);
        await using var journal = bench.Journal();
        await journal.AppendAsync(JournalBench.Entry("one"), None);
        var blob = bench.Container.GetAppendBlobClient(new JournalBlobName(new DateOnly(2026, 11, 22), journal.Writer, 1).ToString());
        await blob.AppendBlockAsync(new MemoryStream("rubbish\n"u8.ToArray()));
        await journal.AppendAsync(JournalBench.Entry("two"), None);
        await bench.Integrator(journal: journal).RunAsync(always: false, None);

        Assert.Equal(["one", "two"], (await bench.CheckedLeavesAsync()).Select(line => line.Entry.Correlation).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Journal_blob_that_was_taken_away_is_told()
    {
        using var bench = new TreeBench(storage);
        await bench.WriteAsync("aa", 1, new FakeWriter("aa").Blob(1, "one"));
        await bench.WriteAsync("bb", 1, new FakeWriter("bb").Blob(1, "two"));
        var one = bench.Integrator();
        await one.RunAsync(always: false, None);
        await bench.Container.DeleteBlobAsync(FakeWriter.Name("aa", 1).ToString());
        await one.RunAsync(always: false, None);

        Assert.Equal(("journal.broken", "aa", "seq:2"), (bench.Said[0].Action, bench.Said[0].Correlation, bench.Said[0].Detail));
        Assert.Single(bench.Critical);
    }

    [Fact]
    public async Task Checkpoint_that_somebody_else_signed_stops_the_log()
    {
        using var bench = new TreeBench(storage);
        await bench.WriteAsync("aa", 1, new FakeWriter("aa").Blob(1, "one"));
        await bench.Integrator().RunAsync(always: false, None);
        using var stranger = new TestSigner();
        var forged = new Checkpoint(TestSigner.Name, 9, TreeHash.Empty, bench.Time.Now.AddMinutes(1));
        var note = await stranger.SignAsync(forged.Format(), None);
        await bench.Store.TryCreateAsync(CheckpointName.Of(forged).ToString(), note.Format(), None);

        await Assert.ThrowsAsync<LogDamagedException>(() => bench.Integrator().RunAsync(always: true, None));
    }

    [Fact]
    public async Task Tile_that_stands_in_the_way_stops_the_log_and_is_not_overwritten()
    {
        using var bench = new TreeBench(storage);
        await bench.WriteAsync("aa", 1, new FakeWriter("aa").Blob(1, "one"));
        await bench.Store.TryCreateAsync("tree/tile/0/000.p/1", new byte[32], None);

        await Assert.ThrowsAsync<LogDamagedException>(() => bench.Integrator().RunAsync(always: false, None));
        Assert.Equal(new byte[32], await bench.Store.ReadAsync("tree/tile/0/000.p/1", None));
        Assert.Equal(0, bench.Signer.Signed);
    }
}
