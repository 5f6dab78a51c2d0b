using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>What a verification found.</summary>
public enum LogOutcome
{
    /// <summary>All of it is as it was signed.</summary>
    Whole,

    /// <summary>Something is not; <see cref="LogReport.Fault"/> says what comes first.</summary>
    Tampered,

    /// <summary>It could not be read to its end; nothing is said of it.</summary>
    Unreadable,
}

/// <summary>The answer of <see cref="LogVerifier"/>.</summary>
/// <param name="Outcome">Whether the log is whole.</param>
/// <param name="Entries">Entries checked.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Writers">Processes that wrote them.</param>
/// <param name="Checkpoint">The newest checkpoint, if one opened; the log is proved up to it and no further.</param>
/// <param name="Checkpoints">Checkpoints whose root was met.</param>
/// <param name="Pending">Lines that are there and not signed yet: nothing is proved of them.</param>
/// <param name="Fault">The first bad place; null unless tampered.</param>
/// <param name="Unreadable">Why it could not be read; null unless unreadable.</param>
/// <param name="Notes">What a reader should know besides.</param>
public sealed record LogReport(
    LogOutcome Outcome,
    long Entries,
    long Bytes,
    int Writers,
    Checkpoint? Checkpoint,
    long Checkpoints,
    long Pending,
    LogFault? Fault,
    string? Unreadable,
    IReadOnlyList<string> Notes);

/// <summary>How far a verification is.</summary>
/// <param name="Entries">Entries checked.</param>
/// <param name="Of">Entries that the newest checkpoint has.</param>
/// <param name="Bytes">Bytes of entries checked.</param>
public readonly record struct LogProgress(long Entries, long Of, long Bytes);

/// <summary>Against what a log is verified.</summary>
public sealed record LogVerifierOptions
{
    /// <summary>Public keys as JWK or JWK set; from the clinic by another way than the log.</summary>
    public required byte[] Keys { get; init; }

    /// <summary>A checkpoint kept from an earlier look; the log must have grown from it.</summary>
    public byte[]? Since { get; init; }

    /// <summary>The origin that checkpoints must have; otherwise that of the newest.</summary>
    public string? Origin { get; init; }
}
