using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Azure.Security.KeyVault.Keys;

/// <summary>AES key wrap with the default initial value: RFC 3394.</summary>
internal static class AesKeyWrap
{
    private const ulong InitialValue = 0xA6A6A6A6A6A6A6A6;
    private const int Rounds = 6;

    /// <param name="wrappingKey">16, 24 or 32 bytes.</param>
    /// <param name="plaintext">A multiple of 8 bytes, at least 16.</param>
    internal static byte[] Wrap(byte[] wrappingKey, byte[] plaintext)
    {
        var n = Blocks(plaintext, fewest: 2, nameof(plaintext));
        using var aes = Aes.Create();
        aes.Key = wrappingKey;
        var result = new byte[plaintext.Length + 8];
        plaintext.CopyTo(result, 8);
        Span<byte> block = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(block, InitialValue);
        for (var t = 1; t <= Rounds * n; t++)
        {
            var half = result.AsSpan((((t - 1) % n) + 1) * 8, 8);
            half.CopyTo(block[8..]);
            aes.EncryptEcb(block, block, PaddingMode.None);
            block[8..].CopyTo(half);
            Mix(block, t);
        }

        block[..8].CopyTo(result);
        CryptographicOperations.ZeroMemory(block);
        return result;
    }

    /// <exception cref="CryptographicException">Wrapped under another key, or altered.</exception>
    internal static byte[] Unwrap(byte[] wrappingKey, byte[] ciphertext)
    {
        var n = Blocks(ciphertext, fewest: 3, nameof(ciphertext)) - 1;
        using var aes = Aes.Create();
        aes.Key = wrappingKey;
        var result = ciphertext[8..];
        Span<byte> block = stackalloc byte[16];
        ciphertext.AsSpan(0, 8).CopyTo(block);
        for (var t = Rounds * n; t >= 1; t--)
        {
            var half = result.AsSpan((t - 1) % n * 8, 8);
            Mix(block, t);
            half.CopyTo(block[8..]);
            aes.DecryptEcb(block, block, PaddingMode.None);
            block[8..].CopyTo(half);
        }

        Span<byte> expected = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(expected, InitialValue);
        if (CryptographicOperations.FixedTimeEquals(block[..8], expected)) return result;
        CryptographicOperations.ZeroMemory(result);
        throw new CryptographicException("The wrapped key does not open with this key.");
    }

    private static int Blocks(byte[] data, int fewest, string name) =>
        data.Length % 8 == 0 && data.Length / 8 >= fewest
            ? data.Length / 8
            : throw new ArgumentException($"The length must be a multiple of 8 and at least {fewest * 8} bytes.", name);

    private static void Mix(Span<byte> block, int t) =>
        BinaryPrimitives.WriteUInt64BigEndian(block, BinaryPrimitives.ReadUInt64BigEndian(block) ^ (ulong)t);
}
