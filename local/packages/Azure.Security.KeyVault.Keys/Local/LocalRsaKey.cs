using Azure.Security.KeyVault.Keys.Cryptography;

namespace Azure.Security.KeyVault.Keys;

internal sealed class LocalRsaKey(JsonWebKey key) : LocalKey(key)
{
    internal override EncryptResult? Encrypt(EncryptionAlgorithm algorithm, byte[] plaintext) =>
        Public(algorithm.ToString(), plaintext) is { } bytes ? new EncryptResult(Key.Id, bytes, algorithm) : null;

    internal override DecryptResult? Decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext) =>
        Private(algorithm.ToString(), ciphertext) is { } bytes ? new DecryptResult(Key.Id, bytes, algorithm) : null;

    internal override WrapResult? Wrap(KeyWrapAlgorithm algorithm, byte[] key) =>
        Public(algorithm.ToString(), key) is { } bytes ? new WrapResult(Key.Id, bytes, algorithm) : null;

    internal override UnwrapResult? Unwrap(KeyWrapAlgorithm algorithm, byte[] encryptedKey) =>
        Private(algorithm.ToString(), encryptedKey) is { } bytes ? new UnwrapResult(Key.Id, bytes, algorithm) : null;

    internal override SignResult? Sign(SignatureAlgorithm algorithm, byte[] digest)
    {
        if (Algorithms.RsaPadding(algorithm) is not { } padding || Algorithms.Hash(algorithm) is not { } hash) return null;
        using var rsa = Key.ToRSA(includePrivateParameters: true);
        return new SignResult(Key.Id, rsa.SignHash(digest, hash, padding), algorithm);
    }

    internal override VerifyResult? Verify(SignatureAlgorithm algorithm, byte[] digest, byte[] signature)
    {
        if (Algorithms.RsaPadding(algorithm) is not { } padding || Algorithms.Hash(algorithm) is not { } hash) return null;
        using var rsa = Key.ToRSA();
        return new VerifyResult(Key.Id, rsa.VerifyHash(digest, signature, hash, padding), algorithm);
    }

    private byte[]? Public(string algorithm, byte[] data)
    {
        if (Algorithms.RsaPadding(algorithm) is not { } padding) return null;
        using var rsa = Key.ToRSA();
        return rsa.Encrypt(data, padding);
    }

    private byte[]? Private(string algorithm, byte[] data)
    {
        if (Algorithms.RsaPadding(algorithm) is not { } padding) return null;
        using var rsa = Key.ToRSA(includePrivateParameters: true);
        return rsa.Decrypt(data, padding);
    }
}
