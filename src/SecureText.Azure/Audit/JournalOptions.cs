namespace SecureText.Audit;

/// <summary>Settings of the journal.</summary>
public sealed record JournalOptions
{
    /// <summary>
    /// Container of the blobs. In Azure it carries the immutability policy and exists before the program starts.
    /// </summary>
    public string Container { get; init; } = "journal";

    /// <summary>
    /// Makes the container when it is missing. On one machine only: a container that a program makes has no policy.
    /// </summary>
    public bool CreateContainer { get; init; }

    /// <summary>Blocks in a blob before the next is begun; the service takes 50,000.</summary>
    public int RollAfterBlocks { get; init; } = 49_000;

    /// <summary>Bytes of lines in one block; 64 KiB to 4 MiB, which every version of the service takes.</summary>
    public int MaxBlockBytes { get; init; } = 1024 * 1024;

    /// <summary>Callers that may wait at once; more wait to be let in.</summary>
    public int MaxWaiting { get; init; } = 10_000;

    /// <summary>How long callers wait for storage before they are refused.</summary>
    public TimeSpan CommitLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Container);
        ArgumentOutOfRangeException.ThrowIfLessThan(RollAfterBlocks, 1);
        // Margin: while it is unsure whether a block landed, the blob cannot be left yet.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RollAfterBlocks, 49_500);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBlockBytes, 64 * 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBlockBytes, 4 * 1024 * 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaiting, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CommitLimit, TimeSpan.Zero);
    }
}
