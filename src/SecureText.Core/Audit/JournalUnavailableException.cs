namespace SecureText.Audit;

/// <summary>The journal did not take an entry. What the entry was to permit must not happen (P2).</summary>
public sealed class JournalUnavailableException : Exception
{
    /// <summary>Creates the exception around the storage failure that caused it.</summary>
    public JournalUnavailableException(Exception inner) : base("The audit journal did not take the entry.", inner)
    {
    }
}
