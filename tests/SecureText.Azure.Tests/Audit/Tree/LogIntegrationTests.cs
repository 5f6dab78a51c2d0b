using System.Text;
using Azure.Storage.Blobs.Specialized;

namespace SecureText.Audit.Tree;

/// <summary>Journals to tree, against Azurite: order, ends, faults of journals, restarts and what a run costs.</summary>
[Collection(InBlobStorage.Name)]
public sealed class LogIntegrationTests(BlobStorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Lines_of_all_writers_are_leaves_and_the_checkpoint_says_so()
    {
        using var bench = new TreeBench(storage);
        await bench.WriteAsync("bb", 1, new FakeWriter("bb").Blob(1, "three"));
        var writer = new FakeWriter("aa");
        await bench.WriteAsync("aa", 1, writer.Blob(1, "one"));
        await bench.WriteAsync("aa", 2, writer.Blob(2, "two"));

        var signed = await bench.Integrator().RunAsync(always: false, None);

        Assert.Equal(3, signed!.Checkpoint.Size);
        Assert.Equal(["one", "two", "three"], (await bench.CheckedLeavesAsync()).Select(line => line.Entry.Correlation));
    }

    [Fact]
    public async Task Log_without_journals_has_no_checkpoint()
    {
        using var bench = new TreeBench(storage);

        Assert.Null(await bench.Integrator().RunAsync(always: true, None));
        Assert.Empty(await bench.Store.ListAsync("", None));
    }

    [Theory]
    [InlineData(8192)]
    [InlineData(7)]
    public async Task Log_that_grows_in_runs_is_the_log_that_grew_at_once(int maxEntries)
    {
        using var bench = new TreeBench(storage);
        await using var journal = bench.Journal();
        var (one, wanted) = (bench.Integrator(maxEntries: maxEntries), new List<string>());
        for (var run = 0; run < 4; run++)
        {
            // A restart between some of them.
            if (run == 2) one = bench.Integrator(maxEntries: maxEntries);
            wanted.AddRange(Enumerable.Range(0, 90).Select(i => $"{run}.{i}"));
            foreach (var correlation in wanted.TakeLast(90)) await journal.AppendAsync(JournalBench.Entry(correlation), None);
            Assert.Equal(wanted.Count, (await one.RunAsync(always: false, None))!.Checkpoint.Size);
        }

        Assert.Equal(wanted, (await bench.CheckedLeavesAsync()).Select(line => line.Entry.Correlation));
    }

    [Fact]
    public async Task Checkpoint_of_the_same_size_is_written_after_five_minutes_and_on_demand_only()
    {
        using var bench = new TreeBench(storage);
        await bench.WriteAsync("aa", 1, new FakeWriter("aa").Blob(1, "one"));
        var one = bench.Integrator();
        await one.RunAsync(always: false, None);
        await one.RunAsync(always: false, None);
        Assert.Equal(1, bench.Signer.Signed);
        bench.Time.Now += LogIntegrator.LongestSilence;
        await one.RunAsync(always: false, None);
        Assert.Equal(2, bench.Signer.Signed);
        await one.RunAsync(always: true, None);
        Assert.Equal(3, bench.Signer.Signed);
        Assert.Single(await bench.CheckedLeavesAsync());
        Assert.Equal(3, (await bench.Store.ListAsync(CheckpointName.Prefix, None)).Count);
    }

    [Fact]
    public async Task Checkpoint_is_after_the_one_before_though_the_clock_of_that_machine_was_ahead()
    {
        using var bench = new TreeBench(storage);
        var writer = new FakeWriter("aa");
        await bench.WriteAsync("aa", 1, writer.Blob(1, "one"));
        var here = bench.Integrator();
        await here.RunAsync(always: false, None);
        bench.Time.Now += TimeSpan.FromSeconds(30);
        await bench.Integrator().RunAsync(always: true, None);
        bench.Time.Now -= TimeSpan.FromSeconds(20);
        await bench.WriteAsync("aa", 2, writer.Blob(2, "two"));
        await here.RunAsync(always: false, None);

        Assert.Equal(2, (await bench.CheckedLeavesAsync()).Count);
    }

    [Fact]
    public async Task Writer_that_died_is_explained_an_hour_after_its_day_and_a_closed_one_is_not()
    {
        using var bench = new TreeBench(storage);
        await bench.WriteAsync("aa", 1, new FakeWriter("aa").Blob(1, "one", "two"));
        await bench.WriteAsync("bb", 1, new FakeWriter("bb").Blob(1, "one", "(closed)"));
        var one = bench.Integrator();
        bench.Time.Now = new(2026, 11, 23, 0, 59, 0, TimeSpan.Zero);
        await one.RunAsync(always: false, None);
        Assert.Empty(bench.Said);
        bench.Time.Now = new(2026, 11, 23, 1, 1, 0, TimeSpan.Zero);
        await one.RunAsync(always: false, None);
        await one.RunAsync(always: false, None);

        var said = Assert.Single(bench.Said);
        Assert.Equal(("journal.abandoned", "aa", "seq:2", "explained"), (said.Action, said.Correlation, said.Detail, said.Outcome));
        Assert.Empty(bench.Critical);
    }

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

    [Fact]
    public async Task Writer_that_closed_before_a_weekend_is_not_taken_again_because_another_died_then()
    {
        using var bench = new TreeBench(storage);
        bench.Time.Now = new(2026, 11, 20, 9, 0, 30, TimeSpan.Zero);
        await bench.WriteAsync("aa", 1, new FakeWriter("aa", 20).Blob(1, "one", "(closed)"), 20);
        await bench.WriteAsync("bb", 1, new FakeWriter("bb", 20).Blob(1, "two"), 20);
        await bench.Integrator().RunAsync(always: false, None);
        bench.Time.Now = new(2026, 11, 23, 9, 0, 30, TimeSpan.Zero);
        await using var journal = bench.Journal();
        var one = bench.Integrator(journal: journal);
        await journal.AppendAsync(JournalBench.Entry("three") with { At = bench.Time.Now }, None);
        for (var run = 0; run < 4; run++)
        {
            await one.RunAsync(always: false, None);
            if (run == 1) one = bench.Integrator(journal: journal);
            bench.Time.Now += TimeSpan.FromMinutes(1);
        }

        Assert.Equal(5, (await bench.CheckedLeavesAsync()).Count); // and that bb was given up
        Assert.Equal("Whole", await bench.VerdictAsync());
    }

    [Fact]
    public async Task Backlog_of_many_batches_is_no_late_log()
    {
        using var bench = new TreeBench(storage);
        await bench.WriteAsync("aa", 1, new FakeWriter("aa") { At = bench.Time.Now.AddHours(-1) }.Blob(1, [.. Enumerable.Range(0, 35).Select(i => $"{i}")]));
        bench.Time.Tick = TimeSpan.FromMilliseconds(1);
        await bench.Integrator(maxEntries: 10).RunAsync(always: false, None);

        Assert.Equal(35, (await bench.CheckedLeavesAsync()).Count);
        Assert.Equal("Whole", await bench.VerdictAsync());
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
    public async Task Checkpoint_of_a_machine_that_is_still_before_midnight_is_after_the_one_of_the_new_day()
    {
        using var bench = new TreeBench(storage);
        var writer = new FakeWriter("aa");
        await bench.WriteAsync("aa", 1, writer.Blob(1, "one"));
        var behind = bench.Integrator();
        bench.Time.Now = new(2026, 11, 22, 23, 59, 58, TimeSpan.Zero);
        await behind.RunAsync(always: true, None);
        bench.Time.Now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
        await bench.Integrator().RunAsync(always: true, None);
        bench.Time.Now = new(2026, 11, 22, 23, 59, 59, TimeSpan.Zero);
        await bench.WriteAsync("aa", 2, writer.Blob(2, "two"));
        await behind.RunAsync(always: false, None);

        Assert.Equal(2, (await bench.CheckedLeavesAsync()).Count);
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

    [Fact]
    public async Task Midnight_is_passed_with_two_lists_and_then_one()
    {
        using var bench = new TreeBench(storage);
        await bench.WriteAsync("aa", 1, new FakeWriter("aa").Blob(1, "one", "(closed)"));
        var counted = new CountingTransport();
        var one = bench.Integrator(counted.Transport);
        bench.Time.Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        await bench.Container.GetBlobClient(FakeWriter.Name("bb", 1, 23).ToString())
            .UploadAsync(new BinaryData(new FakeWriter("bb", 23).Blob(1, "two")));
        await one.RunAsync(always: false, None);
        await one.RunAsync(always: false, None);
        counted.Clear();
        await one.RunAsync(always: false, None);

        Assert.Equal(["list"], counted.Calls);
        Assert.Equal(3, (await bench.CheckedLeavesAsync()).Count);
    }

    [Fact]
    public async Task Run_costs_little()
    {
        using var bench = new TreeBench(storage);
        await using var journal = bench.Journal();
        var counted = new CountingTransport();
        var one = bench.Integrator(counted.Transport);
        for (var i = 0; i < 300; i++) await journal.AppendAsync(JournalBench.Entry($"{i}"), None);
        await one.RunAsync(always: false, None);
        await one.RunAsync(always: false, None);
        counted.Clear();
        await one.RunAsync(always: false, None);
        // Nothing new: today is listed, and yesterday no more.
        Assert.Equal(["list"], counted.Calls);

        counted.Clear();
        for (var i = 0; i < 20; i++) await journal.AppendAsync(JournalBench.Entry($"more.{i}"), None);
        await one.RunAsync(always: false, None);
        // New lines: the blob from where we stood, batch, bundle, tile, the newest checkpoint, is there another batch, ours.
        Assert.Equal(["list", "read", "create", "create", "create", "list", "read", "create"], counted.Calls);

        for (var minute = 0; minute < 5; minute++)
        {
            counted.Clear();
            bench.Time.Now += TimeSpan.FromSeconds(61);
            await one.RunAsync(always: false, None);
        }

        Assert.Equal(["list", "list", "read", "create"], counted.Calls);
    }
}
