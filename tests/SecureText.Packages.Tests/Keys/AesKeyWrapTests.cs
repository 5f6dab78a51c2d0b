using System.Security.Cryptography;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;

namespace SecureText.Packages.Tests.Keys;

/// <summary>The known answers of RFC 3394 section 4, through a local client.</summary>
public sealed class AesKeyWrapTests
{
    public static TheoryData<string, string, string, string> Vectors => new()
    {
        { "A128KW", "000102030405060708090A0B0C0D0E0F", "00112233445566778899AABBCCDDEEFF",
            "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5" },
        { "A192KW", "000102030405060708090A0B0C0D0E0F1011121314151617", "00112233445566778899AABBCCDDEEFF",
            "96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D" },
        { "A256KW", "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", "00112233445566778899AABBCCDDEEFF",
            "64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7" },
        { "A192KW", "000102030405060708090A0B0C0D0E0F1011121314151617", "00112233445566778899AABBCCDDEEFF0001020304050607",
            "031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2" },
        { "A256KW", "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", "00112233445566778899AABBCCDDEEFF0001020304050607",
            "A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1" },
        { "A256KW", "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
            "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F",
            "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task WrapKeyAsync_known_answer(string algorithm, string wrappingKey, string key, string wrapped)
    {
        var result = await ClientOf(wrappingKey).WrapKeyAsync(algorithm, Convert.FromHexString(key));

        Assert.Equal(wrapped, Convert.ToHexString(result.EncryptedKey));
        Assert.Equal(new KeyWrapAlgorithm(algorithm), result.Algorithm);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task UnwrapKeyAsync_known_answer(string algorithm, string wrappingKey, string key, string wrapped) =>
        Assert.Equal(key, Convert.ToHexString((await ClientOf(wrappingKey).UnwrapKeyAsync(algorithm, Convert.FromHexString(wrapped))).Key));

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task UnwrapKeyAsync_any_altered_byte_throws(string algorithm, string wrappingKey, string key, string wrapped)
    {
        _ = key;
        var client = ClientOf(wrappingKey);
        for (var i = 0; i < wrapped.Length / 2; i++)
        {
            var altered = Convert.FromHexString(wrapped);
            altered[i] ^= 1;
            await Assert.ThrowsAnyAsync<CryptographicException>(() => client.UnwrapKeyAsync(algorithm, altered));
        }
    }

    [Fact]
    public async Task WrapKeyAsync_key_too_short_for_the_algorithm_throws() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => ClientOf("000102030405060708090A0B0C0D0E0F").WrapKeyAsync(KeyWrapAlgorithm.A256KW, new byte[16]));

    [Fact]
    public async Task WrapKeyAsync_RSA_algorithm_with_a_symmetric_key_is_not_supported() =>
        await Assert.ThrowsAsync<NotSupportedException>(
            () => ClientOf("000102030405060708090A0B0C0D0E0F").WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, new byte[16]));

    private static CryptographyClient ClientOf(string wrappingKey)
    {
        using var aes = Aes.Create();
        aes.Key = Convert.FromHexString(wrappingKey);
        return new CryptographyClient(new JsonWebKey(aes), new LocalCryptographyClientOptions());
    }
}
