using SecureText.Audit.Tree;

namespace SecureText.Evidence;

/// <summary>
/// The newest checkpoint, believed only under a signature of our own keys, and the last look over the whole log, believed only
/// under its MAC: whoever can write blobs and rows must not be able to make the report look well.
/// </summary>
public sealed class TreeLook(LogProofs proofs, LogVerdicts verdicts)
{
    /// <summary>Both.</summary>
    public async Task<LogFacts> LookAsync(CancellationToken cancellationToken)
    {
        var newest = (await proofs.NewestAsync(cancellationToken))?.Checkpoint;
        var last = await verdicts.ReadAsync(cancellationToken);
        return new LogFacts(newest?.At, newest?.Size ?? 0, last?.At, last?.Outcome);
    }
}
