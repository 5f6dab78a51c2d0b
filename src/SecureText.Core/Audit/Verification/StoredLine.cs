using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>What stands at a place of a journal's blob.</summary>
internal enum LineState
{
    /// <summary>A line with its line feed.</summary>
    Line,

    /// <summary>Nothing: the blob ends here.</summary>
    End,

    /// <summary>Bytes without a line feed, up to the end.</summary>
    Cut,

    /// <summary>More bytes than a line can have; the first of them are given.</summary>
    TooLong,

    /// <summary>There is no such blob.</summary>
    Missing,
}

/// <summary>What stands at a place of a journal's blob, and what follows from its bytes alone.</summary>
/// <param name="State">The rest is of a line only, but for the bytes.</param>
/// <param name="Bytes">Good until the next is read.</param>
/// <param name="Leaf"><see cref="TreeHash.Leaf"/> of it.</param>
/// <param name="Hash">SHA-256 of it, as the next line of its writer says it.</param>
/// <param name="Fields">Null: it is not written as a line is.</param>
internal readonly record struct StoredLine(
    LineState State, ReadOnlyMemory<byte> Bytes, TreeHashValue Leaf = default, TreeHashValue Hash = default, JournalFields? Fields = null)
{
    public static StoredLine Of(ReadOnlyMemory<byte> line) => new(
        LineState.Line,
        line,
        TreeHash.Leaf(line.Span),
        TreeHash.Plain(line.Span),
        JournalLineReader.TryRead(line.Span, out var fields) ? fields : null);

    /// <summary>The line as a whole when it may say that a writer ended; null: it does not.</summary>
    public JournalLine? End() =>
        Fields is { } fields && WriterEnd.MayBe(fields, Bytes.Span) ? fields.ToLine(Bytes.Span) : null;
}
