using System.Text;

namespace SecureText.Sealing;

/// <summary>
/// The beginning of sealed content: version (1 byte, never one of <see cref="Box"/>), length of the key id (1), key id
/// (ASCII), binary logarithm of the chunk length (1), salt (32), commitment (32). Then the chunks.
/// </summary>
internal sealed record ContentHeader(string KeyId, int ChunkLength, byte[] Salt, byte[] Commitment)
{
    public const byte Version = 2;
    public const int SaltLength = 32;
    public const int CommitmentLength = 32;

    // The longest there is, so that a reader knows how much to take before it knows anything.
    public const int LongestLength = FixedLength + DataKey.MaxIdLength;

    private const int FixedLength = 3 + SaltLength + CommitmentLength;
    private const int SmallestLog = 6;
    private const int LargestLog = 20;

    public int Length => FixedLength + KeyId.Length;

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        bytes[0] = Version;
        bytes[1] = (byte)KeyId.Length;
        Encoding.Latin1.GetBytes(KeyId, bytes.AsSpan(2));
        bytes[2 + KeyId.Length] = (byte)int.Log2(ChunkLength);
        Salt.CopyTo(bytes, 3 + KeyId.Length);
        Commitment.CopyTo(bytes, 3 + KeyId.Length + SaltLength);
        return bytes;
    }

    /// <exception cref="SealBrokenException"><see cref="SealBreak.Malformed"/>.</exception>
    public static ContentHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes[0] != Version) throw Malformed();
        int idLength = bytes[1];
        if (bytes.Length < FixedLength + idLength) throw Malformed();
        var keyId = Encoding.Latin1.GetString(bytes.Slice(2, idLength));
        int log = bytes[2 + idLength];
        if (!DataKey.IsId(keyId) || log is < SmallestLog or > LargestLog) throw Malformed();
        var rest = bytes[(3 + idLength)..];
        return new ContentHeader(
            keyId, 1 << log, rest[..SaltLength].ToArray(), rest.Slice(SaltLength, CommitmentLength).ToArray());
    }

    private static SealBrokenException Malformed() => new(SealBreak.Malformed);
}
