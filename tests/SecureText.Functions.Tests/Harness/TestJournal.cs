using SecureText.Audit;

namespace SecureText.Harness;

/// <summary>A journal in memory that can be made to fail.</summary>
public sealed class TestJournal : IJournal
{
    private readonly Lock gate = new();
    private readonly List<AuditEntry> entries = [];

    public bool Fails { get; set; }

    /// <summary>Runs before an entry is taken: throw to fail before.</summary>
    public Action<AuditEntry> Before { get; set; } = _ => { };

    /// <summary>Runs after an entry was taken: throw to lose the answer.</summary>
    public Action<AuditEntry> After { get; set; } = _ => { };

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

        try
        {
            Before(entry);
        }
        catch (Exception e)
        {
            return Task.FromException(new JournalUnavailableException(e));
        }

        // The real one refuses what is not opaque; a test must see that too.
        JournalChain.Start("00112233445566778899").Open("test").Next(entry);
        lock (gate) entries.Add(entry);
        try
        {
            After(entry);
            return Task.CompletedTask;
        }
        catch (Exception e)
        {
            return Task.FromException(new JournalUnavailableException(e));
        }
    }
}
