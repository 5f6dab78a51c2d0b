using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>All writers that the walk has met. Grows with processes, not with entries.</summary>
internal sealed class Writers
{
    private readonly Dictionary<string, WriterState> all = new(StringComparer.Ordinal);

    // Those that a batch still speaks of (LogState.Marks): open, or ended on the newest day or the one before.
    private readonly SortedDictionary<string, WriterState> recent = new(StringComparer.Ordinal);
    private DateOnly newest;

    public int Count => all.Count;

    public WriterState? Find(string writer) => all.GetValueOrDefault(writer);

    public WriterState Begin(string writer)
    {
        if (all.TryGetValue(writer, out var state)) return state;
        all[writer] = recent[writer] = state = new WriterState(writer);
        return state;
    }

    /// <summary>Takes note of a line that says that a writer has ended.</summary>
    /// <returns>How another writer ended, if the line says so.</returns>
    public string? Apply(JournalLine line)
    {
        if (WriterEnd.Of(line) is not { } end || Find(end.Writer) is not { Ended: null } writer) return null;
        writer.End(end.How);
        return end.Writer == line.Writer ? null : end.How;
    }

    /// <summary>Whether a line says of another writer what cannot be: the integrator takes no such line.</summary>
    public bool IsFalse(JournalLine line) =>
        WriterEnd.Of(line) is { } end && Find(end.Writer) is { Ended: null, Seq: > 0 } writer && !LogState.IsTrue(end.How, MarkOf(writer), line);

    /// <summary>What the batch that ends here must say of the writers.</summary>
    public bool Agrees(IReadOnlyList<WriterMark> marks)
    {
        foreach (var writer in recent.Values) newest = writer.Name!.Day > newest ? writer.Name.Day : newest;
        // As LogState.Marks: while an older writer is open, the ended ones since its day are spoken of too.
        var since = recent.Values.Where(writer => writer.Ended is null).Select(writer => writer.Name!.Day).Append(newest.AddDays(-1)).Min();
        var gone = recent.Values.Where(writer => writer.Ended is not null && writer.Name!.Day < since).ToList();
        foreach (var writer in gone) recent.Remove(writer.Writer);
        return marks.SequenceEqual(recent.Values.Select(MarkOf));
    }

    /// <summary>Writers of ended days that neither said that they end nor were explained.</summary>
    public int Unexplained(DateOnly today) =>
        recent.Values.Count(writer => writer.Ended is null && writer.Name!.Day < today.AddDays(-1));

    /// <summary>Writers whose end another process explained.</summary>
    public int Explained(string how) => all.Values.Count(writer => writer.Ended == how);

    private static WriterMark MarkOf(WriterState writer) =>
        new(writer.Writer, writer.Blob, writer.Seq, writer.Offset, writer.Hash, writer.Ended);
}
