using Azure.Core;

namespace SecureText.Audit.Tree;

/// <summary>
/// Stopped before or after any storage call, and two at the same time in many orders: the tree is the same, and every
/// checkpoint fits it.
/// </summary>
[Collection(InBlobStorage.Name)]
public sealed class LogRaceTests(BlobStorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Integrator_that_dies_at_any_call_is_finished_by_the_next(bool afterTheCall)
    {
        string? undisturbed = null;
        var nth = 0;
        for (; ; nth++)
        {
            using var bench = new TreeBench(storage);
            var (writer, other) = (new FakeWriter("aa"), new FakeWriter("bb"));
            await bench.WriteAsync("aa", 1, writer.Blob(1, [.. Enumerable.Range(0, 250).Select(i => $"{i}")]));
            await bench.Integrator().RunAsync(always: false, None);
            await bench.WriteAsync("aa", 2, writer.Blob(2, [.. Enumerable.Range(0, 20).Select(i => $"{i}")]));
            await bench.WriteAsync("bb", 1, other.Blob(1, "x", "y"));
            var (counted, hit, target) = (new CountingTransport(), false, nth);
            counted.OnCall = async (number, _, send) =>
            {
                if (number < target || target == 0)
                {
                    await send();
                    return;
                }

                if (number == target && afterTheCall) await send();
                hit = true;
                throw new IOException("the process is gone (by the test)");
            };

            var first = await Record.ExceptionAsync(() => bench.Integrator(counted.Transport).RunAsync(always: false, None));
            Assert.Equal(hit, first is not null);
            // Whoever comes next knows nothing but storage.
            await bench.Integrator().RunAsync(always: false, None);

            Assert.Equal(272, (await bench.CheckedLeavesAsync()).Count);
            var tree = await bench.TreeAsync();
            undisturbed ??= tree;
            Assert.True(tree == undisturbed, $"call {nth}:\n{undisturbed}\n{tree}");
            if (nth > 0 && !hit) break;
        }

        Assert.True(nth > 10, "The faults did not reach the calls.");
    }

    // Found by a run that kills the program at a busy time and then moves the clock on by days.
    [Fact]
    public async Task Writer_whose_lines_a_dead_integrator_took_only_in_part_is_given_up_at_its_last_line()
    {
        using var bench = new TreeBench(storage);
        await bench.WriteAsync("aa", 1, new FakeWriter("aa").Blob(1, "one"));
        var dying = new CountingTransport();
        dying.OnCall = async (number, _, send) =>
        {
            await send();
            if (dying.Calls[number - 1] == "create") throw new IOException("the process is gone (by the test)");
        };
        await Assert.ThrowsAsync<IOException>(() => bench.Integrator(dying.Transport).RunAsync(always: false, None));
        await bench.WriteAsync("aa", 1, new FakeWriter("aa").Blob(1, "one", "two", "three"));

        bench.Time.Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
        await using var journal = bench.Journal();
        for (var run = 0; run < 3; run++)
        {
            await bench.Integrator(journal: journal).RunAsync(always: false, None);
            bench.Time.Now += TimeSpan.FromMinutes(1);
        }

        var leaves = await bench.CheckedLeavesAsync();
        Assert.Equal("seq:3", Assert.Single(leaves, line => line.Entry.Action == "journal.abandoned").Entry.Detail);
        Assert.Empty(bench.Critical);
        Assert.Equal("Whole", await bench.VerdictAsync());
    }

    [Fact]
    public async Task Integrator_that_failed_at_any_call_goes_on_with_the_same_memory()
    {
        for (var nth = 1; ; nth++)
        {
            using var bench = new TreeBench(storage);
            await bench.WriteAsync("aa", 1, new FakeWriter("aa").Blob(1, "one", "two"));
            var (counted, hit, target) = (new CountingTransport(), false, nth);
            counted.OnCall = async (number, _, send) =>
            {
                if (number == target) hit = true;
                if (number == target) throw new IOException("connection lost (by the test)");
                await send();
            };
            var one = bench.Integrator(counted.Transport);
            await Record.ExceptionAsync(() => one.RunAsync(always: false, None));
            if (!hit) break;
            await one.RunAsync(always: false, None);
            Assert.Equal(2, (await bench.CheckedLeavesAsync()).Count);
        }
    }

    /// <summary>The first stops before its nth call; the second does a whole run meanwhile; the first goes on.</summary>
    [Fact]
    public async Task Two_integrators_make_one_tree_wherever_the_second_overtakes()
    {
        var nth = 1;
        for (; ; nth++)
        {
            using var bench = new TreeBench(storage);
            var writer = new FakeWriter("aa");
            await bench.WriteAsync("aa", 1, writer.Blob(1, "one", "two"));
            var (counted, second, target, hit) = (new CountingTransport(), bench.Integrator(), nth, false);
            counted.OnCall = async (number, _, send) =>
            {
                if (number == target)
                {
                    hit = true;
                    // There is more by now than the first has seen.
                    await bench.WriteAsync("bb", 1, new FakeWriter("bb").Blob(1, "three"));
                    bench.Time.Now += TimeSpan.FromSeconds(1);
                    await second.RunAsync(always: true, None);
                    bench.Time.Now += TimeSpan.FromSeconds(1);
                }

                await send();
            };
            var first = bench.Integrator(counted.Transport);
            await first.RunAsync(always: true, None);
            bench.Time.Now += TimeSpan.FromSeconds(1);
            await first.RunAsync(always: true, None);
            await second.RunAsync(always: true, None);

            Assert.Equal(hit ? 3 : 2, (await bench.CheckedLeavesAsync()).Count);
            if (!hit) break;
        }

        Assert.True(nth > 8, "The second never overtook.");
    }

    // Who looks at the page of the log while the vault is away takes over what nobody could sign.
    [Fact]
    public async Task Batch_that_nobody_has_signed_is_signed_before_the_next_is_decided()
    {
        using var bench = new TreeBench(storage);
        var writer = new FakeWriter("aa");
        var one = bench.Integrator();
        bench.Signer.Before = () => throw new IOException("the vault is away (by the test)");
        for (var number = 1; number <= 2; number++)
        {
            await bench.WriteAsync("aa", number, writer.Blob(number, $"{number}"));
            await Assert.ThrowsAsync<IOException>(() => one.RunAsync(always: false, None));
            await one.PendingAsync(None);
        }

        bench.Signer.Before = () => Task.CompletedTask;
        await one.RunAsync(always: false, None);

        Assert.Equal(2, (await bench.CheckedLeavesAsync()).Count);
        Assert.Equal("Whole", await bench.VerdictAsync());
    }

    [Fact]
    public async Task Checkpoint_that_took_long_to_sign_does_not_follow_a_larger_one_of_a_clock_that_is_behind()
    {
        using var bench = new TreeBench(storage);
        var writer = new FakeWriter("aa");
        await bench.WriteAsync("aa", 1, writer.Blob(1, "one"));
        var ahead = new JournalTime { Now = bench.Time.Now.AddSeconds(1) };
        var (first, second) = (bench.Integrator(time: ahead), bench.Integrator());
        await first.RunAsync(always: false, None);
        bench.Time.Now = bench.Time.Now.AddMinutes(1);
        ahead.Now = bench.Time.Now.AddSeconds(1);
        bench.Signer.Before = async () =>
        {
            bench.Signer.Before = () => Task.CompletedTask;
            await bench.WriteAsync("aa", 2, writer.Blob(2, "two"));
            await second.RunAsync(always: false, None);
        };
        await first.RunAsync(always: true, None);

        Assert.Equal("Whole", await bench.VerdictAsync());
        Assert.Equal(2, (await bench.CheckedLeavesAsync()).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Two_integrators_that_race_while_processes_write_make_one_tree(int seed)
    {
        using var bench = new TreeBench(storage);
        await using var journal = bench.Journal();
        await using var other = bench.Journal();
        bench.Time.Tick = TimeSpan.FromMilliseconds(1);
        var integrators = Enumerable.Range(0, 2).Select(i => bench.Integrator(Slow(seed + i).Transport, maxEntries: 50)).ToList();
        var written = 0;
        for (var round = 0; round < 4; round++)
        {
            var writing = Task.WhenAll(Enumerable.Range(0, 30).Select(
                i => (i % 2 == 0 ? journal : other).AppendAsync(JournalBench.Entry($"{round}.{i}"), None)));
            written += 30;
            await Task.WhenAll([writing, .. integrators.Select(one => one.RunAsync(always: true, None))]);
        }

        foreach (var one in integrators) await one.RunAsync(always: true, None);
        var leaves = await bench.CheckedLeavesAsync();
        Assert.Equal(written, leaves.Count);
        Assert.Equal(written, leaves.Select(line => line.Entry.Correlation).Distinct().Count());
        Assert.Empty(bench.Said);

        // Each call of each gets a delay of its own, the same for one seed.
        static CountingTransport Slow(int seed) => new()
        {
            OnCall = async (number, _, send) =>
            {
                await Task.Delay(((number * 7919) + (seed * 104729)) % 7);
                await send();
            },
        };
    }
}
