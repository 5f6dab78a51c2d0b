namespace SecureText.Audit.Tree;

/// <summary>
/// Runs of <see cref="IntegrateLog"/> that failed one after the other in this process. Not a field of the function: the platform
/// makes a new one for each run, and its count would never come to two.
/// </summary>
public sealed class FailedRuns
{
    private int count;

    /// <summary>Counts one more; gives how many there are.</summary>
    public int Add() => Interlocked.Increment(ref count);

    /// <summary>After a run that did its work.</summary>
    public void Reset() => Interlocked.Exchange(ref count, 0);
}
