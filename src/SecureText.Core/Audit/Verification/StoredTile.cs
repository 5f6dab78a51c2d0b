using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>A tile of hashes, as it is stored.</summary>
internal static class StoredTile
{
    /// <summary>A tile has 32 bytes for each of its hashes.</summary>
    public static void CheckSize(FileBuffer tile, TilePath path)
    {
        if (!tile.IsTooLong && tile.Bytes.Length == path.Width * TreeHashValue.Length) return;
        throw new LogFault(
            LogFaultKind.WrongTileSize,
            path.BlobName,
            $"The tile should have {path.Width * TreeHashValue.Length} bytes.",
            Index: path.IsEntries || path.Level > 7 ? null : path.Index * TilePath.FullWidth << (8 * path.Level)).Found();
    }

    /// <summary>The first of the hashes that is not as stored; -1: all are.</summary>
    public static int FirstDifference(FileBuffer tile, ReadOnlySpan<TreeHashValue> hashes)
    {
        Span<byte> hash = stackalloc byte[TreeHashValue.Length];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i].CopyTo(hash);
            if (!tile.Bytes.Span.Slice(i * TreeHashValue.Length, TreeHashValue.Length).SequenceEqual(hash)) return i;
        }

        return -1;
    }
}
