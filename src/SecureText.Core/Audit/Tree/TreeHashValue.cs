using System.Buffers.Binary;

namespace SecureText.Audit.Tree;

/// <summary>A SHA-256 hash in the tree: exactly 32 bytes, compared by value.</summary>
public readonly record struct TreeHashValue
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = 32;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    /// <param name="bytes">The hash.</param>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public TreeHashValue(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException("A hash has 32 bytes.", nameof(bytes));
        first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], fourth);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Standard base64, 44 characters, as in checkpoints and proofs.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());

    /// <summary>Reads what <see cref="ToString"/> writes and nothing else.</summary>
    public static bool TryParse(string? text, out TreeHashValue hash)
    {
        hash = default;
        Span<byte> bytes = stackalloc byte[Length + 1];
        if (text is not { Length: 44 } || !Convert.TryFromBase64String(text, bytes, out var written) || written != Length)
            return false;
        var read = new TreeHashValue(bytes[..Length]);
        // Base64 leaves two bits of the last digit free, and takes white space: only one text stands for a hash.
        if (read.ToString() != text) return false;
        hash = read;
        return true;
    }
}
