using Azure.Security.KeyVault.Keys.Cryptography;

namespace Azure.Security.KeyVault.Keys;

internal sealed class LocalAesKey(JsonWebKey key) : LocalKey(key)
{
    internal override WrapResult? Wrap(KeyWrapAlgorithm algorithm, byte[] key) =>
        WrappingKey(algorithm) is { } wrappingKey ? new WrapResult(Key.Id, AesKeyWrap.Wrap(wrappingKey, key), algorithm) : null;

    internal override UnwrapResult? Unwrap(KeyWrapAlgorithm algorithm, byte[] encryptedKey) =>
        WrappingKey(algorithm) is { } wrappingKey
            ? new UnwrapResult(Key.Id, AesKeyWrap.Unwrap(wrappingKey, encryptedKey), algorithm)
            : null;

    private byte[]? WrappingKey(KeyWrapAlgorithm algorithm)
    {
        if (Algorithms.AesWrapKeyBytes(algorithm) is not { } length) return null;
        var key = Key.K ?? throw new InvalidOperationException("key does not contain a value");
        return key.Length < length
            ? throw new ArgumentException($"Key wrap algorithm {algorithm} key size {length} is greater than the underlying key size {key.Length}")
            : key[..length];
    }
}
