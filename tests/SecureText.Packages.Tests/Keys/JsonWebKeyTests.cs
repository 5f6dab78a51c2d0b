using System.Security.Cryptography;
using System.Text.Json;
using Azure.Security.KeyVault.Keys;

namespace SecureText.Packages.Tests.Keys;

public sealed class JsonWebKeyTests
{
    [Fact]
    public void Json_RSA_round_trip_keeps_every_part()
    {
        using var rsa = RSA.Create(2048);
        var key = new JsonWebKey(rsa, includePrivateParameters: true) { Id = "kek-1" };

        var back = JsonSerializer.Deserialize<JsonWebKey>(JsonSerializer.Serialize(key))!;

        Assert.Equal("kek-1", back.Id);
        Assert.Equal(KeyType.Rsa, back.KeyType);
        Assert.Equal(key.KeyOps, back.KeyOps);
        using var again = back.ToRSA(includePrivateParameters: true);
        Assert.Equal(rsa.ExportRSAPrivateKey(), again.ExportRSAPrivateKey());
    }

    [Fact]
    public void Json_EC_round_trip_keeps_every_part()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var back = JsonSerializer.Deserialize<JsonWebKey>(JsonSerializer.Serialize(new JsonWebKey(ecdsa, includePrivateParameters: true)))!;

        Assert.Equal(KeyCurveName.P256, back.CurveName);
        using var again = back.ToECDsa(includePrivateParameters: true);
        Assert.Equal(ecdsa.ExportECPrivateKey(), again.ExportECPrivateKey());
    }

    [Fact]
    public void Json_oct_round_trip_keeps_the_key()
    {
        using var aes = Aes.Create();

        var back = JsonSerializer.Deserialize<JsonWebKey>(JsonSerializer.Serialize(new JsonWebKey(aes)))!;

        using var again = back.ToAes();
        Assert.Equal(aes.Key, again.Key);
    }

    [Fact]
    public void Json_is_the_form_of_RFC_7517()
    {
        var key = new JsonWebKey([KeyOperation.WrapKey]) { Id = "k", KeyType = KeyType.Rsa, N = [0xFB, 0xFF, 0xFE], E = [1, 0, 1] };

        using var json = JsonDocument.Parse(JsonSerializer.Serialize(key));

        Assert.Equal(
            new Dictionary<string, string> { ["kid"] = "k", ["kty"] = "RSA", ["key_ops"] = "[\"wrapKey\"]", ["n"] = "-__-", ["e"] = "AQAB" },
            json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString()));
    }

    [Fact]
    public void Constructor_without_private_parameters_holds_none()
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var key = new JsonWebKey(rsa);

        Assert.All([key.D, key.P, key.Q, key.DP, key.DQ, key.QI, new JsonWebKey(ecdsa).D], Assert.Null);
        Assert.DoesNotContain(KeyOperation.UnwrapKey, key.KeyOps);
    }

    [Fact]
    public void ToRSA_numbers_with_leading_zeros_are_read()
    {
        using var rsa = RSA.Create(2048);
        var key = new JsonWebKey(rsa, includePrivateParameters: true);
        key.N = [0, .. key.N!];
        key.D = [0, 0, .. key.D!];

        using var again = key.ToRSA(includePrivateParameters: true);

        Assert.Equal(rsa.ExportRSAPrivateKey(), again.ExportRSAPrivateKey());
    }

    [Fact]
    public void Conversion_to_another_kind_or_of_an_empty_key_throws()
    {
        using var aes = Aes.Create();
        var oct = new JsonWebKey(aes);

        Assert.Throws<InvalidOperationException>(() => oct.ToRSA());
        Assert.Throws<InvalidOperationException>(() => oct.ToECDsa());
        Assert.Throws<InvalidOperationException>(() => new JsonWebKey([]) { KeyType = KeyType.Oct }.ToAes());
        Assert.Throws<InvalidOperationException>(() => new JsonWebKey([]) { KeyType = KeyType.Rsa }.ToRSA());
        Assert.Throws<InvalidOperationException>(() => new JsonWebKey([]) { KeyType = KeyType.Ec }.ToECDsa());
    }

    [Theory]
    [InlineData("https://clinic.vault.azure.net/keys/kek/0123", "kek", "0123")]
    [InlineData("https://clinic.vault.azure.net/keys/kek", "kek", null)]
    public void Identifier_of_a_key_is_taken_apart(string id, string name, string? version)
    {
        Assert.True(KeyVaultKeyIdentifier.TryCreate(new Uri(id), out var parsed));
        Assert.Equal((name, version, new Uri("https://clinic.vault.azure.net")), (parsed.Name, parsed.Version, parsed.VaultUri));
    }

    [Fact]
    public void Identifier_of_something_else_is_refused() =>
        Assert.False(KeyVaultKeyIdentifier.TryCreate(new Uri("https://clinic.vault.azure.net/"), out _));
}
