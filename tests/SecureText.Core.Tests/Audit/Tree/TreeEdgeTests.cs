using System.Buffers.Binary;

namespace SecureText.Audit.Tree;

public sealed class TreeEdgeTests
{
    /// <summary>The example of C2SP tlog-tiles, "Partial Tiles".</summary>
    [Fact]
    public void Tree_of_seventy_thousand_has_the_tiles_of_the_specification()
    {
        var (edge, store) = (new TreeEdge(), new Dictionary<string, byte[]>());
        foreach (var tile in edge.Append(Entries(0, 70_000))) Assert.True(store.TryAdd(tile.Path.ToString(), tile.Content));

        Assert.Equal(273, store.Keys.Count(key => key.StartsWith("tile/0/", StringComparison.Ordinal) && !key.Contains(".p/", StringComparison.Ordinal)));
        Assert.Equal(["tile/0/273.p/112"], store.Keys.Where(key => key.StartsWith("tile/0/273", StringComparison.Ordinal)));
        Assert.Equal(["tile/1/000", "tile/1/001.p/17"], store.Keys.Where(key => key.StartsWith("tile/1/", StringComparison.Ordinal)));
        Assert.Equal(["tile/2/000.p/1"], store.Keys.Where(key => key.StartsWith("tile/2/", StringComparison.Ordinal)));
        Assert.Equal(274, store.Keys.Count(key => key.StartsWith("tile/entries/", StringComparison.Ordinal)));
        var range = new CompactRange();
        foreach (var entry in Entries(0, 70_000)) range.Append(TreeHash.Leaf(entry.Span));
        Assert.Equal(range.Root(), edge.Root());
        Assert.Equal(range.Root(), Read(70_000, store).Root());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(600)]
    public void Tree_grown_in_steps_from_its_own_tiles_is_the_tree_grown_at_once(int step)
    {
        var (store, once) = (new Dictionary<string, byte[]>(), new TreeEdge());
        var wanted = once.Append(Entries(0, 3 * step));
        for (var size = 0; size < 3 * step; size += step)
        {
            foreach (var tile in Read(size, store).Append(Entries(size, step)))
                if (!store.TryAdd(tile.Path.ToString(), tile.Content)) Assert.Equal(store[tile.Path.ToString()], tile.Content);
        }

        Assert.Equal(once.Root(), Read(3 * step, store).Root());
        Assert.All(wanted, tile => Assert.Equal(tile.Content, store[tile.Path.ToString()]));
    }

    [Fact]
    public void Tiles_hold_the_hashes_that_the_rfc_says()
    {
        var leaves = Enumerable.Range(0, 600).Select(i => Entry(i).ToArray()).ToList();
        var tiles = new TreeEdge().Append(Entries(0, 600)).ToDictionary(tile => tile.Path.ToString(), tile => tile.Content);

        Assert.Equal(SlowTree.Hash(leaves.Take(256).ToList()), TreeEdge.Hashes(tiles["tile/1/000.p/2"], 2)[0]);
        Assert.Equal(SlowTree.Hash(leaves.Skip(256).Take(256).ToList()), TreeEdge.Hashes(tiles["tile/1/000.p/2"], 2)[1]);
        Assert.Equal(SlowTree.Hash([leaves[599]]), TreeEdge.Hashes(tiles["tile/0/002.p/88"], 88)[^1]);
        Assert.Equal(leaves[599], EntryBundle.Read(tiles["tile/entries/002.p/88"])[^1].ToArray());
    }

    [Fact]
    public void Edge_from_a_tile_of_another_size_is_refused()
    {
        Assert.Throws<FormatException>(() => new TreeEdge(2, _ => new byte[32], [Entry(0), Entry(1)]));
        Assert.Throws<FormatException>(() => new TreeEdge(2, _ => new byte[64], [Entry(0)]));
    }

    private static TreeEdge Read(long size, Dictionary<string, byte[]> store) => new(
        size,
        path => store[path.ToString()],
        size % 256 == 0 ? [] : EntryBundle.Read(store[TilePath.Entries(size / 256, (int)(size % 256)).ToString()]));

    private static IEnumerable<ReadOnlyMemory<byte>> Entries(int from, int count) => Enumerable.Range(from, count).Select(Entry);

    private static ReadOnlyMemory<byte> Entry(int i)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, i);
        return bytes;
    }
}
