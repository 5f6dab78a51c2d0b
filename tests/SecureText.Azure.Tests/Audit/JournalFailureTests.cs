using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace SecureText.Audit;

/// <summary>Storage fails before, after and in between; no line is lost, none is there twice, the chain stays whole.</summary>
[Collection(InBlobStorage.Name)]
public class JournalFailureTests(BlobStorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Append_that_never_arrives_refuses_its_callers_and_the_next_goes_on()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        await journal.AppendAsync(JournalBench.Entry("first"), None);
        bench.Transport.OnAppend = InjectingTransport.FailBefore(1);
        var refused = await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.AppendAsync(JournalBench.Entry("lost"), None));
        Assert.Contains("by the test", refused.InnerException!.ToString(), StringComparison.Ordinal);
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        await AssertJournalAsync(bench, "first", "next");
    }

    [Fact]
    public async Task Append_whose_answer_is_lost_is_found_and_its_caller_is_told_yes()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        bench.Transport.OnAppend = InjectingTransport.LoseAnswer(1);
        await journal.AppendAsync(JournalBench.Entry("first"), None);
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        await AssertJournalAsync(bench, "first", "next");
    }

    [Fact]
    public async Task Append_that_the_client_repeats_after_a_lost_answer_is_there_once()
    {
        var bench = new JournalBench(storage, clientRetries: 2);
        await using var journal = bench.Open();
        bench.Transport.OnAppend = InjectingTransport.LoseAnswer(1);
        await journal.AppendAsync(JournalBench.Entry("first"), None);
        Assert.Equal(2, bench.Transport.Appends); // the repetition met its own block (412)
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        await AssertJournalAsync(bench, "first", "next");
    }

    [Fact]
    public async Task Append_whose_end_stays_unknown_refuses_its_callers_and_its_line_is_kept_once()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        await journal.AppendAsync(JournalBench.Entry("first"), None);
        // The block lands, but neither the answer nor the reading back gets through.
        bench.Transport.OnAppend = InjectingTransport.LoseAnswer(1, () =>
            bench.Transport.OnOther = InjectingTransport.FailBefore(1));
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.AppendAsync(JournalBench.Entry("unknown"), None));
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        await AssertJournalAsync(bench, "first", "unknown", "next");
    }

    [Fact]
    public async Task Unknown_end_over_midnight_and_roll_over_keeps_the_chain()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open(options => options with { RollAfterBlocks = 1 });
        var first = journal.Writer;
        bench.Transport.OnAppend = InjectingTransport.LoseAnswer(1, () =>
            bench.Transport.OnOther = InjectingTransport.FailBefore(1));
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.AppendAsync(JournalBench.Entry("unknown"), None));
        bench.Time.Now += TimeSpan.FromMinutes(61);
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        await journal.AppendAsync(JournalBench.Entry("then"), None); // behind the closing of the day before
        Assert.Equal(["unknown", first], await bench.CorrelationsAsync(first)); // closed behind the line that had landed
        Assert.Equal(["next", "then"], await bench.CorrelationsAsync(journal.Writer));
        Assert.True((await bench.CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task Block_that_was_given_up_and_lands_late_is_taken_into_the_chain()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        await journal.AppendAsync(JournalBench.Entry("first"), None);
        var late = Delayed(bench);
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.AppendAsync(JournalBench.Entry("late"), None));
        // It arrives just before the next block does: the next finds its place taken.
        bench.Transport.OnAppend = async (_, send) =>
        {
            bench.Transport.OnAppend = (_, resend) => resend();
            await late.Value!();
            await send();
        };
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        await AssertJournalAsync(bench, "first", "late", "next");
    }

    [Fact]
    public async Task Closing_that_hangs_refuses_no_caller()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open(options => options with { CommitLimit = TimeSpan.FromSeconds(2) });
        var first = journal.Writer;
        await journal.AppendAsync(JournalBench.Entry("before"), None);
        bench.Time.Now += TimeSpan.FromMinutes(61);
        bench.Transport.OnAppend = async (message, send) =>
        {
            if (message.Request.Uri.ToString().Contains(first, StringComparison.Ordinal)) await Task.Delay(Timeout.Infinite, message.CancellationToken);
            await send();
        };
        await journal.AppendAsync(JournalBench.Entry("after"), None).WaitAsync(TimeSpan.FromSeconds(1.5));
        Assert.Equal(["after"], await bench.CorrelationsAsync(journal.Writer));
    }

    [Theory]
    [InlineData(61, false)] // the closing line takes the place that the block was to have
    [InlineData(120, true)] // too late to close: the block becomes the old writer's last line
    public async Task Block_that_was_given_up_over_midnight_and_lands_late_cannot_fork_the_chain(int minutes, bool lands)
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        var first = journal.Writer;
        await journal.AppendAsync(JournalBench.Entry("first"), None);
        var late = Delayed(bench);
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.AppendAsync(JournalBench.Entry("late"), None));
        bench.Time.Now += TimeSpan.FromMinutes(minutes);
        bench.Transport.OnAppend = (_, send) => send();
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        await journal.AppendAsync(JournalBench.Entry("tomorrow"), None); // behind the closing of the day before
        if (lands) await late.Value!();
        else await Assert.ThrowsAsync<RequestFailedException>(() => late.Value!());
        Assert.Equal(["first", lands ? "late" : first], await bench.CorrelationsAsync(first));
        Assert.Equal(["next", "tomorrow"], await bench.CorrelationsAsync(journal.Writer));
        Assert.True((await bench.CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task Outage_of_many_blocks_leaves_a_whole_chain_of_what_was_acknowledged()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        await journal.AppendAsync(JournalBench.Entry("first"), None);
        bench.Transport.OnAppend = InjectingTransport.FailBefore(20);
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<JournalUnavailableException>(
                () => journal.AppendAsync(JournalBench.Entry($"lost-{i}"), None));
        }

        await journal.AppendAsync(JournalBench.Entry("next"), None);
        await AssertJournalAsync(bench, "first", "next");
    }

    [Fact]
    public async Task Failing_block_refuses_exactly_its_own_callers()
    {
        var bench = new JournalBench(storage);
        var firstBlock = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Transport.OnAppend = async (_, _) =>
        {
            bench.Transport.OnAppend = (_, send) => send();
            firstBlock.SetResult();
            await release.Task;
            throw new IOException("connection lost (by the test)");
        };
        await using var journal = bench.Open();
        var refused = journal.AppendAsync(JournalBench.Entry("refused"), None);
        await firstBlock.Task;
        var taken = Enumerable.Range(0, 5).Select(i => journal.AppendAsync(JournalBench.Entry($"{i}"), None)).ToList();
        release.SetResult();
        await Assert.ThrowsAsync<JournalUnavailableException>(() => refused);
        await Task.WhenAll(taken);
        await AssertJournalAsync(bench, "0", "1", "2", "3", "4");
    }

    [Fact]
    public async Task Storage_that_never_answers_is_given_up_at_the_limit()
    {
        var bench = new JournalBench(storage);
        bench.Transport.OnAppend = async (message, _) => await Task.Delay(Timeout.Infinite, message.CancellationToken);
        await using var journal = bench.Open(options => options with { CommitLimit = TimeSpan.FromMilliseconds(200) });
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.AppendAsync(JournalBench.Entry("stuck"), None));
        bench.Transport.OnAppend = (_, send) => send();
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        await AssertJournalAsync(bench, "next");
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(true, "BlobImmutableDueToPolicy")] // what a container under a policy may say of a blob that is there
    public async Task Creation_of_the_blob_that_fails_is_done_again(bool landed, string? said)
    {
        var bench = new JournalBench(storage);
        await bench.Container.CreateAsync();
        bench.Transport.OnOther = !landed ? InjectingTransport.FailBefore(1)
            : InjectingTransport.LoseAnswer(1, () => bench.Transport.OnOther = (message, send) =>
                said is null || message.Request.Method.Method != "PUT" ? send() : throw new RequestFailedException(409, said, said, null));
        await using var journal = bench.Open(options => options with { CreateContainer = false });
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.AppendAsync(JournalBench.Entry("early"), None));
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        await AssertJournalAsync(bench, "next");
        Assert.Single(await bench.BlobNamesAsync());
    }

    [Fact]
    public async Task Foreign_write_is_left_behind_and_found_by_the_check()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        await journal.AppendAsync(JournalBench.Entry("first"), None);
        var (name, before) = (Assert.Single(await bench.BlobNamesAsync()), journal.Writer);
        await AppendForeignAsync(bench, name);
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        Assert.Equal(["first"], await bench.CorrelationsAsync(before));
        Assert.Equal(["next"], await bench.CorrelationsAsync(journal.Writer)); // another, so that it comes into the signed log
        Assert.Equal(
            new JournalFault(JournalFaultKind.Changed, name, 2, 2), Assert.Single((await bench.CheckAsync()).Faults));
    }

    [Fact]
    public async Task Foreign_write_behind_a_block_whose_answer_was_lost_does_not_double_it()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        await journal.AppendAsync(JournalBench.Entry("first"), None);
        var (name, before) = (Assert.Single(await bench.BlobNamesAsync()), journal.Writer);
        bench.Transport.OnAppend = async (_, send) =>
        {
            bench.Transport.OnAppend = (_, resend) => resend();
            await send();
            await AppendForeignAsync(bench, name);
            throw new IOException("connection lost (by the test)");
        };
        await journal.AppendAsync(JournalBench.Entry("second"), None);
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        Assert.Equal(["first", "second"], await bench.CorrelationsAsync(before));
        Assert.Equal(["next"], await bench.CorrelationsAsync(journal.Writer));
        Assert.Equal(3, Assert.Single((await bench.CheckAsync()).Faults).Line);
    }

    [Fact]
    public async Task Blob_that_was_taken_away_is_left_behind()
    {
        var bench = new JournalBench(storage);
        await using var journal = bench.Open();
        await journal.AppendAsync(JournalBench.Entry("first"), None);
        await bench.Container.DeleteBlobAsync(Assert.Single(await bench.BlobNamesAsync()));
        await journal.AppendAsync(JournalBench.Entry("next"), None);
        // That it is gone only the signed log can tell; what comes later is there.
        Assert.Equal(["next"], await bench.CorrelationsAsync());
    }

    private static async Task AppendForeignAsync(JournalBench bench, string name)
    {
        using var content = new MemoryStream("{\"not\":\"ours\"}\n"u8.ToArray());
        await bench.Container.GetAppendBlobClient(name).AppendBlockAsync(content);
    }

    // Gives up the next append before it is sent, and hands out the way to send it later, as a slow network would.
    private static StrongBox<Func<Task>> Delayed(JournalBench bench)
    {
        var late = new StrongBox<Func<Task>>(() => Task.CompletedTask);
        bench.Transport.OnAppend = async (message, _) =>
        {
            using var body = new MemoryStream();
            await message.Request.Content!.WriteToAsync(body, default);
            Assert.True(message.Request.Headers.TryGetValue("x-ms-blob-condition-appendpos", out var position));
            var name = Assert.Single(await bench.BlobNamesAsync());
            late.Value = async () => await bench.Container.GetAppendBlobClient(name).AppendBlockAsync(
                new MemoryStream(body.ToArray()),
                new AppendBlobAppendBlockOptions
                {
                    Conditions = new() { IfAppendPositionEqual = long.Parse(position!, null) },
                });
            throw new IOException("connection lost (by the test)");
        };
        return late;
    }

    private static async Task AssertJournalAsync(JournalBench bench, params string[] correlations)
    {
        Assert.Equal(correlations, await bench.CorrelationsAsync());
        var report = await bench.CheckAsync();
        Assert.True(report.IsWhole, report.ToString());
        Assert.Equal(correlations.Length, report.Lines);
    }
}
