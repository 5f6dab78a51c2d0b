namespace SecureText.Audit.Tree;

/// <summary>Writes journal blobs as a process would, in memory.</summary>
internal sealed class FakeWriter(string writer, int day = 22)
{
    private JournalChain chain = JournalChain.Start(writer);

    public static JournalBlobName Name(string writer, int number, int day = 22) => new(new DateOnly(2026, 11, day), writer, number);

    /// <summary>One line for each correlation; <c>(closed)</c> is the closing line, <c>(action)x</c> one that explains x.</summary>
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
        var at = new DateTimeOffset(2026, 11, day, 9, 0, 0, TimeSpan.Zero);
        if (correlation == "(closed)") return WriterEnd.Closed(writer, at);
        var end = correlation.IndexOf(')', StringComparison.Ordinal);
        return end > 0
            ? new AuditEntry(at, "system", correlation[1..end], [], "done", correlation[(end + 1)..])
            : new AuditEntry(at, "system", "test.done", [], "done", correlation);
    }
}
