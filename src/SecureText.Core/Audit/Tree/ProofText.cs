using System.Text;

namespace SecureText.Audit.Tree;

/// <summary>What the two proof files share: lines, an empty line, and what follows it.</summary>
internal static class ProofText
{
    // An entry has at most 65,535 bytes, a path at most 63 hashes, a note at most 64 KiB.
    private const int MaxBytes = 512 * 1024;

    internal static (string[] Head, byte[] Notes) Split(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.Length > MaxBytes ? -1 : bytes.IndexOf("\n\n"u8);
        if (end < 0) throw new FormatException("Not a proof.");
        return (Encoding.UTF8.GetString(bytes[..end]).Split('\n'), bytes[(end + 2)..].ToArray());
    }

    internal static IReadOnlyList<TreeHashValue> Hashes(IEnumerable<string> lines) =>
        [.. lines.Select(line => TreeHashValue.TryParse(line, out var hash) ? hash : throw new FormatException("A line of the path is no hash."))];

    internal static byte[] Base64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw new FormatException("The entry in the proof is not base64.");
        }
    }

    /// <summary>A key bears the origin as its name, so a note of another log never opens.</summary>
    internal static bool Opens(SignedNote note, IEnumerable<NoteKey> keys, out Checkpoint checkpoint)
    {
        var known = keys.ToList();
        return Checkpoint.TryParse(note.Text, out checkpoint)
            && NoteKey.Opens(note, known.Where(key => key.Name == NameOf(note)));
    }

    private static string NameOf(SignedNote note) => note.Text[..note.Text.IndexOf('\n')];
}
