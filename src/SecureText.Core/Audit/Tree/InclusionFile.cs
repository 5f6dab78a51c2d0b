using System.Globalization;
using System.Text;

namespace SecureText.Audit.Tree;

/// <summary>
/// A proof that an auditor takes along: one entry, where it stands, the path, and the signed checkpoint it leads to. In
/// the form of C2SP tlog-proof (<c>c2sp.org/tlog-proof@v1</c>); its extra line holds the entry's own bytes, of which
/// nothing may be believed before they hash to the leaf. Name the file <c>*.tlog-proof</c>.
/// </summary>
/// <param name="Entry">The journal line with its line feed.</param>
/// <param name="Index">Its leaf, from 0.</param>
/// <param name="Path">As for <see cref="InclusionProof.Verify"/>.</param>
/// <param name="Note">The checkpoint as it was signed.</param>
public sealed record InclusionFile(byte[] Entry, long Index, IReadOnlyList<TreeHashValue> Path, SignedNote Note)
{
    /// <summary>The first line.</summary>
    public const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>The file's bytes.</summary>
    public byte[] Format()
    {
        var text = new StringBuilder();
        text.Append(Header).Append('\n');
        text.Append("extra ").Append(Convert.ToBase64String(Entry)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Path) text.Append(hash).Append('\n');
        text.Append('\n');
        return [.. Encoding.UTF8.GetBytes(text.ToString()), .. Note.Format()];
    }

    /// <summary>Reads a file; proves nothing yet (<see cref="Proves"/>).</summary>
    /// <exception cref="FormatException">Not such a file, or one without the entry.</exception>
    public static InclusionFile Parse(ReadOnlySpan<byte> bytes)
    {
        var (head, note) = ProofText.Split(bytes);
        if (head is not [Header, var extra, var index, .. var path]
            || !extra.StartsWith("extra ", StringComparison.Ordinal)
            || !index.StartsWith("index ", StringComparison.Ordinal)
            || !long.TryParse(index["index ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            throw new FormatException("Not a proof of an entry, or the entry itself is not in it.");
        var file = new InclusionFile(ProofText.Base64(extra["extra ".Length..]), at, ProofText.Hashes(path), SignedNote.Parse(note));
        // One proof has one form.
        return bytes.SequenceEqual(file.Format()) ? file : throw new FormatException("The proof is not written as it should be.");
    }

    /// <summary>Whether the note is signed by one of the keys, and the entry stands in its tree.</summary>
    /// <param name="keys">Keys of the log whose origin they bear.</param>
    /// <param name="checkpoint">What the note says; of use only when the answer is yes.</param>
    public bool Proves(IEnumerable<NoteKey> keys, out Checkpoint checkpoint) =>
        ProofText.Opens(Note, keys, out checkpoint)
        && InclusionProof.Verify(TreeHash.Leaf(Entry), Index, checkpoint.Size, Path, checkpoint.Root);
}
