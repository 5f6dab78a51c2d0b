namespace SecureText.Audit.Verification;

/// <summary>
/// Lines that no checkpoint has signed yet. A few are as they must be; many over a long time mean that checkpoints were
/// taken away, or that integration has stood still: nothing there is proved either way.
/// </summary>
internal sealed class PendingLines(DateTimeOffset signedAt)
{
    // What a process that died left behind is of the minutes after the checkpoint; lines after a pause begin later.
    private static readonly TimeSpan LeftBehind = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private DateTimeOffset? first;
    private DateTimeOffset? last;

    public long Count { get; private set; }

    public void Add(DateTimeOffset at)
    {
        Count++;
        if (at <= signedAt + LeftBehind) return;
        if (first is null || at < first) first = at;
        if (last is null || at > last) last = at;
    }

    public void Check()
    {
        if (first is not { } begin || last is not { } end || end - begin <= Longest) return;
        throw new LogFault(
            LogFaultKind.RolledBack,
            null,
            $"The journals go on until {end:yyyy-MM-dd HH:mm:ss}Z, long after the newest checkpoint: later checkpoints were taken away, or none was made.",
            At: signedAt).Found();
    }
}
