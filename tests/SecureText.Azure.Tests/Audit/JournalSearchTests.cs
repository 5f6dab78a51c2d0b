using System.Text;
using Azure.Storage.Blobs.Specialized;

namespace SecureText.Audit;

/// <summary>Entries of many processes and days, newest first, each once, while more are written.</summary>
[Collection(InBlobStorage.Name)]
public class JournalSearchTests(BlobStorageFixture storage)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly JournalWindow Always = new(null, null);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Container_that_is_not_there_yet_holds_nothing()
    {
        var scan = await Search(new JournalBench(storage)).ReadAsync(Always, null, _ => true, Long, default);
        Assert.Equal(new JournalScan(null, 0, 0, null), scan);
    }

    [Fact]
    public async Task Entries_of_several_processes_and_days_come_newest_first()
    {
        var bench = await BenchAsync();
        await WriteAsync(bench, "a", -400, 1, [At(-400 * 24, "old")]);
        await WriteAsync(bench, "a", 0, 2, [At(-3, "a1"), At(-1, "a2")]);
        await WriteAsync(bench, "b", 0, 1, [At(-2, "b1"), At(0, "b2")]);
        await WriteAsync(bench, "c", -1, 1, [At(-24, "c1")]);
        var (found, scan) = await AllAsync(bench, Always, 100);
        Assert.Equal(["b2", "a2", "b1", "a1", "c1", "old"], found);
        Assert.Equal((null, 6, 0), (scan.Next, scan.Entries, scan.Damaged));
        Assert.Equal(Noon.AddDays(-400), scan.Back);
    }

    [Fact]
    public async Task Window_holds_its_beginning_and_not_its_end_also_over_midnight()
    {
        var bench = await BenchAsync();
        var midnight = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
        Entry[] entries = [new(midnight.AddTicks(-1), "before"), new(midnight, "first"), new(midnight.AddHours(1), "until")];

        // Happened before midnight, appended after it; and a blob that was kept open past its day.
        await WriteAsync(bench, "a", 0, 1, entries);
        await WriteAsync(bench, "b", -1, 1, [new(midnight.AddMinutes(-5), "late"), new(midnight.AddMinutes(10), "kept")]);
        // By the days of the blobs: around midnight a kept one may come later than its time.
        Assert.Equal(["first", "kept"], (await AllAsync(bench, new(midnight, midnight.AddHours(1)), 1)).Found);
        Assert.Equal(["before", "late"], (await AllAsync(bench, new(null, midnight), 1)).Found);
        Assert.Equal(["until"], (await AllAsync(bench, new(midnight.AddHours(1), null), 1)).Found);
    }

    [Fact]
    public async Task Search_of_an_hour_reads_no_other_days()
    {
        var bench = await BenchAsync();
        for (var day = -5; day <= 0; day++) await WriteAsync(bench, "a", day, 6 + day, [At(day * 24, $"d{day}")]);
        var (found, scan) = await AllAsync(bench, new(Noon.AddDays(-3).AddMinutes(-30), Noon.AddDays(-3).AddMinutes(30)), 100);
        Assert.Equal(["d-3"], found);
        Assert.InRange(scan.Entries, 1, 3);
    }

    [Fact]
    public async Task Damaged_lines_are_counted_and_the_others_found()
    {
        var bench = await BenchAsync();
        var lines = Lines("a", 0, 1, [At(-5, "1"), At(-4, "2"), At(-3, "3"), At(-2, "4")]);
        var foreign = Lines("b", 0, 1, [At(-1, "foreign")])[0];
        var far = Lines("a", 0, 1, [new(Noon.AddYears(-20), "far")])[0];
        lines[1] = lines[1].Replace("\"done\"", "\"not so\"", StringComparison.Ordinal);
        lines.Insert(3, foreign);
        lines.Insert(3, far);
        lines.Insert(2, "garbage\n");
        lines.Add("cut off");
        await UploadAsync(bench, "a", 0, 1, lines);
        foreach (var limit in new[] { 1, 100 })
        {
            var (found, scan) = await AllAsync(bench, new(Noon.AddDays(-1), null), limit);
            Assert.Equal(["4", "3", "1"], found);
            Assert.Equal(5, scan.Damaged);
        }
    }

    [Fact]
    public async Task Blob_without_a_line_feed_is_passed_by()
    {
        var bench = await BenchAsync();
        await UploadAsync(bench, "a", 0, 1, [.. Lines("a", 0, 1, [At(-5, "1")]), new string('x', 3_000_000)]);
        await WriteAsync(bench, "b", 0, 1, [At(-4, "2")]);
        var (found, scan) = await AllAsync(bench, Always, 1);
        Assert.Equal(["2", "1"], found.Order().Reverse());
        Assert.InRange(scan.Damaged, 1, 10);
    }

    [Fact]
    public async Task Blob_that_is_gone_between_two_pages_is_damage_and_not_an_end()
    {
        var bench = await BenchAsync();
        await WriteAsync(bench, "a", 0, 1, [At(-5, "1"), At(-1, "4")]);
        await WriteAsync(bench, "b", 0, 1, [At(-4, "2"), At(-3, "3")]);
        var seen = new List<string>();
        var scan = await Search(bench).ReadAsync(Always, null, Take(seen, 1), Long, default);
        await bench.Container.DeleteBlobAsync(Name("a", 0, 1));
        while (scan.Next is not null) scan = await Search(bench).ReadAsync(Always, scan.Next, Take(seen, 1), Long, default);
        Assert.Equal(["4", "3", "2"], seen);
    }

    [Fact]
    public async Task Everything_is_found_once_while_more_is_written()
    {
        for (var seed = 1; seed <= 8; seed++) await PagesAsync(new Dice(seed), seed);
    }

    [Fact]
    public async Task Forged_cursor_reads_no_further_than_the_blob()
    {
        var bench = await BenchAsync();
        await WriteAsync(bench, "a", 0, 1, [At(-5, "1"), At(-4, "2")]);
        var name = JournalCursor.NameOf(Name("a", 0, 1));
        foreach (var left in new long[] { 1, 50, 100_000 })
        {
            var cursor = new JournalCursor(DateOnly.FromDateTime(Noon.Date), new Dictionary<ulong, long> { [name] = left, [99] = 5 });
            var seen = new List<string>();
            Assert.Null((await Search(bench).ReadAsync(Always, cursor, Take(seen, 100), Long, default)).Next);
            Assert.Equal(left > 1000 ? ["2", "1"] : [], seen);
        }
    }

    // How many entries a second, over what a busy clinic writes in a day, is printed; the figure stands in docs/looking-up.md.
    [Fact]
    public async Task Day_of_a_busy_clinic_is_read_in_one_look()
    {
        var bench = await BenchAsync();
        for (var writer = 0; writer < 4; writer++)
            await WriteAsync(bench, $"w{writer}", 0, 1, [.. Enumerable.Range(0, 5_000).Select(i => new Entry(Noon.AddSeconds(i - 6_000), $"{i}"))]);
        var began = TimeProvider.System.GetTimestamp();
        var scan = await Search(bench).ReadAsync(Always, null, _ => true, Long, default);
        var took = TimeProvider.System.GetElapsedTime(began);
        Assert.Equal(20_000, scan.Entries);
        Console.WriteLine($"journal search: {scan.Entries / took.TotalSeconds:F0} entries a second");
    }

    private async Task PagesAsync(Dice dice, int seed)
    {
        var bench = await BenchAsync();
        var (count, writers) = (0, dice.Next(1, 5));
        var expected = new HashSet<string>();
        for (var day = -dice.Next(0, 4); day <= 0; day++)
        {
            for (var writer = 0; writer < writers; writer++)
            {
                if (dice.Next(4) == 0) continue;
                for (var number = 1; number <= dice.Next(1, 3); number++)
                    await WriteAsync(bench, $"w{writer}", day, number, Some(day, dice.Next(0, 400)));
            }
        }

        var limit = dice.Next(1, 150);
        var found = new List<string>();
        JournalScan scan;
        JournalCursor? at = null;
        var pages = 0;
        do
        {
            var page = new List<string>();
            scan = await Search(bench).ReadAsync(Always, at, Take(page, limit), dice.Next(2) == 0 ? TimeSpan.Zero : Long, default);
            found.AddRange(page);
            Assert.True(page.Count <= limit);

            // Through the text that a browser carries.
            at = scan.Next is null ? null : JournalCursor.TryParse(scan.Next.Format(), out var read) ? read : throw new FormatException();
            if (pages++ % 3 == 0) await GrowAsync(bench, dice, writers, pages);
        }
        while (at is not null);

        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.True(expected.IsSubsetOf(found), $"seed {seed}: {expected.Except(found).Count()} of {expected.Count} not found");

        List<Entry> Some(int day, int lines)
        {
            var start = Noon.AddDays(day).AddHours(-6);
            return [.. Enumerable.Range(0, lines).Select(i =>
            {
                var name = $"e{count++}";
                expected.Add(name);

                // Many of one moment, and some out of order, as requests end in another order than they began.
                return new Entry(start.AddSeconds((i / 5) + dice.Next(-3, 4)), name);
            })];
        }
    }

    // Lines behind what was listed, and blobs of new processes.
    private static async Task GrowAsync(JournalBench bench, Dice dice, int writers, int page)
    {
        var name = Name($"w{dice.Next(writers)}", 0, 1);
        var blob = bench.Container.GetAppendBlobClient(name);
        if (await blob.ExistsAsync())
        {
            using var more = new MemoryStream(Encoding.UTF8.GetBytes(
                string.Concat(Lines(name.Split('/')[^1].Split('-')[0], 0, 1, [new(Noon, $"new{page}a"), new(Noon, $"new{page}b")]))));
            await blob.AppendBlockAsync(more);
        }

        await WriteAsync(bench, $"n{page}", 0, 1, [new(Noon, $"new{page}c")]);
    }

    private async Task<JournalBench> BenchAsync()
    {
        var bench = new JournalBench(storage);
        bench.Time.Now = Noon;
        await bench.Container.CreateAsync();
        return bench;
    }

    private static JournalSearch Search(JournalBench bench) => new(bench.Container, bench.Time);

    private static Func<JournalLine, bool> Take(List<string> into, int limit) => line =>
    {
        into.Add(line.Entry.Correlation);
        return into.Count % limit != 0;
    };

    private static async Task<(List<string> Found, JournalScan Scan)> AllAsync(JournalBench bench, JournalWindow window, int limit)
    {
        var found = new List<string>();
        var (entries, damaged) = (0L, 0L);
        JournalScan scan = new(null, 0, 0, null);
        do
        {
            scan = await Search(bench).ReadAsync(window, scan.Next, Take(found, limit), Long, default);
            (entries, damaged) = (entries + scan.Entries, damaged + scan.Damaged);
        }
        while (scan.Next is not null);
        return (found, scan with { Entries = entries, Damaged = damaged });
    }

    private static Entry At(double hours, string name) => new(Noon.AddHours(hours), name);

    private static string Name(string writer, int day, int number) =>
        new JournalBlobName(DateOnly.FromDateTime(Noon.Date).AddDays(day), writer, number).ToString();

    private static List<string> Lines(string writer, int day, int number, IEnumerable<Entry> entries)
    {
        var chain = JournalChain.Start(writer).Open(Name(writer, day, number));
        var lines = new List<string>();
        foreach (var entry in entries)
        {
            (var line, chain) = chain.Next(JournalBench.Entry(entry.Name) with { At = entry.When });
            lines.Add(Encoding.UTF8.GetString(line));
        }

        return lines;
    }

    private static Task WriteAsync(JournalBench bench, string writer, int day, int number, IEnumerable<Entry> entries) =>
        UploadAsync(bench, writer, day, number, Lines(writer, day, number, entries));

    private static async Task UploadAsync(JournalBench bench, string writer, int day, int number, IEnumerable<string> lines)
    {
        var blob = bench.Container.GetAppendBlobClient(Name(writer, day, number));
        await blob.CreateAsync();
        foreach (var chunk in lines.Chunk(2_000))
        {
            using var block = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(chunk)));
            await blob.AppendBlockAsync(block);
        }
    }

    private sealed record Entry(DateTimeOffset When, string Name);

    // The same throws for the same seed (xorshift).
    private sealed class Dice(int seed)
    {
        private uint state = (uint)seed * 2654435761;

        public int Next(int end) => Next(0, end);

        public int Next(int start, int end)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            return start + (int)(state % (uint)(end - start));
        }
    }
}
