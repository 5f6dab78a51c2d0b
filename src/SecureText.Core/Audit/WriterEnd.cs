using System.Globalization;

namespace SecureText.Audit;

/// <summary>
/// The entries that end a writer. Nothing of it may follow in the log: whoever could add to a journal whose process is
/// long gone could write history.
/// </summary>
public static class WriterEnd
{
    /// <summary>The writer's own last line, at the end of its day or when its process stops.</summary>
    public const string ClosedAction = "journal.closed";

    /// <summary>Another process says that a writer of an ended day left no last line: it died.</summary>
    public const string AbandonedAction = "journal.abandoned";

    /// <summary>Another process says that a writer's lines are not as they were written, from one on.</summary>
    public const string BrokenAction = "journal.broken";

    /// <summary>So long after its day a writer without a last line is given up; it tries nothing after half of that.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromHours(1);

    private const string System = "system";

    /// <summary>The writer's own last line.</summary>
    public static AuditEntry Closed(string writer, DateTimeOffset at) => new(at, System, ClosedAction, [], "done", writer);

    /// <summary>A writer's day is long over and no more comes.</summary>
    /// <param name="writer">Who.</param>
    /// <param name="lastSeq">Number of its last line in the log.</param>
    /// <param name="at">When that was seen.</param>
    public static AuditEntry Abandoned(string writer, long lastSeq, DateTimeOffset at) =>
        new(at, System, AbandonedAction, [], "explained", writer, Seq(lastSeq));

    /// <summary>A writer's chain or format is wrong.</summary>
    /// <param name="writer">Who.</param>
    /// <param name="badSeq">Number that the first bad line should have.</param>
    /// <param name="at">When that was seen.</param>
    public static AuditEntry Broken(string writer, long badSeq, DateTimeOffset at) =>
        new(at, System, BrokenAction, [], "damaged", writer, Seq(badSeq));

    /// <summary>Which writer a line ends, and how: <c>closed</c>, <c>abandoned</c> or <c>broken</c>; null for any other line.</summary>
    public static (string Writer, string How)? Of(JournalLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var entry = line.Entry;
        if (entry.Actor != System) return null;
        return entry.Action switch
        {
            // Only itself may say that it is done.
            ClosedAction when entry.Correlation == line.Writer => (line.Writer, "closed"),
            AbandonedAction when entry.Correlation != line.Writer => (entry.Correlation, "abandoned"),
            BrokenAction when entry.Correlation != line.Writer => (entry.Correlation, "broken"),
            _ => null,
        };
    }

    /// <summary>Whether <see cref="Of"/> must be asked of a line; false: it says nothing of an end.</summary>
    internal static bool MayBe(in JournalFields fields, ReadOnlySpan<byte> line) =>
        fields.Actor.In(line).SequenceEqual("system"u8) && fields.Action.In(line).StartsWith("journal."u8);

    internal static string Seq(long seq) => string.Create(CultureInfo.InvariantCulture, $"seq:{seq}");
}
