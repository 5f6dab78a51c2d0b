using System.Security.Cryptography;
using Azure.Security.KeyVault.Keys;

namespace SecureText.Keys;

/// <summary>What both places of the key-encryption key share: its least size, and wrapping under its public half.</summary>
internal static class Kek
{
    /// <summary>RSA-3072 is the least that stands for 128 bits of strength (NIST SP 800-57 part 1, table 2).</summary>
    internal const int LeastBits = 3072;

    private const int DataKeyBytes = 32;

    /// <summary>RSA-OAEP-256, here: taking a message in asks no vault and needs no right to open anything (P8).</summary>
    internal static byte[] Wrap(JsonWebKey publicHalf, ReadOnlySpan<byte> dataKey)
    {
        if (dataKey.Length != DataKeyBytes) throw new ArgumentException("A data key has 32 bytes.", nameof(dataKey));
        // A new RSA each time: the platform does not promise that one may be used by two threads.
        using var rsa = publicHalf.ToRSA();
        return rsa.Encrypt(dataKey, RSAEncryptionPadding.OaepSHA256);
    }

    /// <summary>The data key, or nothing: what opens to another length was never ours.</summary>
    internal static byte[] Opened(byte[] dataKey)
    {
        if (dataKey.Length == DataKeyBytes) return dataKey;
        CryptographicOperations.ZeroMemory(dataKey);
        throw new CryptographicException("The wrapped bytes do not hold a data key.");
    }

    /// <summary>Why a key cannot be the key-encryption key; null when it can.</summary>
    internal static string? Fault(JsonWebKey key)
    {
        if (key.KeyType != KeyType.Rsa && key.KeyType != KeyType.RsaHsm) return $"it is of type {key.KeyType}, not RSA";
        using var rsa = key.ToRSA();
        return rsa.KeySize < LeastBits ? $"it has {rsa.KeySize} bits, fewer than {LeastBits}" : null;
    }
}
