namespace SecureText.Audit.Tree;

/// <summary>The tree as one integrator knows it, between two batches. Not safe for several callers.</summary>
internal sealed class GrowingTree
{
    // So many blobs are created at the same time.
    private const int Lanes = 8;

    private readonly LogStore store;
    private readonly TreeEdge edge;

    private GrowingTree(LogStore store, LogState state, TreeEdge edge, SignedCheckpoint? signed)
    {
        (this.store, State, this.edge, Signed) = (store, state, edge, signed);
    }

    /// <summary>Where the writers stand in it.</summary>
    public LogState State { get; private set; }

    /// <summary>The newest checkpoint that is known.</summary>
    public SignedCheckpoint? Signed { get; set; }

    public long Size => edge.Size;

    public TreeHashValue Root() => edge.Root();

    /// <summary>The tree of the newest checkpoint. What was decided after it comes by <see cref="TakeAsync"/> and <see cref="FollowAsync"/>.</summary>
    public static async Task<GrowingTree> LoadAsync(LogStore store, CheckpointFinder finder, CancellationToken cancellationToken)
    {
        if (await finder.NewestAsync(cancellationToken) is not { } signed) return new GrowingTree(store, new LogState(), new TreeEdge(), null);
        var size = signed.Checkpoint.Size;
        var tiles = new Dictionary<TilePath, byte[]>();
        foreach (var path in TreeEdge.Needs(size))
        {
            tiles[path] = await store.ReadAsync(path.BlobName, cancellationToken)
                ?? throw new LogDamagedException($"{path.BlobName} is missing.");
        }

        var bundle = tiles.Where(pair => pair.Key.IsEntries).Select(pair => EntryBundle.Read(pair.Value)).SingleOrDefault([]);
        var edge = new TreeEdge(size, path => tiles[path], bundle);
        if (edge.Root() != signed.Checkpoint.Root) throw new LogDamagedException("The tiles do not make the root of the newest checkpoint.");
        var before = await finder.BatchBeforeAsync(size, cancellationToken);
        return new GrowingTree(store, new LogState(before.Writers), edge, signed);
    }

    /// <summary>Decides what was found, or follows who decided first.</summary>
    /// <returns>False: the batch of another integrator, which may be dead, stood there and was taken; more may be left.</returns>
    public async Task<bool> TakeAsync(LogLook look, CancellationToken cancellationToken)
    {
        var batch = new LogBatch(Size, Size + look.Lines.Count, Runs(look.Lines), look.State.Marks());
        if (await store.TryCreateAsync(LogBatch.NameOf(Size), batch.Format(), cancellationToken))
        {
            await GrowAsync(batch, look.Lines, cancellationToken);
            return true;
        }

        await FollowAsync(cancellationToken);
        return false;
    }

    /// <summary>Takes the batch that stands behind this tree, if one does, from the journals.</summary>
    /// <exception cref="LogDamagedException">The journals do not hold what it says.</exception>
    public async Task<bool> FollowAsync(CancellationToken cancellationToken)
    {
        var name = LogBatch.NameOf(Size);
        if (await store.ReadAsync(name, cancellationToken) is not { } bytes) return false;
        if (!LogBatch.TryParse(bytes, out var batch) || batch.From != Size) throw new LogDamagedException($"{name} is not a batch.");
        var (state, lines) = (State.Copy(), new List<TakenLine>());
        foreach (var run in batch.Runs) await ReadAsync(run, batch, state, lines, cancellationToken);
        if (!state.Marks().SequenceEqual(batch.Writers)) throw new LogDamagedException($"{name} says another state than its lines.");
        await GrowAsync(batch, lines, cancellationToken);
        return true;
    }

    private async Task ReadAsync(LogRun run, LogBatch batch, LogState state, List<TakenLine> lines, CancellationToken cancellationToken)
    {
        var count = run.ToSeq - run.FromSeq + 1;
        if (JournalBlobName.Parse(run.Blob) is not { } name || name.Writer != run.Writer || state.Chain(run.Writer).Seq + 1 != run.FromSeq)
            throw Damaged();
        var start = JournalIntake.StartIn(state, name);
        // Where the run ends is known of a writer's last blob; an earlier one is read to its end.
        var end = batch.Writers.FirstOrDefault(mark => mark.Blob == run.Blob)?.Offset;
        if (end <= start) throw Damaged();
        var content = await store.ReadAsync(run.Blob, start, end - start, cancellationToken);
        var before = lines.Count;
        if (content is null || !JournalIntake.Take(state, name, content, (int)count, lines) || lines.Count - before != count) throw Damaged();

        LogDamagedException Damaged() => new($"{LogBatch.NameOf(batch.From)} names lines that {run.Blob} does not hold.");
    }

    private async Task GrowAsync(LogBatch batch, IReadOnlyList<TakenLine> lines, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            edge.Append(lines.Select(line => line.Bytes)),
            new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = cancellationToken },
            async (tile, token) => await store.CreateAsync(tile.Path.BlobName, tile.Content, token));
        State = new LogState(batch.Writers);
    }

    private static List<LogRun> Runs(IReadOnlyList<TakenLine> lines)
    {
        var runs = new List<LogRun>();
        foreach (var (blob, line, _) in lines)
        {
            if (runs.Count > 0 && runs[^1].Blob == blob) runs[^1] = runs[^1] with { ToSeq = line.Seq };
            else runs.Add(new LogRun(line.Writer, blob, line.Seq, line.Seq));
        }

        return runs;
    }
}
