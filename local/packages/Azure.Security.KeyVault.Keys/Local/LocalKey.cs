using Azure.Security.KeyVault.Keys.Cryptography;

namespace Azure.Security.KeyVault.Keys;

/// <summary>
/// What a key can do in this process. Null means "not here": a client of a vault then asks the vault, a local one refuses.
/// </summary>
internal abstract class LocalKey(JsonWebKey key)
{
    /// <summary>Null for a kind of key that no local code serves.</summary>
    internal static LocalKey? Of(JsonWebKey key) =>
        key.IsRsa ? new LocalRsaKey(key) : key.IsEc ? new LocalEcKey(key) : key.IsOct ? new LocalAesKey(key) : null;

    internal JsonWebKey Key { get; } = key;

    internal virtual EncryptResult? Encrypt(EncryptionAlgorithm algorithm, byte[] plaintext) => null;

    internal virtual DecryptResult? Decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext) => null;

    internal virtual WrapResult? Wrap(KeyWrapAlgorithm algorithm, byte[] key) => null;

    internal virtual UnwrapResult? Unwrap(KeyWrapAlgorithm algorithm, byte[] encryptedKey) => null;

    internal virtual SignResult? Sign(SignatureAlgorithm algorithm, byte[] digest) => null;

    internal virtual VerifyResult? Verify(SignatureAlgorithm algorithm, byte[] digest, byte[] signature) => null;
}
