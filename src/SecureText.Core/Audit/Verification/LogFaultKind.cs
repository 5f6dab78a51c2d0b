namespace SecureText.Audit.Verification;

/// <summary>What is wrong with a log. In reports as <see cref="LogFaultKinds.Name"/> writes them.</summary>
public enum LogFaultKind
{
    /// <summary>An entry is not what it was, or the name of the blob it opens is not.</summary>
    Changed,

    /// <summary>Entries are missing and later ones are there.</summary>
    Dropped,

    /// <summary>An entry that the signed log does not have.</summary>
    Added,

    /// <summary>Entries stand in another order.</summary>
    Reordered,

    /// <summary>An entry stands there again.</summary>
    Repeated,

    /// <summary>A blob ends too early.</summary>
    Truncated,

    /// <summary>Lines that came after their writer had ended, or long after the time they claim.</summary>
    Late,

    /// <summary>A line of somebody else, or a blob that is none of the log's.</summary>
    Foreign,

    /// <summary>The tree has entries of a writer whose journal is not there.</summary>
    MissingWriter,

    /// <summary>Lines of a journal that the tree should long have, and has not.</summary>
    Unlogged,

    /// <summary>A tile, bundle or batch that the newest checkpoint needs is not there.</summary>
    MissingTile,

    /// <summary>A tile, bundle or batch does not fit the entries.</summary>
    WrongTile,

    /// <summary>A tile has another length than its hashes.</summary>
    WrongTileSize,

    /// <summary>A length in a bundle is not its entry's.</summary>
    WrongEntryLength,

    /// <summary>There is no checkpoint.</summary>
    MissingCheckpoint,

    /// <summary>A checkpoint is not signed by the given keys.</summary>
    BadSignature,

    /// <summary>A checkpoint is signed and says what cannot be.</summary>
    BadCheckpoint,

    /// <summary>The log was longer once.</summary>
    RolledBack,

    /// <summary>Two checkpoints are signed that cannot be of one log.</summary>
    Forked,
}

/// <summary>Names of faults in reports.</summary>
public static class LogFaultKinds
{
    /// <summary>As <c>missing-writer</c>.</summary>
    public static string Name(this LogFaultKind kind) => string.Concat(
        kind.ToString().Select((c, i) => char.IsUpper(c) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(c)}" : $"{c}"));
}
