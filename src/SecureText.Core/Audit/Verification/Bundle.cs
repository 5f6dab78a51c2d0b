using System.Buffers;
using System.Buffers.Binary;
using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>What a bundle has at a place.</summary>
internal enum EntryState
{
    /// <summary>An entry.</summary>
    Entry,

    /// <summary>The place is behind what is stored, and need not be stored yet.</summary>
    NotStored,

    /// <summary>Nothing: the bundle ends here, too early.</summary>
    End,

    /// <summary>Fewer bytes than the length says; they are given.</summary>
    Cut,

    /// <summary>A length of zero.</summary>
    Empty,
}

/// <summary>The 256 places that the walk is in: the stored bundle of entries and the stored tile of their hashes.</summary>
internal sealed class Bundle(FilesAhead files, Inventory inventory, long signedSize)
{
    public const int Width = TilePath.FullWidth;
    private const int LengthBytes = 2;
    private const int Ahead = 6;
    private const int LongestBundle = Width * (LengthBytes + ushort.MaxValue);

    private readonly FileBuffer entries = new();
    private readonly FileBuffer tile = new();
    private readonly int[] ends = new int[Width + 1];
    private readonly ArrayBufferWriter<byte> built = new();
    private long number;
    private int entriesWidth;
    private int tileWidth;
    private int position;
    private int count;
    private bool builds;
    private long foretold;

    /// <summary>Name of the stored bundle.</summary>
    public string EntriesName => TilePath.Entries(number, entriesWidth).BlobName;

    /// <summary>Name of the stored tile.</summary>
    public string TileName => TilePath.Of(0, number, tileWidth).BlobName;

    /// <summary>Opens what is stored of the next 256.</summary>
    public async ValueTask BeginAsync(long bundle, CancellationToken cancellationToken)
    {
        (number, position, count) = (bundle, 0, 0);
        Foretell();
        built.ResetWrittenCount();
        builds = inventory.HasPartials(-1, bundle);
        var needed = (int)Math.Clamp(signedSize - (bundle * Width), 0, Width);
        entriesWidth = await LoadAsync(entries, width => TilePath.Entries(bundle, width), -1, needed, LongestBundle, cancellationToken);
        tileWidth = await LoadAsync(tile, width => TilePath.Of(0, bundle, width), 0, needed, Width * TreeHashValue.Length, cancellationToken);
        if (tileWidth > 0) StoredTile.CheckSize(tile, TilePath.Of(0, bundle, tileWidth));
    }

    /// <summary>The next entry as it is stored.</summary>
    public (EntryState State, ReadOnlyMemory<byte> Bytes) Next()
    {
        if (count >= entriesWidth) return (EntryState.NotStored, default);
        var rest = entries.Bytes[position..];
        if (rest.IsEmpty) return (EntryState.End, default);
        if (rest.Length < LengthBytes) return (EntryState.Cut, default);
        int length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span);
        rest = rest[LengthBytes..];
        return length == 0 ? (EntryState.Empty, rest)
            : rest.Length < length ? (EntryState.Cut, rest)
            : (EntryState.Entry, rest[..length]);
    }

    /// <summary>Everything behind the length of the next entry, however long it says it is.</summary>
    public ReadOnlySpan<byte> Rest => entries.Bytes.Length < position + LengthBytes
        ? default
        : entries.Bytes.Span[(position + LengthBytes)..];

    /// <summary>The stored hash of a place; null: none is stored, and none need be.</summary>
    public TreeHashValue? Tile(int place) => place < tileWidth
        ? new TreeHashValue(tile.Bytes.Span.Slice(place * TreeHashValue.Length, TreeHashValue.Length))
        : null;

    /// <summary>Goes on behind an entry that was found good.</summary>
    public void Pass(ReadOnlySpan<byte> entry)
    {
        if (builds)
        {
            BinaryPrimitives.WriteUInt16BigEndian(built.GetSpan(LengthBytes), (ushort)entry.Length);
            built.Advance(LengthBytes);
            built.Write(entry);
        }

        position += LengthBytes + entry.Length;
        ends[++count] = position;
        if (count == entriesWidth && position < entries.Bytes.Length)
        {
            throw new LogFault(
                LogFaultKind.Added, EntriesName, "The bundle goes on behind its last entry.", Index: (number * Width) + count).Found();
        }
    }

    /// <summary>Compares the partial bundles of these places, now that their entries are known.</summary>
    public async ValueTask CheckPartialsAsync(CancellationToken cancellationToken)
    {
        foreach (var path in files.Foretelling(inventory.TakePartials(-1, number)))
        {
            if (path.Width > count)
                throw new LogFault(LogFaultKind.WrongTile, path.BlobName, "It covers entries that the log does not have.").Found();
            if (!await entries.LoadAsync(files, path.BlobName, LongestBundle, cancellationToken)) continue;
            var good = built.WrittenMemory[..ends[path.Width]];
            if (!entries.Bytes.Span.SequenceEqual(good.Span)) throw Differs(path, good.Span).Found();
        }
    }

    private LogFault Differs(TilePath path, ReadOnlySpan<byte> good)
    {
        var stored = entries.Bytes.Span;
        var same = stored.CommonPrefixLength(good);
        var place = Array.FindIndex(ends, 1, end => end > same) - 1;
        var index = (number * Width) + Math.Max(place, 0);
        if (same == stored.Length) return new(LogFaultKind.Truncated, path.BlobName, "The partial bundle ends too early.", Index: index);
        if (same == good.Length) return new(LogFaultKind.Added, path.BlobName, "The partial bundle goes on behind its last entry.", Index: (number * Width) + path.Width);
        return same - ends[place] < LengthBytes
            ? new(LogFaultKind.WrongEntryLength, path.BlobName, "A length in the partial bundle is not its entry's.", Index: index)
            : new(LogFaultKind.Changed, path.BlobName, "An entry in the partial bundle is not the log's.", Index: index);
    }

    private void Foretell()
    {
        for (; foretold <= number + Ahead && (foretold + 1) * Width <= signedSize; foretold++)
        {
            files.Foretell(TilePath.Entries(foretold).BlobName);
            files.Foretell(TilePath.Of(0, foretold).BlobName);
        }
    }

    private async ValueTask<int> LoadAsync(
        FileBuffer buffer, Func<int, TilePath> path, int level, int needed, int limit, CancellationToken cancellationToken)
    {
        if (await buffer.LoadAsync(files, path(Width).BlobName, limit, cancellationToken)) return Width;
        var widest = inventory.WidestPartial(level, number);
        if (widest > 0 && widest >= needed && await buffer.LoadAsync(files, path(widest).BlobName, limit, cancellationToken)) return widest;
        if (needed == 0) return 0;
        throw new LogFault(
            LogFaultKind.MissingTile, path(needed).BlobName, "The newest checkpoint needs it, and it is not there.", Index: number * Width).Found();
    }
}
