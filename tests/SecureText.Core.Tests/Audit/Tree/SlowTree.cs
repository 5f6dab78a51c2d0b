using System.Security.Cryptography;

namespace SecureText.Audit.Tree;

/// <summary>RFC 6962 section 2.1 word by word, over all leaves: slow, and nothing in common with the code it checks.</summary>
internal static class SlowTree
{
    public static byte[] Mth(IReadOnlyList<byte[]> d) => d.Count switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. d[0]]),
        _ => SHA256.HashData([1, .. Mth(d.Take(Split(d.Count)).ToList()), .. Mth(d.Skip(Split(d.Count)).ToList())]),
    };

    public static List<TreeHashValue> Path(int m, IReadOnlyList<byte[]> d)
    {
        if (d.Count <= 1) return [];
        var k = Split(d.Count);
        var (left, right) = (d.Take(k).ToList(), d.Skip(k).ToList());
        return m < k ? [.. Path(m, left), Hash(right)] : [.. Path(m - k, right), Hash(left)];
    }

    public static List<TreeHashValue> Proof(int m, IReadOnlyList<byte[]> d) => m == 0 ? [] : SubProof(m, d, true);

    public static TreeHashValue Hash(IReadOnlyList<byte[]> d) => new(Mth(d));

    private static List<TreeHashValue> SubProof(int m, IReadOnlyList<byte[]> d, bool whole)
    {
        if (m == d.Count) return whole ? [] : [Hash(d)];
        var k = Split(d.Count);
        var (left, right) = (d.Take(k).ToList(), d.Skip(k).ToList());
        return m <= k
            ? [.. SubProof(m, left, whole), Hash(right)]
            : [.. SubProof(m - k, right, false), Hash(left)];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }
}
