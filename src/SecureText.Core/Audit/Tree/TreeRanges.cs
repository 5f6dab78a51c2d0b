namespace SecureText.Audit.Tree;

/// <summary>Leaves [<paramref name="From"/>, <paramref name="To"/>) of a tree, whose hash is wanted.</summary>
public readonly record struct LeafRange(long From, long To);

/// <summary>Of which subtrees a proof is made: the recursions of RFC 6962 section 2.1.1 and 2.1.2, without the hashes.</summary>
public static class TreeRanges
{
    /// <summary>The path of <see cref="InclusionProof"/>, in order.</summary>
    public static IReadOnlyList<LeafRange> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<LeafRange>();
        for (var (from, to) = (0L, size); to - from > 1;)
        {
            var middle = from + Split(to - from);
            path.Insert(0, index < middle ? new LeafRange(middle, to) : new LeafRange(from, middle));
            (from, to) = index < middle ? (from, middle) : (middle, to);
        }

        return path;
    }

    /// <summary>The path of <see cref="ConsistencyProof"/>, in order.</summary>
    public static IReadOnlyList<LeafRange> Consistency(long size1, long size2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size1, size2);
        var path = new List<LeafRange>();
        if (size1 == 0 || size1 == size2) return path;
        var (from, to, isWhole) = (0L, size2, true);
        while (size1 < to)
        {
            var middle = from + Split(to - from);
            if (size1 <= middle)
            {
                path.Insert(0, new LeafRange(middle, to));
                to = middle;
            }
            else
            {
                path.Insert(0, new LeafRange(from, middle));
                (from, isWhole) = (middle, false);
            }
        }

        // The older root itself is known to whoever checks.
        if (!isWhole) path.Insert(0, new LeafRange(from, to));
        return path;
    }

    /// <summary>The complete subtrees that make up a range, largest first: height and number at that height.</summary>
    public static IEnumerable<(int Height, long Number)> Subtrees(LeafRange range)
    {
        // A range of a proof begins where a subtree of its own length would.
        for (var (from, left) = (range.From, range.To - range.From); left > 0;)
        {
            var height = System.Numerics.BitOperations.Log2((ulong)left);
            yield return (height, from >> height);
            (from, left) = (from + (1L << height), left - (1L << height));
        }
    }

    private static long Split(long n) => 1L << System.Numerics.BitOperations.Log2((ulong)(n - 1));
}
