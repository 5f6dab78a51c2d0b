namespace SecureText.Audit.Tree;

/// <summary>Reads the tree as it stands in storage and makes the proofs that an auditor takes along. Changes nothing.</summary>
public sealed class LogProofs(LogStore store, ICheckpointSigner signer, TimeProvider time)
{
    private readonly CheckpointFinder finder = new(store, signer, time);

    /// <summary>The newest checkpoint; null while there is none.</summary>
    public Task<SignedCheckpoint?> NewestAsync(CancellationToken cancellationToken) => finder.NewestAsync(cancellationToken);

    /// <summary>That an entry is in the log; null while it is not in a signed tree.</summary>
    /// <param name="writer">Whose line.</param>
    /// <param name="seq">Its number.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<InclusionFile?> InclusionAsync(string writer, long seq, CancellationToken cancellationToken)
    {
        if (await finder.NewestAsync(cancellationToken) is not { } newest) return null;
        if (await IndexAsync(writer, seq, cancellationToken) is not { } index || index >= newest.Checkpoint.Size) return null;
        var size = newest.Checkpoint.Size;
        var bundle = EntryBundle.Read(await TileAsync(TilePath.Entries(index / TilePath.FullWidth, WidthOf(0, index / TilePath.FullWidth, size)), cancellationToken));
        var path = await PathAsync(TreeRanges.Inclusion(index, size), size, cancellationToken);
        return new InclusionFile(bundle[(int)(index % TilePath.FullWidth)].ToArray(), index, path, newest.Note);
    }

    /// <summary>That the newest tree begins with one of that size; null when no checkpoint of that size was signed.</summary>
    public async Task<ConsistencyFile?> ConsistencyAsync(long size, CancellationToken cancellationToken)
    {
        if (await finder.NewestAsync(cancellationToken) is not { } newest
            || size > newest.Checkpoint.Size
            || await finder.OfSizeAsync(size, cancellationToken) is not { } older) return null;
        var path = await PathAsync(TreeRanges.Consistency(size, newest.Checkpoint.Size), newest.Checkpoint.Size, cancellationToken);
        return new ConsistencyFile(path, older.Note, newest.Note);
    }

    /// <summary>Where a line is in the tree: its writer's day tells which checkpoints, and their sizes are the batches' ends.</summary>
    private async Task<long?> IndexAsync(string writer, long seq, CancellationToken cancellationToken)
    {
        var day = (await store.ListAsync(JournalBlobName.Prefix, cancellationToken))
            .Select(blob => JournalBlobName.Parse(blob.Name))
            .FirstOrDefault(name => name?.Writer == writer)?.Day;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        for (; day is { } one && one <= today; day = one.AddDays(1))
        {
            var sizes = (await store.ListAsync(CheckpointName.PrefixOf(one), cancellationToken))
                .Select(blob => CheckpointName.Parse(blob.Name)?.Size ?? 0).Where(size => size > 0).Distinct().Order().ToList();
            if (sizes.Count == 0 || !await IsInAsync(sizes[^1])) continue;
            // The first batch that ends with the line in the tree.
            var (low, high) = (0, sizes.Count - 1);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (await IsInAsync(sizes[middle])) high = middle;
                else low = middle + 1;
            }

            return Find(await BatchAsync(low > 0 ? sizes[low - 1] : null, sizes[low]), writer, seq);
        }

        return null;

        async Task<bool> IsInAsync(long size) =>
            (await finder.BatchBeforeAsync(size, cancellationToken)).Writers.Any(mark => mark.Writer == writer && mark.Seq >= seq);

        async Task<LogBatch> BatchAsync(long? from, long size) =>
            from is { } first && LogBatch.TryParse(await store.ReadAsync(LogBatch.NameOf(first), cancellationToken), out var batch)
                ? batch
                : await finder.BatchBeforeAsync(size, cancellationToken);
    }

    private static long? Find(LogBatch batch, string writer, long seq)
    {
        var index = batch.From;
        foreach (var run in batch.Runs)
        {
            if (run.Writer == writer && run.FromSeq <= seq && seq <= run.ToSeq) return index + seq - run.FromSeq;
            index += run.ToSeq - run.FromSeq + 1;
        }

        return null;
    }

    private async Task<IReadOnlyList<TreeHashValue>> PathAsync(IEnumerable<LeafRange> ranges, long size, CancellationToken cancellationToken)
    {
        var (path, tiles) = (new List<TreeHashValue>(), new Dictionary<TilePath, List<TreeHashValue>>());
        foreach (var range in ranges)
        {
            var roots = new List<TreeHashValue>();
            foreach (var (height, number) in TreeRanges.Subtrees(range)) roots.Add(await NodeAsync(height, number));
            path.Add(new CompactRange(range.To - range.From, roots).Root());
        }

        return path;

        // Between the levels that stand in tiles the hashes are made from those below.
        async Task<TreeHashValue> NodeAsync(int height, long number)
        {
            var (level, over) = (height / 8, height % 8);
            var first = number << over;
            var place = TilePath.Of(level, first / TilePath.FullWidth, WidthOf(level, first / TilePath.FullWidth, size));
            if (!tiles.TryGetValue(place, out var hashes))
                tiles[place] = hashes = TreeEdge.Hashes(await TileAsync(place, cancellationToken), place.Width);
            var range = new CompactRange();
            foreach (var hash in hashes.Skip((int)(first % TilePath.FullWidth)).Take(1 << over)) range.Append(hash);
            return range.Root();
        }
    }

    private static int WidthOf(int level, long tile, long size) =>
        (int)Math.Min(TilePath.FullWidth, (size >> (8 * level)) - (tile * TilePath.FullWidth));

    private async Task<byte[]> TileAsync(TilePath path, CancellationToken cancellationToken) =>
        await store.ReadAsync(path.BlobName, cancellationToken) ?? throw new LogDamagedException($"{path.BlobName} is missing.");
}
