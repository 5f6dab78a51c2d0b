using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SecureText.Sealing;

/// <summary>
/// AES-256-GCM over the chunks of one content, as the STREAM construction has it (Hoang, Reyhanitabar, Rogaway, Vizár,
/// "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015).
/// <para>
/// HKDF-SHA256 of the data key with 32 random bytes as salt gives the message key and a commitment to it, as
/// <see cref="Sealer"/> does for values, under another label. The key is new for each content, so its nonces may count: seven zero
/// bytes, the chunk's number, and whether it is the last. A chunk in another place, a missing end, a chunk after the end
/// and a chunk of another content meet a nonce or a key that they were not sealed under. The associated data is
/// where the content stands and how long its chunks are.
/// </para>
/// </summary>
internal sealed class ContentCipher : IDisposable
{
    public const int TagLength = 16;

    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int NumberAt = 7;
    private const int LastAt = 11;
    private readonly AesGcm aes;
    private readonly byte[] associated;
    private uint next;
    private bool ended;

    private ContentCipher(AesGcm aes, byte[] associated) => (this.aes, this.associated) = (aes, associated);

    private static ReadOnlySpan<byte> Label => "securetext/content/v1"u8;

    public static (ContentHeader Header, ContentCipher Cipher) Begin(
        DataKey key, SealContext context, int chunkLength, IRandomSource random)
    {
        var salt = new byte[ContentHeader.SaltLength];
        random.Fill(salt);
        Span<byte> secret = stackalloc byte[KeyLength + ContentHeader.CommitmentLength];
        try
        {
            key.Derive(salt, Label, secret);
            var header = new ContentHeader(key.Id, chunkLength, salt, secret[KeyLength..].ToArray());
            return (header, Make(secret, header, context));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <exception cref="SealBrokenException"><see cref="SealBreak.WrongKey"/>.</exception>
    public static ContentCipher Resume(DataKey key, SealContext context, ContentHeader header)
    {
        if (key.Id != header.KeyId) throw new SealBrokenException(SealBreak.WrongKey);
        Span<byte> secret = stackalloc byte[KeyLength + ContentHeader.CommitmentLength];
        try
        {
            key.Derive(header.Salt, Label, secret);
            if (!CryptographicOperations.FixedTimeEquals(secret[KeyLength..], header.Commitment))
                throw new SealBrokenException(SealBreak.WrongKey);
            return Make(secret, header, context);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Seals the next chunk into <paramref name="output"/>, which is longer by the tag.</summary>
    public void Seal(ReadOnlySpan<byte> chunk, bool last, Span<byte> output)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        Next(last, nonce);
        aes.Encrypt(nonce, chunk, output[..chunk.Length], output.Slice(chunk.Length, TagLength), associated);
    }

    /// <summary>Opens the next chunk into <paramref name="output"/>, which is shorter by the tag.</summary>
    /// <exception cref="SealBrokenException"><see cref="SealBreak.Altered"/>.</exception>
    public void Open(ReadOnlySpan<byte> box, bool last, Span<byte> output)
    {
        if (box.Length < TagLength) throw new SealBrokenException(SealBreak.Altered);
        Span<byte> nonce = stackalloc byte[NonceLength];
        Next(last, nonce);
        try
        {
            aes.Decrypt(nonce, box[..^TagLength], box[^TagLength..], output[..(box.Length - TagLength)], associated);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException(SealBreak.Altered);
        }
    }

    public void Dispose() => aes.Dispose();

    private static ContentCipher Make(ReadOnlySpan<byte> secret, ContentHeader header, SealContext context) => new(
        new AesGcm(secret[..KeyLength], TagLength),
        [.. context.AssociatedData(ContentHeader.Version), (byte)int.Log2(header.ChunkLength)]);

    private void Next(bool last, Span<byte> nonce)
    {
        // No nonce twice: a number that ran over, or a second end, would be one.
        if (ended) throw new InvalidOperationException("The content has ended.");
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[NumberAt..], next);
        nonce[LastAt] = last ? (byte)1 : (byte)0;
        ended = last;
        next = checked(next + 1);
    }
}
