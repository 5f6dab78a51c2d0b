namespace SecureText.Audit.Tree;

public sealed class ProofTests
{
    private const int Most = 40;
    private static readonly List<byte[]> Leaves = [.. Enumerable.Range(0, Most).Select(i => new[] { (byte)i })];

    [Fact]
    public void Inclusion_of_every_leaf_of_every_size_is_proved_and_nothing_else()
    {
        for (var size = 1; size <= Most; size++)
        {
            var tree = Leaves.Take(size).ToList();
            var root = SlowTree.Hash(tree);
            for (var index = 0; index < size; index++)
            {
                var leaf = TreeHash.Leaf(tree[index]);
                var path = SlowTree.Path(index, tree);

                Assert.True(InclusionProof.Verify(leaf, index, size, path, root));
                Assert.False(InclusionProof.Verify(TreeHash.Leaf([0xff]), index, size, path, root));
                Assert.False(InclusionProof.Verify(leaf, index, size, path, TreeHash.Empty));
                Assert.False(InclusionProof.Verify(leaf, index, size, [.. path, TreeHash.Empty], root));
                if (path.Count > 0) Assert.False(InclusionProof.Verify(leaf, index, size, path[..^1], root));
                for (var other = 0; other < size; other++)
                    Assert.Equal(other == index, InclusionProof.Verify(leaf, other, size, path, root));
            }
        }
    }

    [Fact]
    public void Inclusion_outside_the_tree_is_refused()
    {
        var leaf = TreeHash.Leaf(Leaves[0]);

        Assert.True(InclusionProof.Verify(leaf, 0, 1, [], leaf));
        Assert.False(InclusionProof.Verify(leaf, 1, 1, [], leaf));
        Assert.False(InclusionProof.Verify(leaf, -1, 1, [], leaf));
        Assert.False(InclusionProof.Verify(leaf, 0, 0, [], leaf));
    }

    [Fact]
    public void Consistency_of_every_two_sizes_is_proved_and_nothing_else()
    {
        for (var newer = 1; newer <= Most; newer++)
        {
            var tree = Leaves.Take(newer).ToList();
            var root2 = SlowTree.Hash(tree);
            for (var older = 0; older <= newer; older++)
            {
                var root1 = SlowTree.Hash(tree.Take(older).ToList());
                var path = SlowTree.Proof(older, tree);

                Assert.True(ConsistencyProof.Verify(older, root1, newer, root2, path), $"{older} {newer}");
                Assert.False(ConsistencyProof.Verify(older, TreeHash.Leaf([0xff]), newer, root2, path));
                if (older > 0) Assert.False(ConsistencyProof.Verify(older, root1, newer, TreeHash.Leaf([0xff]), path));
                Assert.False(ConsistencyProof.Verify(older, root1, newer, root2, [.. path, TreeHash.Empty]));
                if (path.Count > 0) Assert.False(ConsistencyProof.Verify(older, root1, newer, root2, path[..^1]));
                for (var i = 0; i < path.Count; i++)
                {
                    var changed = path.ToList();
                    changed[i] = TreeHash.Empty;
                    Assert.False(ConsistencyProof.Verify(older, root1, newer, root2, changed));
                }
            }
        }
    }

    [Fact]
    public void Consistency_with_a_smaller_tree_or_a_fork_is_refused()
    {
        var (seven, eight) = (SlowTree.Hash(Leaves.Take(7).ToList()), SlowTree.Hash(Leaves.Take(8).ToList()));
        List<byte[]> forked = [.. Leaves.Take(6), [0xff], .. Leaves.Skip(7).Take(5)];

        Assert.False(ConsistencyProof.Verify(8, eight, 7, seven, []));
        Assert.False(ConsistencyProof.Verify(-1, seven, 7, seven, []));
        Assert.False(ConsistencyProof.Verify(7, seven, 12, SlowTree.Hash(forked), SlowTree.Proof(7, forked)));
        Assert.False(ConsistencyProof.Verify(8, eight, 12, SlowTree.Hash(forked), SlowTree.Proof(8, forked)));
    }
}
