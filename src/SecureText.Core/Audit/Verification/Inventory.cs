using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>
/// What a listing says is there: the decided batches and the partial tiles, which the walk then opens one by one. Of
/// full tiles only the furthest is kept, so that memory does not grow with them.
/// </summary>
internal sealed class Inventory
{
    // A log that is alive may be ahead of its newest checkpoint, but not by millions of entries.
    private const long FurthestAhead = 4_000_000;

    private const int EntriesLevel = -1;

    private readonly Dictionary<(int Level, long Index), Widths> partials = [];
    private readonly Dictionary<int, TilePath> furthest = [];
    private readonly List<long> batches = [];
    private int met;

    /// <summary>Reads the listing and refuses every name that is none of the log's.</summary>
    public static async Task<Inventory> ReadAsync(ILogFiles files, long size, CancellationToken cancellationToken)
    {
        var inventory = new Inventory();
        await foreach (var name in files.ListAsync(string.Empty, cancellationToken)) inventory.Add(name, size);
        return inventory;
    }

    /// <summary>The widest partial tile listed; 0: none.</summary>
    public int WidestPartial(int level, long index) =>
        partials.TryGetValue((level, index), out var widths) ? widths.Widest : 0;

    public bool HasPartials(int level, long index) => partials.ContainsKey((level, index));

    /// <summary>The partial tiles of a place, narrowest first; they are then done with.</summary>
    public IEnumerable<TilePath> TakePartials(int level, long index) =>
        partials.Remove((level, index), out var widths) ? widths.All().Select(width => Path(level, index, width)) : [];

    /// <summary>The batches that were listed behind those that were met.</summary>
    public IEnumerable<string> BatchesAhead(int most) => batches.Skip(met).Take(most).Select(LogBatch.NameOf);

    /// <summary>A batch was met by the walk. Another that was listed before it decides what is decided already.</summary>
    public void MeetBatch(long from)
    {
        if (met < batches.Count && batches[met] < from) throw SecondBatch(batches[met]);
        if (met < batches.Count && batches[met] == from) met++;
    }

    /// <summary>After the walk nothing may be left over.</summary>
    /// <param name="entries">Leaves that the batches decided.</param>
    public void Finish(long entries)
    {
        if (met < batches.Count) throw SecondBatch(batches[met]);
        foreach (var ((level, index), widths) in partials.OrderBy(one => one.Key)) throw Beyond(Path(level, index, widths.Widest));
        foreach (var (level, tile) in furthest.OrderBy(one => one.Key))
        {
            if (EndOf(tile) > (UInt128)entries) throw Beyond(tile);
        }
    }

    private void Add(string name, long size)
    {
        if (JournalBlobName.Parse(name) is not null || CheckpointName.Parse(name) is not null) return;
        if (LogBatch.TryParseName(name, out var from))
        {
            batches.Add(from);
            return;
        }

        if (!name.StartsWith(TilePath.Prefix, StringComparison.Ordinal) || !TilePath.TryParse(name, out var tile))
            throw new LogFault(LogFaultKind.Foreign, LogNames.Shown(name), "A blob that is none of the log's.").Found();
        if (EndOf(tile) > (UInt128)size + (UInt128)FurthestAhead) throw Beyond(tile);
        var level = tile.IsEntries ? EntriesLevel : tile.Level;
        if (!tile.IsPartial)
        {
            if (!furthest.TryGetValue(level, out var before) || before.Index < tile.Index) furthest[level] = tile;
            return;
        }

        partials.TryGetValue((level, tile.Index), out var widths);
        partials[(level, tile.Index)] = widths.With(tile.Width);
    }

    private static TilePath Path(int level, long index, int width) =>
        level == EntriesLevel ? TilePath.Entries(index, width) : TilePath.Of(level, index, width);

    /// <summary>The first leaf behind a tile; more than any log has when it cannot be counted.</summary>
    private static UInt128 EndOf(TilePath tile)
    {
        var level = tile.IsEntries ? 0 : tile.Level;
        if (level > 7) return UInt128.MaxValue;
        return (((UInt128)tile.Index * TilePath.FullWidth) + (UInt128)tile.Width) << (8 * level);
    }

    private static FaultFoundException Beyond(TilePath tile) => new LogFault(
        LogFaultKind.WrongTile, tile.BlobName, "It covers entries that the log does not have.").Found();

    private static FaultFoundException SecondBatch(long from) => new LogFault(
        LogFaultKind.WrongTile, LogBatch.NameOf(from), "This batch decides entries that no batch leads to, or another has decided.", Index: from).Found();

    /// <summary>A set of widths 1 to 255.</summary>
    private readonly record struct Widths(ulong First, ulong Second, ulong Third, ulong Fourth)
    {
        public int Widest => All().LastOrDefault();

        public Widths With(int width) => (width / 64) switch
        {
            0 => this with { First = First | (1UL << width) },
            1 => this with { Second = Second | (1UL << (width - 64)) },
            2 => this with { Third = Third | (1UL << (width - 128)) },
            _ => this with { Fourth = Fourth | (1UL << (width - 192)) },
        };

        public IEnumerable<int> All()
        {
            for (var width = 1; width < TilePath.FullWidth; width++)
            {
                var part = (width / 64) switch { 0 => First, 1 => Second, 2 => Third, _ => Fourth };
                if ((part >> (width % 64) & 1) == 1) yield return width;
            }
        }
    }
}
