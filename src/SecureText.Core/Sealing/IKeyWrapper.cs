namespace SecureText.Sealing;

/// <summary>
/// The key-encryption key. Wrapping needs only its public half and never leaves the process; unwrapping asks Key Vault
/// (or, on one machine, the local key file).
/// </summary>
public interface IKeyWrapper
{
    /// <summary>Identifier, with version, of the key-encryption key that <see cref="Wrap"/> uses now.</summary>
    string CurrentKeyId { get; }

    /// <summary>Wraps a 32-byte data key with RSA-OAEP-256 under the current key. No I/O.</summary>
    byte[] Wrap(ReadOnlySpan<byte> dataKey);

    /// <summary>Opens what <see cref="Wrap"/> made under the key version <paramref name="keyId"/>.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The bytes were not wrapped by that key.</exception>
    Task<byte[]> UnwrapAsync(string keyId, byte[] wrapped, CancellationToken cancellationToken);
}
