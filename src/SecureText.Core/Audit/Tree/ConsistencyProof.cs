using System.Numerics;

namespace SecureText.Audit.Tree;

/// <summary>That a tree is the beginning of another (RFC 6962 section 2.1.2, RFC 9162 section 2.1.4).</summary>
internal static class ConsistencyProof
{
    /// <summary>Checks a path.</summary>
    /// <param name="size1">Leaves of the older tree.</param>
    /// <param name="root1">Its root.</param>
    /// <param name="size2">Leaves of the newer tree.</param>
    /// <param name="root2">Its root.</param>
    /// <param name="path">The hashes; none when the trees are of one size, or the older one is empty.</param>
    public static bool Verify(
        long size1, TreeHashValue root1, long size2, TreeHashValue root2, IReadOnlyList<TreeHashValue> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (size1 < 0 || size1 > size2) return false;
        if (size1 == size2) return path.Count == 0 && root1 == root2;
        // Every tree begins with nothing.
        if (size1 == 0) return path.Count == 0 && root1 == TreeHash.Empty;

        // The first hash is left out when it is the older root itself.
        var whole = BitOperations.IsPow2(size1);
        if (!whole && path.Count == 0) return false;
        var (node, last) = (size1 - 1, size2 - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        var older = whole ? root1 : path[0];
        var newer = older;
        foreach (var beside in path.Skip(whole ? 0 : 1))
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                older = TreeHash.Node(beside, older);
                newer = TreeHash.Node(beside, newer);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                newer = TreeHash.Node(newer, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && older == root1 && newer == root2;
    }
}
