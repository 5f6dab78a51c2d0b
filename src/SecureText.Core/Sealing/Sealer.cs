using System.Security.Cryptography;
using System.Text;

namespace SecureText.Sealing;

/// <summary>
/// Seals values with AES-256-GCM under a key derived for each value (docs: design, keys and sealing).
/// <para>
/// HKDF-SHA256 (RFC 5869) of the data key with 32 random bytes as salt gives 32 bytes message key and 32 bytes
/// commitment. The salt is new at each call, so two values share a message key only if 256 random bits repeat; each
/// message key therefore meets exactly one nonce, and the nonce may be constant. (A nonce derived from the same salt
/// would repeat exactly when the key does, so it would add nothing; a random 96-bit nonce under the data key itself
/// would limit how many values a key may seal.)
/// </para>
/// <para>
/// AES-GCM does not commit to its key: one ciphertext can be made that opens under two keys to two texts. The
/// commitment is a second HKDF block, so whoever wants two keys for one box must find a SHA-256 collision.
/// </para>
/// </summary>
public static class Sealer
{
    private const int MessageKeyLength = 32;
    private const int NonceLength = 12;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private static ReadOnlySpan<byte> Label => "securetext/message/v1"u8;

    /// <summary>Seals <paramref name="plaintext"/> for the place that <paramref name="context"/> names.</summary>
    public static byte[] Seal(DataKey key, SealContext context, ReadOnlySpan<byte> plaintext, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(random);
        var header = Box.HeaderLength(key.Id.Length);
        var box = new byte[header + plaintext.Length + Box.TagLength];
        box[0] = Box.Version;
        box[1] = (byte)key.Id.Length;
        Encoding.Latin1.GetBytes(key.Id, box.AsSpan(2));
        var salt = box.AsSpan(2 + key.Id.Length, Box.SaltLength);
        random.Fill(salt);

        Span<byte> secret = stackalloc byte[MessageKeyLength + Box.CommitmentLength];
        try
        {
            key.Derive(salt, Label, secret);
            secret[MessageKeyLength..].CopyTo(box.AsSpan(header - Box.CommitmentLength));
            using var aes = new AesGcm(secret[..MessageKeyLength], Box.TagLength);
            aes.Encrypt(
                stackalloc byte[NonceLength],
                plaintext,
                box.AsSpan(header, plaintext.Length),
                box.AsSpan(header + plaintext.Length),
                context.AssociatedData(Box.Version));
            return box;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Opens what <see cref="Seal"/> made with the same key for the same place.</summary>
    /// <exception cref="SealBrokenException">It does not open; says why and nothing of the content.</exception>
    public static byte[] Open(DataKey key, SealContext context, ReadOnlySpan<byte> box)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(context);
        var parts = Box.Read(box);
        if (parts.KeyId != key.Id) throw new SealBrokenException(SealBreak.WrongKey);

        Span<byte> secret = stackalloc byte[MessageKeyLength + Box.CommitmentLength];
        var plaintext = new byte[parts.Ciphertext.Length];
        try
        {
            key.Derive(parts.Salt, Label, secret);
            if (!CryptographicOperations.FixedTimeEquals(secret[MessageKeyLength..], parts.Commitment))
                throw new SealBrokenException(SealBreak.WrongKey);
            using var aes = new AesGcm(secret[..MessageKeyLength], Box.TagLength);
            aes.Decrypt(
                stackalloc byte[NonceLength],
                parts.Ciphertext,
                parts.Tag,
                plaintext,
                context.AssociatedData(Box.Version));
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException(SealBreak.Altered);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Id of the data key that opens a box.</summary>
    /// <exception cref="SealBrokenException"><see cref="SealBreak.Malformed"/>: not a box.</exception>
    public static string KeyIdOf(ReadOnlySpan<byte> box) => Box.Read(box).KeyId;

    /// <summary>
    /// Seals a text as UTF-8. A lone surrogate, which is not text in any encoding, becomes U+FFFD: a damaged character
    /// from a carrier must not make a message unstorable.
    /// </summary>
    public static byte[] SealText(DataKey key, SealContext context, string text, IRandomSource random)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            return Seal(key, context, bytes, random);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Opens what <see cref="SealText"/> made.</summary>
    /// <exception cref="SealBrokenException">It does not open, or what it holds is not text.</exception>
    public static string OpenText(DataKey key, SealContext context, ReadOnlySpan<byte> box)
    {
        var bytes = Open(key, context, box);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // Not passed on as inner exception: it quotes the bytes.
            throw new SealBrokenException(SealBreak.Malformed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
