namespace SecureText.Audit.Tree;

/// <summary>That a leaf stands at an index of a tree (RFC 6962 section 2.1.1, RFC 9162 section 2.1.3).</summary>
internal static class InclusionProof
{
    /// <summary>Checks a path.</summary>
    /// <param name="leaf">Hash of the entry.</param>
    /// <param name="index">Where it stands, from 0.</param>
    /// <param name="size">Leaves of the tree.</param>
    /// <param name="path">Hashes beside the way, from the leaf's neighbour up.</param>
    /// <param name="root">Root of the tree.</param>
    public static bool Verify(TreeHashValue leaf, long index, long size, IReadOnlyList<TreeHashValue> path, TreeHashValue root)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (index < 0 || index >= size) return false;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var beside in path)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = TreeHash.Node(beside, hash);
                // A subtree on the right edge that has no neighbour moves up as it is.
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = TreeHash.Node(hash, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }
}
