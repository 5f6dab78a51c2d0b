using System.Text;

namespace SecureText.Audit.Tree;

/// <summary>
/// A proof that an auditor takes along: that the log of one checkpoint is the beginning of the log of a later one. Our own
/// form: the line <see cref="Header"/>, the path one hash a line, an empty line, the older signed checkpoint, an
/// empty line, the newer one. (C2SP has no form for it.)
/// </summary>
/// <param name="Path">As for <see cref="ConsistencyProof.Verify"/>.</param>
/// <param name="Older">The checkpoint of the smaller tree.</param>
/// <param name="Newer">The checkpoint of the larger tree.</param>
public sealed record ConsistencyFile(IReadOnlyList<TreeHashValue> Path, SignedNote Older, SignedNote Newer)
{
    /// <summary>The first line.</summary>
    public const string Header = "securetext/log-consistency@v1";

    /// <summary>The file's bytes.</summary>
    public byte[] Format()
    {
        var text = new StringBuilder();
        text.Append(Header).Append('\n');
        foreach (var hash in Path) text.Append(hash).Append('\n');
        text.Append('\n');
        return [.. Encoding.UTF8.GetBytes(text.ToString()), .. Older.Format(), (byte)'\n', .. Newer.Format()];
    }

    /// <summary>Reads a file; proves nothing yet (<see cref="Proves"/>).</summary>
    /// <exception cref="FormatException">Not such a file.</exception>
    public static ConsistencyFile Parse(ReadOnlySpan<byte> bytes)
    {
        var (head, notes) = ProofText.Split(bytes);
        if (head is not [Header, .. var path]) throw new FormatException("Not a proof of consistency.");
        // A checkpoint's text has no empty line, so the second one from here ends the older note.
        var end = notes.AsSpan().IndexOf("\n\n"u8);
        var next = end < 0 ? -1 : notes.AsSpan(end + 2).IndexOf("\n\n"u8);
        if (next < 0) throw new FormatException("The proof does not hold two checkpoints.");
        var split = end + 2 + next;
        var file = new ConsistencyFile(
            ProofText.Hashes(path), SignedNote.Parse(notes.AsSpan(0, split + 1)), SignedNote.Parse(notes.AsSpan(split + 2)));
        return bytes.SequenceEqual(file.Format()) ? file : throw new FormatException("The proof is not written as it should be.");
    }

    /// <summary>Whether both notes are signed by the keys, of one log, and the newer tree begins with the older.</summary>
    /// <param name="keys">Keys of the log whose origin they bear.</param>
    /// <param name="older">What the older note says; of use only when the answer is yes.</param>
    /// <param name="newer">What the newer note says; of use only when the answer is yes.</param>
    public bool Proves(IReadOnlyCollection<NoteKey> keys, out Checkpoint older, out Checkpoint newer)
    {
        newer = null!;
        return ProofText.Opens(Older, keys, out older)
            && ProofText.Opens(Newer, keys, out newer)
            && older.Origin == newer.Origin
            && older.At <= newer.At
            && ConsistencyProof.Verify(older.Size, older.Root, newer.Size, newer.Root, Path);
    }
}
