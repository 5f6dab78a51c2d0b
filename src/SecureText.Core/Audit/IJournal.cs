namespace SecureText.Audit;

/// <summary>The append-only log. A call returns only when its entry is durable.</summary>
public interface IJournal
{
    /// <summary>Appends one entry.</summary>
    /// <exception cref="JournalUnavailableException">The entry could not be made durable; nothing may be shown (P2).</exception>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);
}
