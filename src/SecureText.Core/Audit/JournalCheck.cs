namespace SecureText.Audit;

/// <summary>
/// Checks the blobs of one writer, given in order, and finds the first line that is not as it was written. Stops
/// looking after it, for nothing behind a broken link can be trusted.
/// <para>
/// A chain of hashes says nothing about its own end: lines cut from the end of the last blob, and a change to the very
/// last line, show only against an anchor outside (the published tree).
/// </para>
/// </summary>
public sealed class JournalCheck(string writer)
{
    private JournalChain chain = JournalChain.Start(writer);
    private (string Blob, int Line) last;
    private bool closed;

    /// <summary>Lines found good.</summary>
    public long Lines => Fault is null ? chain.Seq : Math.Max(0, Fault.ExpectedSeq - 1);

    /// <summary>The first bad line; null while all is whole.</summary>
    public JournalFault? Fault { get; private set; }

    /// <summary>Checks a writer's blobs at once.</summary>
    /// <returns>The first bad line, or null: whole.</returns>
    public static JournalFault? Check(string writer, IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> blobs)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        var check = new JournalCheck(writer);
        foreach (var (name, content) in blobs) check.Add(name, content);
        return check.Fault;
    }

    /// <summary>Checks the next blob.</summary>
    public void Add(string blob, ReadOnlyMemory<byte> content)
    {
        if (Fault is not null) return;
        var lines = Split(content);
        if (lines.Count > 0) chain = chain.Open(blob);
        for (var i = 0; i < lines.Count && Fault is null; i++) Fault = CheckLine(blob, lines, i);
    }

    private JournalFault? CheckLine(string blob, IReadOnlyList<ReadOnlyMemory<byte>> lines, int index)
    {
        var bytes = lines[index].Span;
        var expected = chain.Seq + 1;
        if (closed) return Here(JournalFaultKind.Late);
        if (bytes[^1] != (byte)'\n') return Here(JournalFaultKind.Truncated);
        if (!JournalLine.TryParse(bytes, out var line)) return Here(JournalFaultKind.Changed);
        if (line.Writer != chain.Writer) return Here(JournalFaultKind.Foreign);
        if (line.Seq != expected)
        {
            // It follows directly on the line before it, so nothing is missing: its number itself was changed.
            if (line.Prev == chain.Prev) return Here(JournalFaultKind.Changed);
            if (line.Seq < expected) return Here(JournalFaultKind.Duplicate);
            return Here(ComesLater(lines, index, expected) ? JournalFaultKind.Reordered : JournalFaultKind.Dropped);
        }

        var hash = JournalLine.HashOf(bytes);
        if (line.Prev != chain.Prev)
        {
            // A line that its follower vouches for is intact, so what it points at was changed.
            return chain.Seq > 0 && IsVouchedFor(lines, index, hash)
                ? new JournalFault(JournalFaultKind.Changed, last.Blob, last.Line, chain.Seq)
                : Here(JournalFaultKind.Changed);
        }

        chain = new JournalChain(chain.Writer, line.Seq, hash, hash);
        last = (blob, index + 1);
        closed = WriterEnd.Of(line) is { How: "closed" };
        return null;

        JournalFault Here(JournalFaultKind kind) => new(kind, blob, index + 1, expected);
    }

    private static bool IsVouchedFor(IReadOnlyList<ReadOnlyMemory<byte>> lines, int index, string hash) =>
        index + 1 >= lines.Count || (JournalLine.TryParse(lines[index + 1].Span, out var next) && next.Prev == hash);

    private static bool ComesLater(IReadOnlyList<ReadOnlyMemory<byte>> lines, int index, long seq) =>
        lines.Skip(index + 1).Any(later => JournalLine.TryParse(later.Span, out var line) && line.Seq == seq);

    /// <summary>The lines of a blob, each with its line feed; the last may lack it.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> content)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (!content.IsEmpty)
        {
            var end = content.Span.IndexOf((byte)'\n');
            var length = end < 0 ? content.Length : end + 1;
            lines.Add(content[..length]);
            content = content[length..];
        }

        return lines;
    }
}
