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

    /// <summary>Root of the tree without leaves: the hash of nothing.</summary>
    public static TreeHashValue Empty { get; } = new(SHA256.HashData([]));

    /// <summary>Hash of one entry.</summary>
    public static TreeHashValue Leaf(ReadOnlySpan<byte> entry)
    {
        Span<byte> hash = stackalloc byte[TreeHashValue.Length];
        if (entry.Length < 1024)
        {
            Span<byte> input = stackalloc byte[entry.Length + 1];
            input[0] = LeafPrefix;
            entry.CopyTo(input[1..]);
            SHA256.HashData(input, hash);
        }
        else
        {
            using var long256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long256.AppendData([LeafPrefix]);
            long256.AppendData(entry);
            long256.GetHashAndReset(hash);
        }

        return new TreeHashValue(hash);
    }

    /// <summary>Hash of two subtrees.</summary>
    public static TreeHashValue Node(TreeHashValue left, TreeHashValue right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * TreeHashValue.Length)];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + TreeHashValue.Length)..]);
        Span<byte> hash = stackalloc byte[TreeHashValue.Length];
        SHA256.HashData(input, hash);
        return new TreeHashValue(hash);
    }
}
