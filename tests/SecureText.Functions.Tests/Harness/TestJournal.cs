using SecureText.Audit;

namespace SecureText.Harness;

/// <summary>A journal in memory that can be made to fail.</summary>
public sealed class TestJournal : IJournal
{
    private readonly Lock gate = new();
    private readonly List<AuditEntry> entries = [];

    public bool Fails { get; set; }

    public IReadOnlyList<AuditEntry> Entries
    {
        get
        {
            lock (gate) return [.. entries];
        }
    }

    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        if (Fails) return Task.FromException(new JournalUnavailableException(new IOException("made to fail")));

        // The real one refuses what is not opaque; a test must see that too.
        JournalChain.Start("00112233445566778899").Open("test").Next(entry);
        lock (gate) entries.Add(entry);
        return Task.CompletedTask;
    }
}
