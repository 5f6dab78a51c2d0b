using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>
/// The tree as it follows from the entries, level by level, 256 hashes of each in memory. Every tile that is full is
/// compared with the stored one and with all partial ones that came before it.
/// </summary>
internal sealed class TreeColumns(FilesAhead files, Inventory inventory, StoredTree stored, long signedSize)
{
    private const int Width = TilePath.FullWidth;

    private readonly FileBuffer buffer = new();
    private readonly List<Column> columns = [];

    /// <summary>Adds the next leaf.</summary>
    public async ValueTask AppendAsync(TreeHashValue hash, CancellationToken cancellationToken)
    {
        for (var level = 0; ; level++)
        {
            if (level == columns.Count) columns.Add(new Column());
            var column = columns[level];
            column.Append(hash);
            if (column.Count < Width) return;
            // The tile of leaves was compared leaf by leaf.
            if (level > 0) await CheckFullAsync(level, column, cancellationToken);
            await CheckPartialsAsync(level, column, cancellationToken);
            hash = column.Close();
        }
    }

    /// <summary>Root of the tree so far.</summary>
    public TreeHashValue Root() => Subtrees().Reverse().Select(one => (TreeHashValue?)one.Hash)
        .Aggregate((TreeHashValue?)null, (right, left) => right is null ? left : TreeHash.Node(left!.Value, right.Value))
        ?? TreeHash.Empty;

    /// <summary>The complete subtrees so far, largest first.</summary>
    public IEnumerable<(long From, long Size, TreeHashValue Hash)> Subtrees()
    {
        long from = 0;
        for (var level = columns.Count - 1; level >= 0; level--)
        {
            var rest = columns[level].Count;
            foreach (var root in columns[level].Range.Roots)
            {
                var part = 1 << (31 - System.Numerics.BitOperations.LeadingZeroCount((uint)rest));
                var size = (long)part << (8 * level);
                yield return (from, size, root);
                (from, rest) = (from + size, rest - part);
            }
        }
    }

    /// <summary>At the size of the newest checkpoint: the tiles at its right edge must be there.</summary>
    public async ValueTask RequireEdgeAsync(CancellationToken cancellationToken)
    {
        for (var level = 1; level < columns.Count; level++)
        {
            var column = columns[level];
            if (column.Count == 0 || inventory.WidestPartial(level, column.Tile) >= column.Count) continue;
            if (await buffer.LoadAsync(files, TilePath.Of(level, column.Tile).BlobName, 1, cancellationToken)) continue;
            throw Missing(TilePath.Of(level, column.Tile, column.Count));
        }
    }

    /// <summary>After the last leaf: compares the partial tiles at the right edge.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        for (var level = 0; level < columns.Count; level++)
            await CheckPartialsAsync(level, columns[level], cancellationToken);
    }

    private async ValueTask CheckFullAsync(int level, Column column, CancellationToken cancellationToken)
    {
        var path = TilePath.Of(level, column.Tile);
        if (!await buffer.LoadAsync(files, path.BlobName, Width * TreeHashValue.Length, cancellationToken))
        {
            if ((column.Tile + 1) * Width << (8 * level) <= signedSize) throw Missing(path);
            return;
        }

        StoredTile.CheckSize(buffer, path);
        var place = StoredTile.FirstDifference(buffer, column.Hashes);
        if (place >= 0) throw await DiffersAsync(path, place, column.Hashes[place], cancellationToken);
    }

    // What was signed decides: either this tile was changed, or all that it stands on.
    private async Task<FaultFoundException> DiffersAsync(
        TilePath path, int place, TreeHashValue hash, CancellationToken cancellationToken)
    {
        var size = 1L << (8 * path.Level);
        var from = ((path.Index * Width) + place) * size;
        var isTile = from + size > signedSize || await stored.ProvesAsync(from, size, hash, cancellationToken);
        return isTile ? Wrong(path, from) : new LogFault(
            LogFaultKind.Changed,
            path.BlobName,
            $"Of the entries {from} to {from + size - 1}, at least one is not what was signed; journal, bundle and tile were changed together.",
            Index: from).Found();
    }

    private async ValueTask CheckPartialsAsync(int level, Column column, CancellationToken cancellationToken)
    {
        foreach (var path in files.Foretelling(inventory.TakePartials(level, column.Tile)))
        {
            if (path.Width > column.Count) throw Wrong(path, null);
            if (!await buffer.LoadAsync(files, path.BlobName, Width * TreeHashValue.Length, cancellationToken)) continue;
            StoredTile.CheckSize(buffer, path);
            var place = StoredTile.FirstDifference(buffer, column.Hashes[..path.Width]);
            if (place >= 0) throw Wrong(path, ((path.Index * Width) + place) << (8 * level));
        }
    }

    private static FaultFoundException Wrong(TilePath path, long? index) => new LogFault(
        LogFaultKind.WrongTile, path.BlobName, "The tile does not fit the entries.", Index: index).Found();

    private static FaultFoundException Missing(TilePath path) => new LogFault(
        LogFaultKind.MissingTile,
        path.BlobName,
        "The newest checkpoint needs it, and it is not there.",
        Index: path.Index * Width << (8 * path.Level)).Found();

    private sealed class Column
    {
        private readonly TreeHashValue[] hashes = new TreeHashValue[Width];

        public long Tile { get; private set; }

        public int Count { get; private set; }

        public CompactRange Range { get; private set; } = new();

        public ReadOnlySpan<TreeHashValue> Hashes => hashes.AsSpan(0, Count);

        public void Append(TreeHashValue hash)
        {
            hashes[Count++] = hash;
            Range.Append(hash);
        }

        public TreeHashValue Close()
        {
            var root = Range.Root();
            (Tile, Count, Range) = (Tile + 1, 0, new CompactRange());
            return root;
        }
    }
}
