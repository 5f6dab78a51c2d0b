using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;

namespace SecureText.Packages.Tests.Keys;

public sealed class LocalSigningTests
{
    public static TheoryData<string, string, string, string> Published => new()
    {
        { "RS256", JoseExamples.RsaKey, JoseExamples.RsaInput, JoseExamples.RsaSignature },
        { "ES256", JoseExamples.EcKey, JoseExamples.EcInput, JoseExamples.EcSignature },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public async Task VerifyDataAsync_published_signature_holds(string algorithm, string key, string input, string signature)
    {
        var result = await ClientOf(key).VerifyDataAsync(algorithm, Encoding.ASCII.GetBytes(input), Base64Url.DecodeFromChars(signature));

        Assert.True(result.IsValid);
    }

    [Theory]
    [MemberData(nameof(Published))]
    public async Task VerifyDataAsync_altered_input_does_not_hold(string algorithm, string key, string input, string signature)
    {
        var result = await ClientOf(key).VerifyDataAsync(algorithm, Encoding.ASCII.GetBytes(input + "x"), Base64Url.DecodeFromChars(signature));

        Assert.False(result.IsValid);
    }

    [Fact]
    public async Task SignDataAsync_RS256_makes_the_published_signature()
    {
        var result = await ClientOf(JoseExamples.RsaKey).SignDataAsync(SignatureAlgorithm.RS256, Encoding.ASCII.GetBytes(JoseExamples.RsaInput));

        Assert.Equal(JoseExamples.RsaSignature, Base64Url.EncodeToString(result.Signature));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    public async Task SignDataAsync_RSA_verifies_with_the_public_half(string algorithm)
    {
        using var rsa = RSA.Create(2048);
        var data = Encoding.UTF8.GetBytes("to be signed");

        var signed = await new CryptographyClient(new JsonWebKey(rsa, includePrivateParameters: true)).SignDataAsync(algorithm, data);

        Assert.True((await new CryptographyClient(new JsonWebKey(rsa)).VerifyDataAsync(algorithm, data, signed.Signature)).IsValid);
    }

    [Theory]
    [InlineData("ES256", "nistP256", 64)]
    [InlineData("ES384", "nistP384", 96)]
    [InlineData("ES512", "nistP521", 132)]
    public async Task SignDataAsync_EC_makes_r_and_s_of_the_curves_length(string algorithm, string curve, int length)
    {
        using var ecdsa = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        var client = new CryptographyClient(new JsonWebKey(ecdsa, includePrivateParameters: true));
        var data = Encoding.UTF8.GetBytes("to be signed");

        var signed = await client.SignDataAsync(algorithm, data);

        Assert.Equal(length, signed.Signature.Length);
        Assert.True((await client.VerifyDataAsync(algorithm, data, signed.Signature)).IsValid);
        Assert.True(ecdsa.VerifyData(data, signed.Signature, algorithm switch
        {
            "ES256" => HashAlgorithmName.SHA256,
            "ES384" => HashAlgorithmName.SHA384,
            _ => HashAlgorithmName.SHA512,
        }));
    }

    [Fact]
    public async Task SignAsync_and_SignDataAsync_of_the_digest_agree()
    {
        var client = ClientOf(JoseExamples.RsaKey);
        var data = Encoding.UTF8.GetBytes("to be signed");

        var byDigest = await client.SignAsync(SignatureAlgorithm.RS256, SHA256.HashData(data));

        Assert.Equal((await client.SignDataAsync(SignatureAlgorithm.RS256, data)).Signature, byDigest.Signature);
    }

    [Fact]
    public async Task SignAsync_algorithm_of_another_curve_throws()
    {
        var client = ClientOf(JoseExamples.EcKey);

        await Assert.ThrowsAsync<ArgumentException>(() => client.SignAsync(SignatureAlgorithm.ES384, new byte[48]));
    }

    [Fact]
    public async Task SignAsync_operation_not_among_key_ops_is_not_supported()
    {
        using var rsa = RSA.Create(2048);
        var client = new CryptographyClient(new JsonWebKey(rsa, includePrivateParameters: true, [KeyOperation.Verify]));

        await Assert.ThrowsAsync<NotSupportedException>(() => client.SignAsync(SignatureAlgorithm.RS256, new byte[32]));
    }

    [Fact]
    public async Task SignAsync_public_half_alone_cannot_sign()
    {
        using var rsa = RSA.Create(2048);
        var client = new CryptographyClient(new JsonWebKey(rsa, includePrivateParameters: false, [KeyOperation.Sign]));

        await Assert.ThrowsAnyAsync<CryptographicException>(() => client.SignAsync(SignatureAlgorithm.RS256, new byte[32]));
    }

    private static CryptographyClient ClientOf(string key) => new(JsonSerializer.Deserialize<JsonWebKey>(key)!);
}
