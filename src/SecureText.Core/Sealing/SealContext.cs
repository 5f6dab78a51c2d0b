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
        var data = new byte[1 + LengthOf(Table) + LengthOf(Partition) + LengthOf(Row) + LengthOf(Field)];
        data[0] = version;
        var rest = data.AsSpan(1);
        Put(Table, ref rest);
        Put(Partition, ref rest);
        Put(Row, ref rest);
        Put(Field, ref rest);
        return data;
    }

    private static int LengthOf(string part) => sizeof(int) + StrictUtf8.GetByteCount(part);

    private static void Put(string part, ref Span<byte> rest)
    {
        var written = StrictUtf8.GetBytes(part, rest[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(rest, written);
        rest = rest[(sizeof(int) + written)..];
    }
}
