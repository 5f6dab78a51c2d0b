using System.Security.Cryptography;

namespace SecureText.Audit.Tree;

/// <summary>
/// Hashing of the Merkle tree (RFC 6962 section 2.1, RFC 9162 section 2.1.1, SHA-256). Leaves and nodes are hashed under
/// different first bytes, so that no node can be shown as a leaf.
/// </summary>
public static class TreeHash
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    // Making one for each call costs as much as the hashing of a line.
    [ThreadStatic]
    private static IncrementalHash? sha256;

    /// <summary>Root of the tree without leaves: the hash of nothing.</summary>
    public static TreeHashValue Empty { get; } = new(SHA256.HashData([]));

    /// <summary>Hash of one entry.</summary>
    public static TreeHashValue Leaf(ReadOnlySpan<byte> entry)
    {
        const int usual = 1024;
        if (entry.Length >= usual) return Hash([LeafPrefix], entry);
        Span<byte> input = stackalloc byte[usual];
        input[0] = LeafPrefix;
        entry.CopyTo(input[1..]);
        return Hash(input[..(entry.Length + 1)], default);
    }

    /// <summary>SHA-256 of bytes, no place in a tree: what a journal's chain is made of.</summary>
    internal static TreeHashValue Plain(ReadOnlySpan<byte> bytes) => Hash(bytes, default);

    /// <summary>Hash of two subtrees.</summary>
    public static TreeHashValue Node(TreeHashValue left, TreeHashValue right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * TreeHashValue.Length)];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + TreeHashValue.Length)..]);
        return Hash(input, default);
    }

    private static TreeHashValue Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var hasher = sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hasher.AppendData(first);
        if (!second.IsEmpty) hasher.AppendData(second);
        Span<byte> hash = stackalloc byte[TreeHashValue.Length];
        hasher.GetHashAndReset(hash);
        return new TreeHashValue(hash);
    }
}
