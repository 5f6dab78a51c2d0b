namespace SecureText.Audit.Tree;

/// <summary>Signs checkpoints, and knows every key that ever did.</summary>
public interface ICheckpointSigner
{
    /// <summary>Which log; also the name of its keys in notes.</summary>
    string Origin { get; }

    /// <summary>Signs a text with the newest key.</summary>
    Task<SignedNote> SignAsync(string text, CancellationToken cancellationToken);

    /// <summary>The public keys, newest first.</summary>
    Task<IReadOnlyList<NoteKey>> KeysAsync(CancellationToken cancellationToken);
}
