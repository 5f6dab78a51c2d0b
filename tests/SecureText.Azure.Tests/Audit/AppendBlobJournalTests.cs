using System.Text;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace SecureText.Audit;

[Collection(InBlobStorage.Name)]
public class AppendBlobJournalTests(BlobStorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Entry_that_was_appended_is_there_and_the_journal_is_whole()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        await journal.AppendAsync(JournalBench.Entry("one"), None);
        Assert.Equal(["one"], await bench.CorrelationsAsync()); // before the journal is closed: durable means durable
        await journal.AppendAsync(JournalBench.Entry("two"), None);
        Assert.Equal(["one", "two"], await bench.CorrelationsAsync());
        Assert.Equal([$"journal/2026/11/22/{journal.Writer}-0001.jsonl"], await bench.BlobNamesAsync());
        Assert.Equal("journal: whole (1 writers, 1 blobs, 2 lines)", (await bench.CheckAsync()).ToString());
    }

    [Fact]
    public async Task Many_callers_at_once_share_blocks_and_make_one_chain()
    {
        var bench = new JournalBench(storage);
        var firstBlock = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Transport.OnAppend = async (_, send) =>
        {
            firstBlock.TrySetResult();
            await release.Task;
            await send();
        };
        await using var journal = bench.Open();
        var first = journal.AppendAsync(JournalBench.Entry("0"), None);
        await firstBlock.Task;
        var rest = Enumerable.Range(1, 64).Select(i => journal.AppendAsync(JournalBench.Entry($"{i}"), None)).ToList();
        Assert.False(first.IsCompleted); // not before the block is durable
        release.SetResult();
        await Task.WhenAll([first, .. rest]);
        Assert.Equal(2, bench.Transport.Appends); // the first alone, then everybody who had come meanwhile
        Assert.Equal(Enumerable.Range(0, 65).Select(i => $"{i}").Order(), (await bench.CorrelationsAsync()).Order());
        Assert.True((await bench.CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task Sixty_four_writers_of_many_entries_make_one_whole_chain()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open(options => options with { RollAfterBlocks = 5 });
        await Task.WhenAll(Enumerable.Range(0, 64).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++) await journal.AppendAsync(JournalBench.Entry($"{writer}.{i}"), None);
        })));
        var report = await bench.CheckAsync();
        Assert.True(report.IsWhole, report.ToString());
        Assert.Equal((1, 640L), (report.Writers, report.Lines));
        Assert.Equal(640, (await bench.CorrelationsAsync()).Distinct().Count());
    }

    [Fact]
    public async Task Two_processes_write_two_chains_beside_each_other()
    {
        var bench = new JournalBench(storage);
        await using var one = bench.Open();
        await using var two = bench.Open();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => (i % 2 == 0 ? one : two).AppendAsync(JournalBench.Entry($"{i}"), None)));
        var report = await bench.CheckAsync();
        Assert.Equal((2, 2, 20L, true), (report.Writers, report.Blobs, report.Lines, report.IsWhole));
    }

    [Fact]
    public async Task Journal_rolls_to_the_next_blob_after_its_blocks_and_the_chain_goes_on()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open(options => options with { RollAfterBlocks = 2 });
        for (var i = 0; i < 5; i++) await journal.AppendAsync(JournalBench.Entry($"{i}"), None);
        Assert.Equal(
            Enumerable.Range(1, 3).Select(n => $"journal/2026/11/22/{journal.Writer}-000{n}.jsonl"),
            await bench.BlobNamesAsync());
        Assert.Equal(["0", "1", "2", "3", "4"], await bench.CorrelationsAsync());
        Assert.True((await bench.CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task Writer_is_closed_and_another_goes_on_when_a_new_utc_day_has_begun()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        var first = journal.Writer;
        await journal.AppendAsync(JournalBench.Entry("before"), None);
        bench.Time.Now += TimeSpan.FromMinutes(61);
        await journal.AppendAsync(JournalBench.Entry("after"), None);
        Assert.NotEqual(first, journal.Writer);
        Assert.Equal(
            [$"journal/2026/11/22/{first}-0001.jsonl", $"journal/2026/11/23/{journal.Writer}-0001.jsonl"],
            await bench.BlobNamesAsync());
        await journal.AppendAsync(JournalBench.Entry("then"), None); // behind the closing of the day before
        Assert.Equal(["before", first], await bench.CorrelationsAsync(first));
        Assert.Equal(["after", "then"], await bench.CorrelationsAsync(journal.Writer));
        Assert.True((await bench.CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task Writer_is_closed_after_its_day_though_nobody_writes()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        var first = journal.Writer;
        await journal.AppendAsync(JournalBench.Entry("before"), None);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Transport.OnAppend = async (_, send) =>
        {
            await send();
            closed.SetResult();
        };
        bench.Time.Now += TimeSpan.FromMinutes(61);
        bench.Time.Ring();
        await closed.Task;
        Assert.Equal(["before", first], await bench.CorrelationsAsync(first));
    }

    [Fact]
    public async Task Writer_of_a_day_that_is_long_over_is_left_without_a_closing_line()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        var first = journal.Writer;
        await journal.AppendAsync(JournalBench.Entry("before"), None);
        bench.Time.Now += TimeSpan.FromMinutes(91);
        await journal.AppendAsync(JournalBench.Entry("after"), None);
        Assert.Equal(["before"], await bench.CorrelationsAsync(first));
    }

    [Fact]
    public async Task Closing_that_fails_holds_up_nobody()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        var first = journal.Writer;
        await journal.AppendAsync(JournalBench.Entry("before"), None);
        bench.Time.Now += TimeSpan.FromMinutes(61);
        bench.Transport.OnAppend = (message, send) => message.Request.Uri.ToString().Contains(first, StringComparison.Ordinal)
            ? throw new IOException("connection lost (by the test)")
            : send();
        await journal.AppendAsync(JournalBench.Entry("after"), None);
        await journal.AppendAsync(JournalBench.Entry("then"), None);
        Assert.Equal(["before"], await bench.CorrelationsAsync(first));
        Assert.Equal(["after", "then"], await bench.CorrelationsAsync(journal.Writer));
    }

    [Fact]
    public async Task Journal_that_nobody_used_leaves_nothing_when_it_stops()
    {
        var bench = new JournalBench(storage);
        await bench.Container.CreateAsync();
        await bench.Open().DisposeAsync();
        Assert.Empty(await bench.BlobNamesAsync());
    }

    [Fact]
    public async Task Block_never_grows_beyond_its_limit()
    {
        var bench = new JournalBench(storage);
        var largest = 0L;
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Transport.OnAppend = async (message, send) =>
        {
            await release.Task;
            Assert.True(message.Request.Content!.TryComputeLength(out var length));
            largest = Math.Max(largest, length);
            await send();
        };
        await using var journal = bench.Open(options => options with { MaxBlockBytes = 64 * 1024 });
        var big = JournalBench.Entry(new string('c', 128)) with
        {
            Subjects = [.. Enumerable.Repeat(new string('s', Opaque.MaxShortLength), Opaque.MaxSubjects)],
        };
        var all = Enumerable.Range(0, 20).Select(_ => journal.AppendAsync(big, None)).ToList();
        release.SetResult();
        await Task.WhenAll(all);
        var line = JournalLine.Format(new JournalLine(journal.Writer, 1, big, new string('h', 43)));
        Assert.InRange(largest, 2 * line.Length, 64 * 1024);
        Assert.Equal(20, (await bench.CheckAsync()).Lines);
    }

    [Fact]
    public async Task Entry_that_could_hold_free_text_is_refused_and_leaves_no_trace()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        await Assert.ThrowsAsync<ArgumentException>(
            () => journal.AppendAsync(JournalBench.Entry("x") with { Detail = "Jane Roe called" }, None));
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        Assert.Equal(["next"], await bench.CorrelationsAsync());
    }

    [Fact]
    public async Task Cancelled_caller_takes_nobody_with_it()
    {
        var bench = new JournalBench(storage);
        var firstBlock = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Transport.OnAppend = async (_, send) =>
        {
            firstBlock.TrySetResult();
            await release.Task;
            await send();
        };
        await using var journal = bench.Open();
        using var giveUp = new CancellationTokenSource();
        var inFlight = journal.AppendAsync(JournalBench.Entry("in-flight"), giveUp.Token);
        await firstBlock.Task;
        var queued = journal.AppendAsync(JournalBench.Entry("queued"), giveUp.Token);
        var other = journal.AppendAsync(JournalBench.Entry("other"), None);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => inFlight);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        release.SetResult();
        await other;
        // What was on its way is logged though its caller left; what had not begun is not.
        Assert.Equal(["in-flight", "other"], await bench.CorrelationsAsync());
        Assert.True((await bench.CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task Dispose_writes_what_waits_and_refuses_what_comes_later()
    {
        var bench = new JournalBench(storage);
        var journal = bench.Open();
        var waiting = Enumerable.Range(0, 10).Select(i => journal.AppendAsync(JournalBench.Entry($"{i}"), None)).ToList();
        await journal.DisposeAsync();
        Assert.All(waiting, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Equal(11, (await bench.CheckAsync()).Lines);
        Assert.Equal(journal.Writer, (await bench.CorrelationsAsync())[^1]); // its closing line
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync(JournalBench.Entry("late"), None));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Journal_without_its_container_refuses_and_goes_on_when_it_is_there()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open(options => options with { CreateContainer = false });
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync(JournalBench.Entry("early"), None));
        await bench.Container.CreateAsync();
        await journal.AppendAsync(JournalBench.Entry("now"), None);
        Assert.Equal(["now"], await bench.CorrelationsAsync());
    }

    [Fact]
    public async Task Check_of_a_changed_blob_names_the_line()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        for (var i = 0; i < 3; i++) await journal.AppendAsync(JournalBench.Entry($"{i}"), None);
        var name = Assert.Single(await bench.BlobNamesAsync());
        var blob = bench.Container.GetAppendBlobClient(name);
        var text = (await blob.DownloadContentAsync()).Value.Content.ToString();
        var changed = text.Replace("\"correlation\":\"1\"", "\"correlation\":\"9\"", StringComparison.Ordinal);
        await blob.CreateAsync(new AppendBlobCreateOptions());
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(changed));
        await blob.AppendBlockAsync(content);
        var report = await bench.CheckAsync();
        Assert.Equal(new JournalFault(JournalFaultKind.Changed, name, 2, 2), Assert.Single(report.Faults));
        Assert.Equal($"journal: Changed at {name} line 2", report.ToString());
    }

    [Fact]
    public async Task Check_leaves_the_tree_to_the_verifier_and_finds_what_came_after_the_closing_line()
    {
        var bench = new JournalBench(storage);
        var journal = bench.Open();
        await journal.AppendAsync(JournalBench.Entry("x"), None);
        await journal.DisposeAsync();
        await bench.Container.GetBlobClient("tree/tile/0/000.p/1").UploadAsync(BinaryData.FromString("x"));
        Assert.True((await bench.CheckAsync()).IsWhole);
        var name = (await bench.BlobNamesAsync())[0];
        var blob = bench.Container.GetAppendBlobClient(name);
        var last = JournalCheck.Split((await blob.DownloadContentAsync()).Value.Content.ToMemory())[^1];
        var (late, _) = new JournalChain(journal.Writer, 2, "", JournalLine.HashOf(last.Span)).Next(JournalBench.Entry("late"));
        await blob.AppendBlockAsync(new MemoryStream(late));
        Assert.Equal(new JournalFault(JournalFaultKind.Late, name, 3, 3), Assert.Single((await bench.CheckAsync()).Faults));
    }

    [Fact]
    public async Task Check_of_a_container_with_another_blob_is_foreign()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        await journal.AppendAsync(JournalBench.Entry("x"), None);
        await bench.Container.GetAppendBlobClient("journal/2026/11/22/NOT-OURS.txt").CreateAsync();
        Assert.Equal(JournalFaultKind.Foreign, Assert.Single((await bench.CheckAsync()).Faults).Kind);
    }
}
