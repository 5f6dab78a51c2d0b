using System.Text;

namespace SecureText.Sealing;

/// <summary>
/// The stored form: version (1 byte), length of the key id (1 byte), key id (ASCII), salt (32), commitment (32),
/// ciphertext (as long as the plaintext), tag (16).
/// </summary>
internal readonly ref struct Box
{
    public const byte Version = 1;
    public const int SaltLength = 32;
    public const int CommitmentLength = 32;
    public const int TagLength = 16;

    private Box(ReadOnlySpan<byte> bytes, string keyId)
    {
        KeyId = keyId;
        var rest = bytes[(2 + keyId.Length)..];
        Salt = rest[..SaltLength];
        Commitment = rest.Slice(SaltLength, CommitmentLength);
        Ciphertext = rest[(SaltLength + CommitmentLength)..^TagLength];
        Tag = rest[^TagLength..];
    }

    public string KeyId { get; }

    public ReadOnlySpan<byte> Salt { get; }

    public ReadOnlySpan<byte> Commitment { get; }

    public ReadOnlySpan<byte> Ciphertext { get; }

    public ReadOnlySpan<byte> Tag { get; }

    public static int HeaderLength(int keyIdLength) => 2 + keyIdLength + SaltLength + CommitmentLength;

    /// <exception cref="SealBrokenException"><see cref="SealBreak.Malformed"/>.</exception>
    public static Box Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes[0] != Version) throw new SealBrokenException(SealBreak.Malformed);
        int idLength = bytes[1];
        if (bytes.Length < HeaderLength(idLength) + TagLength) throw new SealBrokenException(SealBreak.Malformed);
        // Latin-1 keeps one character a byte, so a byte outside the id alphabet is refused instead of replaced.
        var keyId = Encoding.Latin1.GetString(bytes.Slice(2, idLength));
        return DataKey.IsId(keyId) ? new Box(bytes, keyId) : throw new SealBrokenException(SealBreak.Malformed);
    }
}
