namespace SecureText.Audit;

/// <summary>How far one writer's chain has come. Immutable: nothing moves until a block of lines is durable.</summary>
/// <param name="Writer">The writer.</param>
/// <param name="Seq">Of the last line; 0 before the first.</param>
/// <param name="LastHash">Of the last line; empty before the first.</param>
/// <param name="Prev">What the next line's <see cref="JournalLine.Prev"/> says.</param>
public sealed record JournalChain(string Writer, long Seq, string LastHash, string Prev)
{
    /// <summary>A writer that has not written yet.</summary>
    public static JournalChain Start(string writer) => new(writer, 0, string.Empty, string.Empty);

    /// <summary>The chain at the beginning of a blob.</summary>
    public JournalChain Open(string blob) => this with { Prev = JournalLine.Opening(blob, Writer, LastHash) };

    /// <summary>Formats the next line and gives the chain after it.</summary>
    /// <exception cref="ArgumentException">The entry is not opaque.</exception>
    public (byte[] Line, JournalChain After) Next(AuditEntry entry)
    {
        var line = JournalLine.Format(new JournalLine(Writer, Seq + 1, entry, Prev));
        var hash = JournalLine.HashOf(line);
        return (line, new JournalChain(Writer, Seq + 1, hash, hash));
    }
}
