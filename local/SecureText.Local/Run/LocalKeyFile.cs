using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace SecureText.Run;

/// <summary>The key-encryption key of one machine, in place of Key Vault: an RSA-3072 key as a JWK.</summary>
internal static class LocalKeyFile
{
    private const int KeyBits = 3072;

    /// <summary>Makes the file when there is none. An existing one stays: without it the stored data does not open.</summary>
    internal static void Ensure(string path)
    {
        if (File.Exists(path)) return;
        using var rsa = RSA.Create(KeyBits);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(Jwk(rsa.ExportParameters(true)).ToJsonString());
    }

    private static JsonObject Jwk(RSAParameters key) => new()
    {
        ["kid"] = $"local-{Convert.ToHexStringLower(SHA256.HashData(key.Modulus!))[..32]}",
        ["kty"] = "RSA",
        ["key_ops"] = new JsonArray("wrapKey", "unwrapKey"),
        ["n"] = Base64Url.EncodeToString(key.Modulus),
        ["e"] = Base64Url.EncodeToString(key.Exponent),
        ["d"] = Base64Url.EncodeToString(key.D),
        ["p"] = Base64Url.EncodeToString(key.P),
        ["q"] = Base64Url.EncodeToString(key.Q),
        ["dp"] = Base64Url.EncodeToString(key.DP),
        ["dq"] = Base64Url.EncodeToString(key.DQ),
        ["qi"] = Base64Url.EncodeToString(key.InverseQ),
    };
}
