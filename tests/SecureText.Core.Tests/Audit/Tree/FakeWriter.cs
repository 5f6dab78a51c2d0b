namespace SecureText.Audit.Tree;

/// <summary>Writes journal blobs as a process would, in memory.</summary>
internal sealed class FakeWriter(string writer, int day = 22)
{
    private JournalChain chain = JournalChain.Start(writer);

    /// <summary>The time that lines claim; nine o'clock when it is not said.</summary>
    public DateTimeOffset At { get; set; } = new(2026, 11, day, 9, 0, 0, TimeSpan.Zero);

    public static JournalBlobName Name(string writer, int number, int day = 22) => new(new DateOnly(2026, 11, day), writer, number);

    /// <summary>One line for each correlation; <c>(closed)</c> is the closing line, <c>(abandoned)x:1</c> and <c>(broken)x:2</c> say so of x.</summary>
    public byte[] Blob(int number, params string[] correlations)
    {
        chain = chain.Open(Name(writer, number, day).ToString());
        var bytes = new List<byte>();
        foreach (var correlation in correlations)
        {
            (var line, chain) = chain.Next(Entry(correlation));
            bytes.AddRange(line);
        }

        return [.. bytes];
    }

    private AuditEntry Entry(string correlation)
    {
        var at = At;
        if (correlation == "(closed)") return WriterEnd.Closed(writer, at);
        if (correlation.StartsWith("(abandoned)", StringComparison.Ordinal) || correlation.StartsWith("(broken)", StringComparison.Ordinal))
        {
            var said = correlation[(correlation.IndexOf(')', StringComparison.Ordinal) + 1)..].Split(':');
            var seq = long.Parse(said[1], System.Globalization.CultureInfo.InvariantCulture);
            return correlation[1] == 'a' ? WriterEnd.Abandoned(said[0], seq, at) : WriterEnd.Broken(said[0], seq, at);
        }

        var end = correlation.IndexOf(')', StringComparison.Ordinal);
        return end > 0
            ? new AuditEntry(at, "system", correlation[1..end], [], "done", correlation[(end + 1)..])
            : new AuditEntry(at, "system", "test.done", [], "done", correlation);
    }
}
