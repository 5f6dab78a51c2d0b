namespace SecureText.Audit.Tree;

public sealed class TreeRangesTests
{
    private static readonly List<byte[]> Leaves = [.. Enumerable.Range(0, 40).Select(i => new[] { (byte)i })];

    [Fact]
    public void Paths_are_those_of_the_rfc()
    {
        for (var size = 1; size <= Leaves.Count; size++)
        {
            var tree = Leaves.Take(size).ToList();
            for (var index = 0; index < size; index++)
                Assert.Equal(SlowTree.Path(index, tree), TreeRanges.Inclusion(index, size).Select(Hash));
            for (var older = 0; older <= size; older++)
                Assert.Equal(SlowTree.Proof(older, tree), TreeRanges.Consistency(older, size).Select(Hash));
        }
    }

    private static TreeHashValue Hash(LeafRange range)
    {
        var subtrees = TreeRanges.Subtrees(range).ToList();
        var roots = subtrees.Select(one => SlowTree.Hash(
            Leaves.Skip((int)(one.Number << one.Height)).Take(1 << one.Height).ToList()));
        return new CompactRange(range.To - range.From, roots).Root();
    }
}
