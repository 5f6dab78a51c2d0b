using System.Text;

namespace SecureText.Audit;

/// <summary>Where a field stands in the bytes of its line. No field that may be absent can be empty: length 0 is <c>null</c>.</summary>
internal readonly record struct JournalField(ushort Start, ushort Length)
{
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> line) => line.Slice(Start, Length);

    public string Text(ReadOnlySpan<byte> line) => Encoding.ASCII.GetString(In(line));
}

/// <summary>
/// A line that was read and found to be written in its one form, as places in its bytes: whoever checks millions of lines
/// looks at few of their fields, and makes texts of none.
/// </summary>
internal readonly record struct JournalFields
{
    public DateTimeOffset At { get; init; }

    public long Seq { get; init; }

    public JournalField Writer { get; init; }

    public JournalField Actor { get; init; }

    public JournalField Action { get; init; }

    /// <summary>What stands between the brackets.</summary>
    public JournalField Subjects { get; init; }

    public JournalField Outcome { get; init; }

    public JournalField Correlation { get; init; }

    public JournalField Detail { get; init; }

    public JournalField Source { get; init; }

    public JournalField Emergency { get; init; }

    public JournalField Prev { get; init; }

    /// <summary>The line with its texts.</summary>
    public JournalLine ToLine(ReadOnlySpan<byte> line) => new(
        Writer.Text(line),
        Seq,
        new AuditEntry(
            At, Actor.Text(line), Action.Text(line), SubjectsOf(line), Outcome.Text(line), Correlation.Text(line),
            TextOrNull(Detail, line), TextOrNull(Source, line), TextOrNull(Emergency, line)),
        Prev.Text(line));

    // Neither a quote nor a comma may stand in a subject.
    private string[] SubjectsOf(ReadOnlySpan<byte> line) =>
        Subjects.Length == 0 ? [] : Subjects.Text(line)[1..^1].Split("\",\"");

    private static string? TextOrNull(JournalField field, ReadOnlySpan<byte> line) => field.Length == 0 ? null : field.Text(line);
}
