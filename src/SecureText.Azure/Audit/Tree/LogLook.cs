namespace SecureText.Audit.Tree;

/// <summary>A writer whose lines are wrong from a number on.</summary>
internal sealed record BadWriter(string Writer, long Seq);

/// <summary>What one look at the journals found.</summary>
/// <param name="Lines">New lines, in the order in which they are to be leaves.</param>
/// <param name="State">Where the writers stand after them.</param>
/// <param name="Bad">Writers with a bad line; their good ones before it are among the lines.</param>
/// <param name="Late">Writers that have ended and have lines after that.</param>
/// <param name="IsFull">Whether there may be more than one batch takes.</param>
internal sealed record LogLook(
    IReadOnlyList<TakenLine> Lines, LogState State, IReadOnlyList<BadWriter> Bad, IReadOnlyList<string> Late, bool IsFull);

/// <summary>Looks for journal lines that are not in the tree yet; each blob is read from where the tree stands in it.</summary>
internal sealed class JournalLooker(LogStore store, TimeProvider time, int maxEntries)
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private const int PartBytes = 4 * 1024 * 1024;

    // Long after a day nothing comes to it any more, so it need not be listed every minute.
    private static readonly TimeSpan Settling = TimeSpan.FromHours(2);

    private readonly HashSet<DateOnly> settled = [];

    // Bad blobs that were read twice: they do not become good, and rubbish must not cost a download a minute.
    private readonly Dictionary<(string Blob, long Length), int> bad = [];

    // Which writers are broken, by what was seen of them and not by what a line says.
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);

    public async Task<LogLook> LookAsync(LogState tree, CancellationToken cancellationToken)
    {
        var look = new Taking(tree.Copy());
        foreach (var (day, blobs) in await ListAsync(tree, cancellationToken))
        {
            var before = (look.Lines.Count, look.Bad.Count, look.Late.Count);
            // Days and writers in order, so that a full batch never takes of a day while an older one has more.
            foreach (var writer in blobs.GroupBy(blob => blob.Name.Writer, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                await TakeAsync(look, writer.Key, [.. writer.OrderBy(blob => blob.Name.Number)], cancellationToken);
                if (look.IsFull) return look.Result();
            }

            foreach (var gone in Gone(look.State, day, blobs)) look.Bad.Add(gone);
            if (before == (look.Lines.Count, look.Bad.Count, look.Late.Count) && IsOver(day, Settling) && !IsOpen(look.State, day)) settled.Add(day);
        }

        broken.UnionWith(look.Bad.Select(one => one.Writer));
        return look.Result();
    }

    private async Task<List<(DateOnly Day, List<Journal> Blobs)>> ListAsync(LogState tree, CancellationToken cancellationToken)
    {
        var listed = new List<ListedBlob>();
        if (tree.Oldest is { } oldest)
        {
            for (var day = oldest; day <= Today(); day = day.AddDays(1))
                if (!settled.Contains(day) || IsOpen(tree, day)) listed.AddRange(await store.ListAsync(JournalBlobName.PrefixOf(day), cancellationToken));
        }
        else
        {
            listed.AddRange(await store.ListAsync(JournalBlobName.Prefix, cancellationToken));
        }

        var known = listed
            .Select(blob => JournalBlobName.Parse(blob.Name) is { } name ? new Journal(name, blob.Length) : null)
            .OfType<Journal>()
            .GroupBy(blob => blob.Name.Day)
            .ToDictionary(group => group.Key, group => group.ToList());
        // A day without blobs is looked at too: they may be gone.
        for (var day = tree.Oldest; day is { } one && one <= Today(); day = one.AddDays(1)) known.TryAdd(one, []);
        return [.. known.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))];
    }

    private async Task TakeAsync(Taking look, string writer, IReadOnlyList<Journal> blobs, CancellationToken cancellationToken)
    {
        foreach (var (name, length) in blobs)
        {
            var mark = look.State.Find(writer);
            if (mark is not null && JournalBlobName.Parse(mark.Blob) is { } at)
            {
                // Behind us, whole in the tree. Another day's blob is no blob of this writer.
                if (at.Day == name.Day && at.Number > name.Number) continue;
                if (mark.End is not null)
                {
                    if (mark.End != "broken" && length > (at == name ? mark.Offset : 0)) look.Late.Add(writer);
                    return;
                }

                if (at.Day != name.Day || (at == name && length < mark.Offset))
                {
                    look.Bad.Add(new BadWriter(writer, mark.Seq + 1));
                    return;
                }
            }

            var known = (name.ToString(), length);
            if (bad.GetValueOrDefault(known) > 1 || !await TakeAsync(look, name, length, cancellationToken))
            {
                bad[known] = bad.GetValueOrDefault(known) + 1;
                look.Bad.Add(new BadWriter(writer, (look.State.Find(writer)?.Seq ?? 0) + 1));
                return;
            }

            if (look.IsFull || look.Waits) break;
        }

        look.Waits = false;
    }

    private async Task<bool> TakeAsync(Taking look, JournalBlobName name, long length, CancellationToken cancellationToken)
    {
        while (JournalIntake.StartIn(look.State, name) is var start && start < length && look.State.Find(name.Writer) is not { End: not null })
        {
            look.IsFull = look.Lines.Count >= maxEntries || look.Bytes >= MaxBytes;
            if (look.IsFull) return true;
            var part = Math.Min(length - start, PartBytes);
            ReadOnlyMemory<byte> content = await store.ReadAsync(name.ToString(), start, part, cancellationToken) ?? [];
            // Only at the end of the blob may a line be cut off by somebody else than us.
            if (start + part < length) content = content[..(content.Span.LastIndexOf((byte)'\n') + 1)];
            var before = look.Lines.Count;
            var good = JournalIntake.Take(look.State, name, content, maxEntries - before, look.Lines, line => Waits(look, line));
            // Of lines that were taken only: rubbish must not fill a batch that it does not go into.
            look.Bytes += look.Lines.Skip(before).Sum(line => line.Bytes.Length);
            if (look.Waits) return true;
            if (!good || look.Lines.Count == before) return false;
        }

        return true;
    }

    /// <summary>
    /// Nobody is kept out of the log by a word alone: that a writer is given up goes in when it is time by our clock, and that
    /// it is broken when we have seen it. Until then the line waits, and what its own writer says after it.
    /// </summary>
    private bool Waits(Taking look, JournalLine line)
    {
        if (WriterEnd.Of(line) is not { } end || look.State.Find(end.Writer) is not { End: null } mark) return false;
        return look.Waits = end.How switch
        {
            "abandoned" => DayOf(mark) is { } day && !IsOver(day, WriterEnd.GivenUpAfter),
            "broken" => !broken.Contains(end.Writer),
            _ => false,
        };
    }

    /// <summary>Writers of the day that may go on, and whose blob is not there any more.</summary>
    private static IEnumerable<BadWriter> Gone(LogState state, DateOnly day, List<Journal> blobs) =>
        state.Marks()
            .Where(mark => mark.End is null && DayOf(mark) == day && !blobs.Any(blob => blob.Name.ToString() == mark.Blob))
            .Select(mark => new BadWriter(mark.Writer, mark.Seq + 1));

    private static bool IsOpen(LogState state, DateOnly day) => state.Marks().Any(mark => mark.End is null && DayOf(mark) == day);

    private static DateOnly? DayOf(WriterMark mark) => JournalBlobName.Parse(mark.Blob)?.Day;

    private bool IsOver(DateOnly day, TimeSpan since) => time.GetUtcNow().UtcDateTime > day.AddDays(1).ToDateTime(TimeOnly.MinValue) + since;

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private sealed record Journal(JournalBlobName Name, long Length);

    private sealed class Taking(LogState state)
    {
        public LogState State { get; } = state;

        public List<TakenLine> Lines { get; } = [];

        public List<BadWriter> Bad { get; } = [];

        public List<string> Late { get; } = [];

        /// <summary>The writer that is looked at has a line that must not go in yet.</summary>
        public bool Waits { get; set; }

        public long Bytes { get; set; }

        public bool IsFull { get; set; }

        public LogLook Result() => new(Lines, State, Bad, Late, IsFull);
    }
}
