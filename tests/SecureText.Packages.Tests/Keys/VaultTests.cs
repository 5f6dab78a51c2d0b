using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;

namespace SecureText.Packages.Tests.Keys;

/// <summary>The clients against a vault's protocol.</summary>
public sealed class VaultTests : IDisposable
{
    private readonly FakeVault vault = new();
    private readonly FakeVault.Credential credential = new();

    public void Dispose() => vault.Dispose();

    private KeyClient Keys() => new(FakeVault.Address, credential, new KeyClientOptions { Transport = vault.Transport() });

    private CryptographyClient Crypto(Uri keyId) => new(keyId, credential, new CryptographyClientOptions { Transport = vault.Transport() });

    [Fact]
    public async Task GetKeyAsync_reads_the_public_half_and_the_properties()
    {
        using var rsa = (RSA)vault.Add("kek", RSA.Create(2048));

        KeyVaultKey key = await Keys().GetKeyAsync("kek");

        Assert.Equal(new Uri(FakeVault.Address, "keys/kek/v1"), key.Id);
        Assert.Equal(("kek", "v1", KeyType.Rsa), (key.Name, key.Properties.Version, key.KeyType));
        Assert.Equal(FakeVault.Address, key.Properties.VaultUri);
        Assert.Equal(true, key.Properties.Enabled);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), key.Properties.CreatedOn);
        Assert.Equal("kek", key.Properties.Tags["use"]);
        Assert.Contains(KeyOperation.UnwrapKey, key.KeyOperations);
        using var half = key.Key.ToRSA();
        Assert.Equal(rsa.ExportRSAPublicKey(), half.ExportRSAPublicKey());
    }

    [Fact]
    public async Task GetKeyAsync_version_asks_for_that_version()
    {
        vault.Add("kek", RSA.Create(2048));
        vault.Add("kek", RSA.Create(2048));

        KeyVaultKey key = await Keys().GetKeyAsync("kek", "v1");

        Assert.Equal("v1", key.Properties.Version);
        Assert.Equal(["GET /keys/kek/v1?api-version=7.6"], vault.Authorized);
    }

    [Fact]
    public async Task GetKeyAsync_no_such_key_throws_404()
    {
        var exception = await Assert.ThrowsAsync<RequestFailedException>(() => Keys().GetKeyAsync("none"));

        Assert.Equal((404, "KeyNotFound"), (exception.Status, exception.ErrorCode));
    }

    [Fact]
    public async Task First_call_signs_in_as_the_challenge_says_and_sends_no_body_before()
    {
        await Keys().CreateRsaKeyAsync(new CreateRsaKeyOptions("kek") { KeySize = 2048 });

        Assert.Equal((false, ""), (vault.Requests[0].HasToken, vault.Requests[0].Body));
        Assert.True(vault.Requests[1].HasToken);
        var asked = Assert.Single(credential.Asked);
        Assert.Equal(["https://vault.azure.net/.default"], asked.Scopes);
        Assert.Equal("5f0b2b6e-0000-4000-8000-000000000001", asked.TenantId);
    }

    [Fact]
    public async Task Challenge_that_names_another_domain_is_not_answered()
    {
        vault.Challenge = "Bearer authorization=\"https://login.microsoftonline.com/x\", resource=\"https://evil.example\"";

        await Assert.ThrowsAsync<InvalidOperationException>(() => Keys().GetKeyAsync("kek"));

        Assert.Empty(credential.Asked);
    }

    [Fact]
    public async Task CreateEcKeyAsync_asks_for_curve_and_operations()
    {
        KeyVaultKey key = await Keys().CreateEcKeyAsync(
            new CreateEcKeyOptions("signer") { CurveName = KeyCurveName.P256, KeyOperations = { KeyOperation.Sign } });

        Assert.Equal(KeyCurveName.P256, key.Key.CurveName);
        Assert.Equal("""{"kty":"EC","key_ops":["sign"],"crv":"P-256"}""", vault.Requests[^1].Body);
    }

    [Fact]
    public async Task RotateKeyAsync_makes_a_new_version_and_all_versions_are_listed_over_pages()
    {
        vault.Add("kek", RSA.Create(2048));

        KeyVaultKey rotated = await Keys().RotateKeyAsync("kek");

        Assert.Equal("v2", rotated.Properties.Version);
        var versions = new List<string?>();
        await foreach (var properties in Keys().GetPropertiesOfKeyVersionsAsync("kek")) versions.Add(properties.Version);
        Assert.Equal(["v1", "v2"], versions);
    }

    [Fact]
    public async Task Client_of_KeyClient_asks_for_the_key_at_its_first_use_only()
    {
        using var rsa = (RSA)vault.Add("kek", RSA.Create(2048));
        var dataKey = RandomNumberGenerator.GetBytes(32);
        var client = Keys().GetCryptographyClient("kek", "v1");

        var result = await client.UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, rsa.Encrypt(dataKey, RSAEncryptionPadding.OaepSHA256));

        Assert.Equal(dataKey, result.Key);
        const string Unwrap = "POST /keys/kek/v1/unwrapkey?api-version=7.6";
        Assert.Equal(["GET /keys/kek/v1?api-version=7.6", Unwrap], vault.Authorized.Select(LowerUnwrap));

        await client.UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, rsa.Encrypt(dataKey, RSAEncryptionPadding.OaepSHA256));
        Assert.Equal(["GET /keys/kek/v1?api-version=7.6", Unwrap, Unwrap], vault.Authorized.Select(LowerUnwrap));

        static string LowerUnwrap(string request) => request.Replace("unwrapKey", "unwrapkey", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_of_KeyClient_wrong_bytes_throws_400()
    {
        vault.Add("kek", RSA.Create(2048));

        var exception = await Assert.ThrowsAsync<RequestFailedException>(
            () => Keys().GetCryptographyClient("kek", "v1").UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, new byte[256]));

        Assert.Equal(400, exception.Status);
    }

    [Fact]
    public async Task Client_by_id_wraps_here_and_unwraps_in_the_vault()
    {
        vault.Add("kek", RSA.Create(2048));
        var client = Crypto(new Uri(FakeVault.Address, "keys/kek/v1"));
        var dataKey = RandomNumberGenerator.GetBytes(32);

        var wrapped = await client.WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, dataKey);
        var unwrapped = await client.UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped.EncryptedKey);

        Assert.Equal(dataKey, unwrapped.Key);
        Assert.Equal(2, vault.Authorized.Count());
        Assert.StartsWith("GET /keys/kek/v1", vault.Authorized.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_by_id_that_may_not_read_the_key_does_all_in_the_vault()
    {
        vault.Add("kek", RSA.Create(2048));
        vault.ForbidsGet = true;
        var client = Crypto(new Uri(FakeVault.Address, "keys/kek/v1"));

        var wrapped = await client.WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, new byte[32]);

        Assert.Equal(256, wrapped.EncryptedKey.Length);
        Assert.Contains(vault.Authorized, a => a.StartsWith("POST /keys/kek/v1/wrap", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Client_by_id_signs_in_the_vault_and_verifies_here()
    {
        using var ecdsa = (ECDsa)vault.Add("signer", ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var client = Crypto(new Uri(FakeVault.Address, "keys/signer/v1"));
        var data = RandomNumberGenerator.GetBytes(100);

        var signed = await client.SignDataAsync(SignatureAlgorithm.ES256, data);

        Assert.True(ecdsa.VerifyData(data, signed.Signature, HashAlgorithmName.SHA256));
        Assert.Equal(2, vault.Authorized.Count());
        Assert.True((await client.VerifyDataAsync(SignatureAlgorithm.ES256, data, signed.Signature)).IsValid);
        Assert.Equal(2, vault.Authorized.Count());
    }

    [Fact]
    public async Task Client_of_KeyClient_verifies()
    {
        using var ecdsa = (ECDsa)vault.Add("signer", ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var digest = SHA256.HashData("x"u8);

        var result = await Keys().GetCryptographyClient("signer", "v1").VerifyAsync(SignatureAlgorithm.ES256, digest, ecdsa.SignHash(digest));

        Assert.True(result.IsValid);
    }

    [Fact]
    public void Synchronous_calls_do_the_same()
    {
        using var rsa = (RSA)vault.Add("kek", RSA.Create(2048));
        var dataKey = RandomNumberGenerator.GetBytes(32);

        var name = Keys().GetKey("kek").Value.Name;
        var unwrapped = Keys().GetCryptographyClient("kek", "v1")
            .UnwrapKey(KeyWrapAlgorithm.RsaOaep256, rsa.Encrypt(dataKey, RSAEncryptionPadding.OaepSHA256));

        Assert.Equal("kek", name);
        Assert.Equal(dataKey, unwrapped.Key);
    }
}
