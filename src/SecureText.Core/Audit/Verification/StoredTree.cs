using System.Numerics;
using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>
/// Tells who is right when blobs contradict each other: a hash that leads to the signed root through the stored tiles is
/// the one that was signed. Asked only when something is wrong.
/// </summary>
internal sealed class StoredTree(ILogFiles files, Inventory inventory, Checkpoint signed)
{
    private readonly FileBuffer buffer = new();

    /// <summary>Whether the hash of a complete subtree is the signed one.</summary>
    /// <param name="from">Its first leaf.</param>
    /// <param name="size">Its leaves, a power of two.</param>
    /// <param name="hash">The hash.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async ValueTask<bool> ProvesAsync(long from, long size, TreeHashValue hash, CancellationToken cancellationToken) =>
        from + size <= signed.Size
        && await HashAsync(0, signed.Size, new Given(from, size, hash), cancellationToken) == signed.Root;

    private async ValueTask<TreeHashValue?> HashAsync(long from, long to, Given given, CancellationToken cancellationToken)
    {
        var size = to - from;
        if (from == given.From && size == given.Size) return given.Hash;
        var isApart = given.From + given.Size <= from || to <= given.From;
        if (isApart && BitOperations.IsPow2(size)) return await StoredAsync(from, size, cancellationToken);
        // RFC 6962 section 2.1: the left subtree is the largest power of two that leaves something on the right.
        var split = from + (1L << BitOperations.Log2((ulong)size - 1));
        return await HashAsync(from, split, given, cancellationToken) is { } left
            && await HashAsync(split, to, given, cancellationToken) is { } right
                ? TreeHash.Node(left, right)
                : null;
    }

    private async ValueTask<TreeHashValue?> StoredAsync(long from, long size, CancellationToken cancellationToken)
    {
        var height = BitOperations.Log2((ulong)size);
        var level = height / 8;
        var first = from >> (8 * level);
        var count = 1 << (height % 8);
        var tile = first / TilePath.FullWidth;
        if (!await LoadAsync(level, tile, cancellationToken)) return null;
        var offset = (int)(first % TilePath.FullWidth);
        if (buffer.Bytes.Length < (offset + count) * TreeHashValue.Length) return null;
        var range = new CompactRange();
        for (var i = offset; i < offset + count; i++)
            range.Append(new TreeHashValue(buffer.Bytes.Span.Slice(i * TreeHashValue.Length, TreeHashValue.Length)));
        return range.Root();
    }

    private async ValueTask<bool> LoadAsync(int level, long tile, CancellationToken cancellationToken)
    {
        const int limit = TilePath.FullWidth * TreeHashValue.Length;
        if (await buffer.LoadAsync(files, TilePath.Of(level, tile).BlobName, limit, cancellationToken)) return true;
        var width = inventory.WidestPartial(level, tile);
        return width > 0 && await buffer.LoadAsync(files, TilePath.Of(level, tile, width).BlobName, limit, cancellationToken);
    }

    private readonly record struct Given(long From, long Size, TreeHashValue Hash);
}
