using System.Buffers.Binary;
using System.Text;

namespace SecureText.Audit.Tree;

/// <summary>One signature line: who, by which key, and the signature itself.</summary>
/// <param name="Name">Name of the key.</param>
/// <param name="KeyId">First four bytes of a hash of the key, big-endian.</param>
/// <param name="Signature">What follows the id.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature);

/// <summary>
/// A text and its signatures (C2SP signed-note): the text, an empty line, and lines of em dash, space, key name, space,
/// base64 of key id and signature. Nothing in the text may be believed before <see cref="NoteKey.Opens"/> said yes.
/// </summary>
/// <param name="Text">With its last line feed, without the empty line.</param>
/// <param name="Signatures">At least one.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>Longest note read.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxSignatures = 16;
    private const string Dash = "\u2014 ";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The note's bytes.</summary>
    public byte[] Format()
    {
        var text = new StringBuilder(Text).Append('\n');
        foreach (var one in Signatures)
        {
            var bytes = new byte[4 + one.Signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, one.KeyId);
            one.Signature.CopyTo(bytes, 4);
            text.Append(Dash).Append(one.Name).Append(' ').Append(Convert.ToBase64String(bytes)).Append('\n');
        }

        return Utf8.GetBytes(text.ToString());
    }

    /// <summary>Reads a note; says nothing of its signatures.</summary>
    /// <exception cref="FormatException">Not a signed note.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > MaxBytes) throw new FormatException("The note is empty or too long.");
        string all;
        try
        {
            all = Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("The note is not UTF-8.");
        }

        if (all.Any(c => c < ' ' && c != '\n')) throw new FormatException("The note holds a control character.");
        // The last empty line divides; the text before it may have empty lines of its own.
        var split = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 1 || !all.EndsWith('\n')) throw new FormatException("The note has no text, no signatures or no end.");
        var lines = all[(split + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MaxSignatures) throw new FormatException("The note has no signature, or too many.");
        return new SignedNote(all[..(split + 1)], [.. lines.Select(Line)]);
    }

    /// <summary>Whether a name may stand in a signature line.</summary>
    public static bool IsName(string? name) =>
        name is { Length: > 0 } && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    private static NoteSignature Line(string line)
    {
        var parts = line.StartsWith(Dash, StringComparison.Ordinal) ? line[Dash.Length..].Split(' ') : [];
        var bytes = new byte[parts.Length == 2 ? parts[1].Length : 0];
        if (parts.Length != 2
            || !IsName(parts[0])
            || !Convert.TryFromBase64String(parts[1], bytes, out var length)
            || length < 5
            || Convert.ToBase64String(bytes.AsSpan(0, length)) != parts[1])
            throw new FormatException("The note holds a line that is no signature.");
        return new NoteSignature(parts[0], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..length]);
    }
}
