using System.Security.Cryptography;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;

namespace SecureText.Packages.Tests.Keys;

public sealed class LocalRsaTests : IDisposable
{
    private readonly RSA rsa = RSA.Create(2048);

    public void Dispose() => rsa.Dispose();

    [Theory]
    [InlineData("RSA-OAEP-256")]
    [InlineData("RSA-OAEP")]
    [InlineData("RSA1_5")]
    public async Task WrapKeyAsync_public_half_wraps_what_the_private_half_opens(string algorithm)
    {
        var key = RandomNumberGenerator.GetBytes(32);

        var wrapped = await Public().WrapKeyAsync(algorithm, key);

        var padding = algorithm switch
        {
            "RSA-OAEP-256" => RSAEncryptionPadding.OaepSHA256,
            "RSA-OAEP" => RSAEncryptionPadding.OaepSHA1,
            _ => RSAEncryptionPadding.Pkcs1,
        };
        Assert.Equal(key, rsa.Decrypt(wrapped.EncryptedKey, padding));
        Assert.Equal(key, (await Private().UnwrapKeyAsync(algorithm, wrapped.EncryptedKey)).Key);
        Assert.Equal(key, Private().UnwrapKey(algorithm, wrapped.EncryptedKey).Key);
    }

    [Theory]
    [InlineData("RSA-OAEP-256")]
    [InlineData("RSA-OAEP")]
    public async Task DecryptAsync_opens_what_EncryptAsync_made(string algorithm)
    {
        var text = RandomNumberGenerator.GetBytes(50);

        var encrypted = await Public().EncryptAsync(algorithm, text);

        Assert.Equal(text, (await Private().DecryptAsync(algorithm, encrypted.Ciphertext)).Plaintext);
    }

    [Fact]
    public async Task UnwrapKeyAsync_altered_bytes_throws()
    {
        var wrapped = (await Public().WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, new byte[32])).EncryptedKey;
        wrapped[17] ^= 1;

        await Assert.ThrowsAnyAsync<CryptographicException>(() => Private().UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped));
    }

    [Fact]
    public async Task UnwrapKeyAsync_public_half_alone_is_not_supported() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => Public().UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, new byte[256]));

    [Fact]
    public async Task WrapKeyAsync_AES_algorithm_with_an_RSA_key_is_not_supported() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => Public().WrapKeyAsync(KeyWrapAlgorithm.A256KW, new byte[32]));

    [Fact]
    public async Task WrapKeyAsync_names_the_key()
    {
        var key = new JsonWebKey(rsa) { Id = "kek-1" };

        var result = await new CryptographyClient(key, new LocalCryptographyClientOptions()).WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, new byte[32]);

        Assert.Equal("kek-1", result.KeyId);
        Assert.Equal(KeyWrapAlgorithm.RsaOaep256, result.Algorithm);
    }

    [Fact]
    public void Constructor_key_of_no_known_type_is_not_supported() =>
        Assert.Throws<NotSupportedException>(
            () => new CryptographyClient(new JsonWebKey(Array.Empty<KeyOperation>()) { KeyType = "OKP" }, new LocalCryptographyClientOptions()));

    private CryptographyClient Public() => new(new JsonWebKey(rsa));

    private CryptographyClient Private() => new(new JsonWebKey(rsa, includePrivateParameters: true));
}
