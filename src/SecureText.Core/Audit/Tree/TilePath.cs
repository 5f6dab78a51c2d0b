using System.Globalization;
using System.Text;

namespace SecureText.Audit.Tree;

/// <summary>
/// Where a tile or a bundle of entries stands (C2SP tlog-tiles): <c>tile/&lt;L&gt;/&lt;N&gt;[.p/&lt;W&gt;]</c> and
/// <c>tile/entries/&lt;N&gt;[.p/&lt;W&gt;]</c>, where N is written in groups of three digits, all but the last begun
/// with an x, as <c>x001/x234/067</c>. Below the container it stands under <see cref="Prefix"/>.
/// </summary>
public readonly record struct TilePath
{
    /// <summary>What stands before the path in the names of blobs.</summary>
    public const string Prefix = "tree/";

    /// <summary>Hashes of a full tile, entries of a full bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>Highest level that the specification knows.</summary>
    public const int MaxLevel = 63;

    private const int EntriesLevel = -1;

    private TilePath(int level, long index, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, FullWidth);
        (Level, Index, Width) = (level, index, width);
    }

    /// <summary>Level of a tile, 0 for the one of leaves; -1 for a bundle of entries.</summary>
    public int Level { get; }

    /// <summary>Number within the level.</summary>
    public long Index { get; }

    /// <summary>Hashes or entries in it: 256, or fewer in a partial one.</summary>
    public int Width { get; }

    /// <summary>Whether it holds entries instead of hashes.</summary>
    public bool IsEntries => Level == EntriesLevel;

    /// <summary>Whether it holds fewer than 256.</summary>
    public bool IsPartial => Width < FullWidth;

    /// <summary>The blob's name in the container: <see cref="Prefix"/> and the path.</summary>
    public string BlobName => Prefix + ToString();

    /// <summary>A tile of hashes.</summary>
    public static TilePath Of(int level, long index, int width = FullWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, MaxLevel);
        return new TilePath(level, index, width);
    }

    /// <summary>A bundle of entries.</summary>
    public static TilePath Entries(long index, int width = FullWidth) => new(EntriesLevel, index, width);

    /// <summary>Reads a path (<c>tile/…</c>), or a blob's name (<c>tree/tile/…</c>); takes only what is written that way.</summary>
    public static bool TryParse(string? text, out TilePath path)
    {
        path = default;
        if (text is null) return false;
        var wanted = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        var parts = wanted.Split('/');
        if (parts.Length < 3 || parts[0] != "tile") return false;
        var level = EntriesLevel;
        if (parts[1] != "entries" && (!Number(parts[1], out level) || level > MaxLevel)) return false;

        var (last, width) = (parts.Length, FullWidth);
        if (parts[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!Number(parts[^1], out width) || width is < 1 or >= FullWidth) return false;
            parts[^2] = parts[^2][..^2];
            last--;
        }

        long index = 0;
        // Seven groups of three digits are more than any index needs, and all that a long holds.
        if (last - 2 is < 1 or > 6) return false;
        for (var i = 2; i < last; i++)
        {
            var part = i < last - 1 && parts[i].StartsWith('x') ? parts[i][1..] : parts[i];
            if (part.Length != 3 || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var digits)) return false;
            index = (index * 1000) + digits;
        }

        var read = new TilePath(level, index, width);
        // One place has one name: leading groups of zeros, a missing x and the like are not it.
        if (read.ToString() != wanted) return false;
        path = read;
        return true;
    }

    /// <summary>The path as in the specification.</summary>
    public override string ToString()
    {
        var text = new StringBuilder((Index % 1000).ToString("D3", CultureInfo.InvariantCulture));
        for (var rest = Index / 1000; rest > 0; rest /= 1000)
            text.Insert(0, string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:D3}/"));
        text.Insert(0, IsEntries ? "tile/entries/" : string.Create(CultureInfo.InvariantCulture, $"tile/{Level}/"));
        if (IsPartial) text.Append(CultureInfo.InvariantCulture, $".p/{Width}");
        return text.ToString();
    }

    private static bool Number(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
        && text.Length <= 3;
}
