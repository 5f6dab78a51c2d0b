using System.Numerics;

namespace SecureText.Audit.Tree;

/// <summary>
/// A growing tree by the roots of its complete subtrees, largest first: one for each bit that is set in its size. So a
/// log of any length is hashed in the memory of at most 63 hashes. Not safe for several callers.
/// </summary>
public sealed class CompactRange
{
    private readonly List<TreeHashValue> roots = [];

    /// <summary>The tree without leaves.</summary>
    public CompactRange()
    {
    }

    /// <summary>A tree as it stood.</summary>
    /// <param name="size">Its leaves.</param>
    /// <param name="roots">Its complete subtrees, largest first (<see cref="Roots"/>).</param>
    /// <exception cref="ArgumentException">Not as many roots as bits set in the size.</exception>
    public CompactRange(long size, IEnumerable<TreeHashValue> roots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        this.roots.AddRange(roots);
        if (this.roots.Count != BitOperations.PopCount((ulong)size))
            throw new ArgumentException("A tree of this size has another number of complete subtrees.", nameof(roots));
        Size = size;
    }

    /// <summary>Leaves so far.</summary>
    public long Size { get; private set; }

    /// <summary>The complete subtrees, largest first.</summary>
    public IReadOnlyList<TreeHashValue> Roots => roots;

    /// <summary>Adds a leaf by its hash (<see cref="TreeHash.Leaf"/>).</summary>
    public void Append(TreeHashValue leaf)
    {
        // As many neighbours of the same size stand at the end as the size has ones at its end.
        for (var bits = Size; (bits & 1) == 1; bits >>= 1)
        {
            leaf = TreeHash.Node(roots[^1], leaf);
            roots.RemoveAt(roots.Count - 1);
        }

        roots.Add(leaf);
        Size++;
    }

    /// <summary>The root of the tree of this size (RFC 6962 section 2.1: MTH).</summary>
    public TreeHashValue Root()
    {
        if (roots.Count == 0) return TreeHash.Empty;
        var root = roots[^1];
        for (var i = roots.Count - 2; i >= 0; i--) root = TreeHash.Node(roots[i], root);
        return root;
    }
}
