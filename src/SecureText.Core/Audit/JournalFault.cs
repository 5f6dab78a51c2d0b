namespace SecureText.Audit;

/// <summary>What is wrong with a journal.</summary>
public enum JournalFaultKind
{
    /// <summary>The line, or the name of the blob it opens, is not what it was.</summary>
    Changed,

    /// <summary>Lines before this one are missing.</summary>
    Dropped,

    /// <summary>This line stands before one that comes first.</summary>
    Reordered,

    /// <summary>The blob ends within a line.</summary>
    Truncated,

    /// <summary>The line's number was there already.</summary>
    Duplicate,

    /// <summary>Somebody else's line or blob.</summary>
    Foreign,

    /// <summary>The writer had closed before this line.</summary>
    Late,
}

/// <summary>The first bad line of a writer.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Blob">Name of the blob.</param>
/// <param name="Line">Line in the blob, from 1; 0 when the blob as a whole is meant.</param>
/// <param name="ExpectedSeq">Number that a line here should have.</param>
public sealed record JournalFault(JournalFaultKind Kind, string Blob, int Line, long ExpectedSeq);
