namespace SecureText.Audit.Verification;

/// <summary>The first bad place of a log.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Blob">The blob it is in; characters that could deceive a terminal are shown as <c>?</c>.</param>
/// <param name="Text">One sentence for a person.</param>
/// <param name="Line">Line of a journal's blob, from 1.</param>
/// <param name="Index">Place in the tree, from 0.</param>
/// <param name="Writer">Whose entry.</param>
/// <param name="Seq">Number of the entry among its writer's.</param>
/// <param name="At">Time of the entry or checkpoint, if it can be told.</param>
public sealed record LogFault(
    LogFaultKind Kind,
    string? Blob,
    string Text,
    long? Line = null,
    long? Index = null,
    string? Writer = null,
    long? Seq = null,
    DateTimeOffset? At = null)
{
    internal FaultFoundException Found() => new(this);
}

/// <summary>Ends the walk: the first fault is the answer, and behind it nothing can be trusted.</summary>
internal sealed class FaultFoundException(LogFault fault) : Exception(fault.Text)
{
    public LogFault Fault => fault;
}
