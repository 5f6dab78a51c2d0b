using System.Buffers.Binary;
using System.Text;

namespace SecureText.Sealing;

/// <summary>
/// Where a sealed value stands. It is bound into the seal as associated data, so that a box which is copied to another
/// row, moved to another field or put under another conversation does not open.
/// </summary>
/// <param name="Table">Table or blob container.</param>
/// <param name="Partition">Partition key, as the conversation id.</param>
/// <param name="Row">Row key or blob name.</param>
/// <param name="Field">Property of the row.</param>
public sealed record SealContext(string Table, string Partition, string Row, string Field)
{
    // Throws on lone surrogates: replacing them would let two different names encode to the same bytes.
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>
    /// The format version, then each part as a 4-byte big-endian length and its UTF-8 bytes. The lengths make the
    /// encoding unambiguous: ("ab", "c") and ("a", "bc") differ.
    /// </summary>
    /// <exception cref="EncoderFallbackException">A part is not well-formed Unicode.</exception>
    internal byte[] AssociatedData(byte version)
    {
        string[] parts = [Table, Partition, Row, Field];
        var data = new byte[1 + parts.Sum(part => sizeof(int) + StrictUtf8.GetByteCount(part))];
        data[0] = version;
        var at = 1;
        foreach (var part in parts)
        {
            var written = StrictUtf8.GetBytes(part, data.AsSpan(at + sizeof(int)));
            BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(at), written);
            at += sizeof(int) + written;
        }

        return data;
    }
}
