namespace SecureText.Audit.Tree;

/// <summary>
/// How far each writer's lines are in the tree: follows from the leaves alone, in their order, so whoever reads the same
/// leaves has the same state. Writers that have ended are kept until the day after the newest day has come, so that a
/// restart still knows them (and longer while an older writer is open: from its day on journals are looked through). Not safe for several callers.
/// </summary>
public sealed class LogState
{
    private readonly SortedDictionary<string, WriterMark> marks = new(StringComparer.Ordinal);

    /// <summary>The state before the first leaf.</summary>
    public LogState()
    {
    }

    /// <summary>The state as a batch says.</summary>
    public LogState(IEnumerable<WriterMark> marks)
    {
        ArgumentNullException.ThrowIfNull(marks);
        foreach (var mark in marks) this.marks[mark.Writer] = mark;
    }

    /// <summary>The newest day of any leaf; null before the first.</summary>
    public DateOnly? Newest => marks.Values.Max(mark => DayOf(mark));

    /// <summary>The day from which on a journal may hold lines that are not in the tree; null before the first leaf.</summary>
    public DateOnly? Oldest
    {
        get
        {
            if (Newest is not { } newest) return null;
            var open = marks.Values.Where(mark => mark.End is null).Min(DayOf);
            return open is { } day && day < newest.AddDays(-1) ? day : newest.AddDays(-1);
        }
    }

    /// <summary>How far a writer is; null when it is not known (any more).</summary>
    public WriterMark? Find(string writer) => marks.GetValueOrDefault(writer);

    /// <summary>Adds a leaf. The line must be the next of its writer.</summary>
    /// <param name="line">What was read from <paramref name="bytes"/>.</param>
    /// <param name="blob">Its blob.</param>
    /// <param name="bytes">The line as it stands there.</param>
    public void Apply(JournalLine line, string blob, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(line);
        var before = marks.GetValueOrDefault(line.Writer);
        var offset = before?.Blob == blob ? before.Offset : 0;
        marks[line.Writer] = new WriterMark(
            line.Writer, blob, line.Seq, offset + bytes.Length, JournalLine.HashOf(bytes), before?.End);
        if (WriterEnd.Of(line) is { } end && marks.GetValueOrDefault(end.Writer) is { End: null } mark && IsTrue(end.How, mark, line))
            marks[end.Writer] = mark with { End = end.How };
    }

    /// <summary>
    /// Whether a line says of a writer that is still open what cannot be: that it was given up before its day was long over, or
    /// at another number than it has come to. Whoever could say that of a living writer would keep it out of the log.
    /// </summary>
    public bool IsFalse(JournalLine line) =>
        WriterEnd.Of(line) is { } end && Find(end.Writer) is { End: null } mark && !IsTrue(end.How, mark, line);

    /// <summary>Where all stand, by name; ended writers only from <see cref="Oldest"/> on.</summary>
    public IReadOnlyList<WriterMark> Marks()
    {
        var since = Oldest;
        return [.. marks.Values.Where(mark => mark.End is null || DayOf(mark) >= since)];
    }

    /// <summary>A state of its own with the same marks.</summary>
    public LogState Copy() => new(Marks());

    /// <summary>Where the chain of a writer stands.</summary>
    public JournalChain Chain(string writer) =>
        Find(writer) is { } mark ? new JournalChain(writer, mark.Seq, mark.Hash, mark.Hash) : JournalChain.Start(writer);

    /// <summary>Whether what a line says of a writer that stands at a mark can be so.</summary>
    internal static bool IsTrue(string how, WriterMark mark, JournalLine line) => how switch
    {
        "abandoned" => line.Entry.Detail == WriterEnd.Seq(mark.Seq)
            && DayOf(mark) is { } day
            && line.Entry.At.UtcDateTime > day.AddDays(1).ToDateTime(TimeOnly.MinValue) + WriterEnd.GivenUpAfter,
        "broken" => line.Entry.Detail == WriterEnd.Seq(mark.Seq + 1),
        _ => true,
    };

    private static DateOnly? DayOf(WriterMark mark) => JournalBlobName.Parse(mark.Blob)?.Day;
}
