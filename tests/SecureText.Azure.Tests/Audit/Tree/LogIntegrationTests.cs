
namespace SecureText.Audit.Tree;

/// <summary>Journals to tree, against Azurite: order, ends, restarts and what a run costs.</summary>
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
