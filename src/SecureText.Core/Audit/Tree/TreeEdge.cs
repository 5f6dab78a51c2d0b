namespace SecureText.Audit.Tree;

/// <summary>A tile or bundle that is to be stored.</summary>
public sealed record TileBlob(TilePath Path, byte[] Content);

/// <summary>
/// The right edge of a growing tree: the tile of each level that is not full yet, and the entries of the bundle that is
/// not full yet. Gives the tiles and bundles that a growth makes. Not safe for several callers.
/// </summary>
public sealed class TreeEdge
{
    private readonly List<List<TreeHashValue>> levels = [];
    private readonly List<ReadOnlyMemory<byte>> entries = [];

    /// <summary>The edge of the tree without leaves.</summary>
    public TreeEdge()
    {
    }

    /// <summary>The edge of a tree as it stands in its tiles.</summary>
    /// <param name="size">Its leaves.</param>
    /// <param name="tile">The partial tile of a level, as <see cref="Needs"/> names it.</param>
    /// <param name="bundle">The entries of the partial bundle.</param>
    /// <exception cref="FormatException">A tile or the bundle has another number of hashes or entries.</exception>
    public TreeEdge(long size, Func<TilePath, byte[]> tile, IReadOnlyList<ReadOnlyMemory<byte>> bundle)
    {
        ArgumentNullException.ThrowIfNull(tile);
        ArgumentNullException.ThrowIfNull(bundle);
        Size = size;
        var paths = Needs(size).Where(path => !path.IsEntries).ToDictionary(path => path.Level);
        for (var (level, rest) = (0, size); rest > 0; level++, rest /= TilePath.FullWidth)
            levels.Add(paths.TryGetValue(level, out var path) ? Hashes(tile(path), path.Width) : []);
        entries.AddRange(bundle);
        if (entries.Count != size % TilePath.FullWidth) throw new FormatException("The bundle has another number of entries.");
    }

    /// <summary>Leaves so far.</summary>
    public long Size { get; private set; }

    /// <summary>The partial tiles and the partial bundle of a tree: what its edge is read from.</summary>
    public static IEnumerable<TilePath> Needs(long size)
    {
        for (var (level, rest) = (0, size); rest > 0; level++, rest /= TilePath.FullWidth)
        {
            var (index, width) = (rest / TilePath.FullWidth, (int)(rest % TilePath.FullWidth));
            if (width == 0) continue;
            yield return TilePath.Of(level, index, width);
            if (level == 0) yield return TilePath.Entries(index, width);
        }
    }

    /// <summary>The hashes of a tile.</summary>
    /// <exception cref="FormatException">Another number of bytes than the width asks for.</exception>
    public static List<TreeHashValue> Hashes(byte[] tile, int width)
    {
        ArgumentNullException.ThrowIfNull(tile);
        if (tile.Length != width * TreeHashValue.Length) throw new FormatException("The tile has another size.");
        return [.. Enumerable.Range(0, width).Select(i => new TreeHashValue(tile.AsSpan(i * TreeHashValue.Length, TreeHashValue.Length)))];
    }

    /// <summary>Adds entries.</summary>
    /// <returns>Every tile and bundle that became full, and the partial ones of the new size: create them all.</returns>
    public IReadOnlyList<TileBlob> Append(IEnumerable<ReadOnlyMemory<byte>> added)
    {
        ArgumentNullException.ThrowIfNull(added);
        var (before, made) = (Size, new List<TileBlob>());
        foreach (var entry in added)
        {
            entries.Add(entry);
            Add(0, TreeHash.Leaf(entry.Span), Size, made);
            Size++;
            if (entries.Count < TilePath.FullWidth) continue;
            made.Add(new TileBlob(TilePath.Entries((Size - 1) / TilePath.FullWidth), Bundle()));
            entries.Clear();
        }

        var stood = Needs(before).ToHashSet();
        made.AddRange(Needs(Size).Where(path => !stood.Contains(path))
            .Select(path => new TileBlob(path, path.IsEntries ? Bundle() : Tile(levels[path.Level]))));
        return made;
    }

    /// <summary>The root of the tree.</summary>
    public TreeHashValue Root() => new CompactRange(Size, Enumerable.Reverse(levels).SelectMany(level => Range(level).Roots)).Root();

    private void Add(int level, TreeHashValue hash, long index, List<TileBlob> made)
    {
        if (levels.Count == level) levels.Add([]);
        var tile = levels[level];
        tile.Add(hash);
        if (tile.Count < TilePath.FullWidth) return;
        made.Add(new TileBlob(TilePath.Of(level, index / TilePath.FullWidth), Tile(tile)));
        var root = Range(tile).Root();
        tile.Clear();
        Add(level + 1, root, index / TilePath.FullWidth, made);
    }

    private static CompactRange Range(List<TreeHashValue> hashes)
    {
        var range = new CompactRange();
        foreach (var hash in hashes) range.Append(hash);
        return range;
    }

    private static byte[] Tile(List<TreeHashValue> hashes)
    {
        var bytes = new byte[hashes.Count * TreeHashValue.Length];
        for (var i = 0; i < hashes.Count; i++) hashes[i].CopyTo(bytes.AsSpan(i * TreeHashValue.Length));
        return bytes;
    }

    private byte[] Bundle()
    {
        using var bundle = new MemoryStream();
        foreach (var entry in entries) EntryBundle.Write(bundle, entry.Span);
        return bundle.ToArray();
    }
}
