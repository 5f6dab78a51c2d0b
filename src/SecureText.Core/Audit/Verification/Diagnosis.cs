using System.Buffers.Binary;
using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>
/// Journal, bundle and tile contradict each other at one place: finds which of them is not as it was signed, and what
/// was done to it. Asked once, so it may look far.
/// </summary>
internal sealed class Diagnosis(
    JournalReaders journals, Bundle bundle, StoredTree stored, LogBatch batch, WriterState writer, long index, long signedSize)
{
    private const int LinesAhead = 10_000;

    private int Place => (int)(index % Bundle.Width);

    public async Task<LogFault> FindAsync(
        LineState lineState, ReadOnlyMemory<byte> line, EntryState entryState, ReadOnlyMemory<byte> entry, CancellationToken cancellationToken)
    {
        // The memory of both is used again while looking further.
        var (journal, stored) = (line.ToArray(), entry.ToArray());
        var ofJournal = lineState == LineState.Line ? TreeHash.Leaf(journal) : (TreeHashValue?)null;
        var ofEntry = entryState == EntryState.Entry ? TreeHash.Leaf(stored) : (TreeHashValue?)null;
        var truth = await TruthAsync(ofJournal, ofEntry, cancellationToken);
        if (ofEntry is { } isEntry && truth == isEntry && truth != ofJournal)
        {
            // The entry is as it was signed. Either the journal is not, or the batch says that another stands here.
            return writer.Check(StoredLine.Of(stored)) is null
                ? await JournalAsync(lineState, journal, isEntry, stored, cancellationToken)
                : new LogFault(
                    LogFaultKind.WrongTile, LogBatch.NameOf(batch.From), "The batch does not fit the entries.", Index: index, Writer: writer.Writer, Seq: writer.Seq + 1);
        }

        if (ofJournal is null || truth != ofJournal) return await JournalAsync(lineState, journal, truth, null, cancellationToken);
        if (entryState != EntryState.NotStored && ofEntry != truth) return Entry(entryState, stored, journal, truth);
        return new LogFault(
            LogFaultKind.WrongTile, bundle.TileName, "The tile does not fit the entries.", Index: index, Writer: writer.Writer, Seq: writer.Seq + 1);
    }

    /// <summary>The hash that was signed; where none can be shown to be, the one that two of the three have.</summary>
    private async Task<TreeHashValue?> TruthAsync(TreeHashValue? ofJournal, TreeHashValue? ofEntry, CancellationToken cancellationToken)
    {
        var tile = bundle.Tile(Place);
        // Nothing is signed here yet: the journal is what the tree is made from.
        if (index >= signedSize) return ofJournal ?? ofEntry;
        foreach (var hash in new[] { tile, ofJournal, ofEntry }.OfType<TreeHashValue>().Distinct())
        {
            if (await stored.ProvesAsync(index, 1, hash, cancellationToken)) return hash;
        }

        return ofJournal is not null && (ofJournal == ofEntry || ofJournal == tile) ? ofJournal : tile;
    }

    private async Task<LogFault> JournalAsync(
        LineState state, byte[] line, TreeHashValue? truth, byte[]? good, CancellationToken cancellationToken)
    {
        if (state == LineState.Missing)
        {
            return writer.Numbers.Count == 1
                ? Of(LogFaultKind.MissingWriter, "The log has entries of this writer, and its journal is not there.")
                : Of(LogFaultKind.Dropped, "The log has entries of this blob, and it is not there.");
        }

        if (state == LineState.End) return Of(LogFaultKind.Truncated, "The journal ends before lines that the log has.");
        if (state == LineState.Cut)
        {
            return good is null || good.AsSpan().StartsWith(line)
                ? Of(LogFaultKind.Truncated, "The journal ends within a line.")
                : Of(LogFaultKind.Changed, "The line is not the one that the log has.");
        }

        var isLine = JournalLine.TryParse(line, out var read);
        if (state == LineState.Line && isLine && read.Writer != writer.Writer)
            return Of(LogFaultKind.Foreign, "A line of another writer.", read.Entry.At);
        var distance = state == LineState.Line ? await LinesUntilAsync(truth, cancellationToken) : null;
        if (isLine && read.Seq > writer.Seq + 1)
        {
            return distance is null
                ? Of(LogFaultKind.Dropped, "A line that the log has is missing here.", read.Entry.At)
                : Of(LogFaultKind.Reordered, "A later line stands before the one that comes here.", read.Entry.At);
        }

        if (isLine && read.Seq <= writer.Seq) return Of(LogFaultKind.Repeated, "A line that was there before stands here again.", read.Entry.At);
        return distance == 1
            ? Of(LogFaultKind.Added, "A line that the log does not have stands before the one that comes here.")
            : Of(LogFaultKind.Changed, "The line is not the one that the log has.");

        LogFault Of(LogFaultKind kind, string text, DateTimeOffset? at = null) => writer.Fault(kind, text, at, index);
    }

    private async Task<int?> LinesUntilAsync(TreeHashValue? truth, CancellationToken cancellationToken)
    {
        for (var ahead = 1; ahead <= LinesAhead; ahead++)
        {
            var line = await journals.NextAsync(writer, cancellationToken);
            if (line.State != LineState.Line) return null;
            if (line.Leaf == truth) return ahead;
        }

        return null;
    }

    private LogFault Entry(EntryState state, byte[] entry, byte[] journal, TreeHashValue? truth)
    {
        var isGoodKnown = truth is { } hash && journal.Length > 0 && TreeHash.Leaf(journal) == hash;
        // The right bytes stand here under a wrong length.
        if (isGoodKnown && state != EntryState.End && bundle.Rest.StartsWith(journal)) return LengthFault();
        if (state is EntryState.End or EntryState.Cut)
        {
            return state == EntryState.End || !isGoodKnown || journal.AsSpan().StartsWith(entry)
                ? Of(LogFaultKind.Truncated, "The bundle ends before its last entry.")
                : LengthFault();
        }

        if (state == EntryState.Empty) return LengthFault();
        var others = Followers();
        var own = TreeHash.Leaf(entry);
        if (Enumerable.Range(0, Place).Any(place => bundle.Tile(place) == own))
            return Of(LogFaultKind.Repeated, "An entry that was there before stands here again.");
        if (Enumerable.Range(Place + 1, Bundle.Width - Place - 1).Any(place => bundle.Tile(place) == own))
        {
            return others.Contains(truth!.Value)
                ? Of(LogFaultKind.Reordered, "A later entry stands before the one that comes here.")
                : Of(LogFaultKind.Dropped, "The entry that comes here is missing.");
        }

        if (others.FirstOrDefault() == truth) return Of(LogFaultKind.Added, "An entry that the log does not have stands before the one that comes here.");
        return Of(LogFaultKind.Changed, "The entry is not the one that was signed.");

        LogFault LengthFault() => Of(LogFaultKind.WrongEntryLength, "The length in the bundle is not its entry's.");

        LogFault Of(LogFaultKind kind, string text) =>
            new(kind, bundle.EntriesName, text, Index: index, Writer: writer.Writer, Seq: writer.Seq + 1);
    }

    /// <summary>Hashes of the entries that stand behind this one in the bundle.</summary>
    private List<TreeHashValue> Followers()
    {
        var found = new List<TreeHashValue>();
        var here = bundle.Next();
        if (here.State != EntryState.Entry) return found;
        var rest = bundle.Rest[here.Bytes.Length..];
        while (rest.Length >= 2)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (length == 0 || rest.Length < 2 + length) break;
            found.Add(TreeHash.Leaf(rest.Slice(2, length)));
            rest = rest[(2 + length)..];
        }

        return found;
    }
}
