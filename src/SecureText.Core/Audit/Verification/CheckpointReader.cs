using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>Opens checkpoints: nothing in one is believed before a given key has signed it.</summary>
internal sealed class CheckpointReader(ILogFiles files, LogVerifierOptions options, TimeProvider time)
{
    // An auditor's clock and the clinic's need not agree to the minute.
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    private readonly FileBuffer buffer = new();
    private (string Origin, IReadOnlyList<NoteKey> Keys)? keys;
    private string? origin = options.Origin;

    /// <summary>Which key signed the checkpoint that was opened last.</summary>
    public uint KeyId { get; private set; }

    /// <summary>Name of the newest checkpoint; null: there is none. Refuses what is none.</summary>
    public async Task<string?> NewestAsync(CancellationToken cancellationToken)
    {
        string? newest = null;
        await foreach (var name in files.ListAsync(CheckpointName.Prefix, cancellationToken))
        {
            if (CheckpointName.Parse(name) is null)
                throw new LogFault(LogFaultKind.Foreign, LogNames.Shown(name), "A blob that is no checkpoint.").Found();
            if (newest is null || string.CompareOrdinal(newest, name) < 0) newest = name;
        }

        return newest;
    }

    /// <summary>Reads a checkpoint; null: it is not there.</summary>
    public async Task<Checkpoint?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (!await buffer.LoadAsync(files, name, SignedNote.MaxBytes, cancellationToken)) return null;
        if (buffer.IsTooLong) throw Bad(name, "The checkpoint is too long.");
        var checkpoint = Open(buffer.Bytes.Span, name);
        if (CheckpointName.Of(checkpoint).ToString() != name) throw Bad(name, "The checkpoint is not of the time or size that its name says.");
        // The log's own keys say so: rather the clock here is wrong than the log.
        if (checkpoint.At > time.GetUtcNow() + ClockSkew)
            throw new LogUnreadableException($"A checkpoint is signed for {checkpoint.At:yyyy-MM-dd HH:mm:ss}Z, and by the clock of this computer that has not come yet. Set the clock and look again.");
        return checkpoint;
    }

    /// <summary>Opens a checkpoint.</summary>
    /// <exception cref="FaultFoundException">It is no checkpoint, of another log, or signed by no given key.</exception>
    public Checkpoint Open(ReadOnlySpan<byte> bytes, string name)
    {
        var note = Parse(bytes, name);
        // One signature, written in one way: a blob that could say the same in other bytes could be changed unseen.
        if (note.Signatures.Count != 1 || !bytes.SequenceEqual(note.Format())) throw Bad(name, "The checkpoint is not written as the log writes it.");
        var first = note.Text[..note.Text.IndexOf('\n')];
        if (!SignedNote.IsName(first) || !NoteKey.Opens(note, KeysOf(first)))
            throw new LogFault(LogFaultKind.BadSignature, LogNames.Shown(name), "The checkpoint is not signed by any of the given keys.").Found();
        if (!Checkpoint.TryParse(note.Text, out var checkpoint)) throw Bad(name, "The checkpoint is signed, and does not say what a checkpoint says.");
        origin ??= checkpoint.Origin;
        KeyId = note.Signatures[0].KeyId;
        return checkpoint.Origin == origin ? checkpoint : throw Bad(name, "The checkpoint is of another log.");
    }

    private static SignedNote Parse(ReadOnlySpan<byte> bytes, string name)
    {
        try
        {
            return SignedNote.Parse(bytes);
        }
        catch (FormatException)
        {
            throw Bad(name, "This is no signed note.");
        }
    }

    private IReadOnlyList<NoteKey> KeysOf(string name)
    {
        if (keys is not { } known || known.Origin != name)
            keys = known = (name, NoteKey.Read(name, options.Keys));
        return known.Keys;
    }

    private static FaultFoundException Bad(string name, string text) =>
        new LogFault(LogFaultKind.BadCheckpoint, LogNames.Shown(name), text).Found();
}
