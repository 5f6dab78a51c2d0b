using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Security.KeyVault.Keys.Cryptography;

namespace Azure.Security.KeyVault.Keys;

/// <summary>A key in the vault: <c>POST {key}/{operation}</c>, binary values in base64url.</summary>
internal sealed class RemoteKey(VaultPipeline pipeline, string keyId)
{
    internal async Task<KeyVaultKey> GetAsync(bool async, CancellationToken cancellationToken) =>
        await pipeline.SendAsync(RequestMethod.Get, keyId, null, KeyJson.ReadKey, async, cancellationToken).ConfigureAwait(false);

    internal Task<WrapResult> WrapAsync(KeyWrapAlgorithm algorithm, byte[] key, bool async, CancellationToken cancellationToken) =>
        PostAsync("wrapKey", Body(algorithm.ToString(), key), r => new WrapResult(Kid(r), Value(r), algorithm), async, cancellationToken);

    internal Task<UnwrapResult> UnwrapAsync(KeyWrapAlgorithm algorithm, byte[] encryptedKey, bool async, CancellationToken cancellationToken) =>
        PostAsync("unwrapKey", Body(algorithm.ToString(), encryptedKey), r => new UnwrapResult(Kid(r), Value(r), algorithm), async, cancellationToken);

    internal Task<EncryptResult> EncryptAsync(EncryptionAlgorithm algorithm, byte[] plaintext, bool async, CancellationToken cancellationToken) =>
        PostAsync("encrypt", Body(algorithm.ToString(), plaintext), r => new EncryptResult(Kid(r), Value(r), algorithm), async, cancellationToken);

    internal Task<DecryptResult> DecryptAsync(EncryptionAlgorithm algorithm, byte[] ciphertext, bool async, CancellationToken cancellationToken) =>
        PostAsync("decrypt", Body(algorithm.ToString(), ciphertext), r => new DecryptResult(Kid(r), Value(r), algorithm), async, cancellationToken);

    internal Task<SignResult> SignAsync(SignatureAlgorithm algorithm, byte[] digest, bool async, CancellationToken cancellationToken) =>
        PostAsync("sign", Body(algorithm.ToString(), digest), r => new SignResult(Kid(r), Value(r), algorithm), async, cancellationToken);

    internal Task<VerifyResult> VerifyAsync(SignatureAlgorithm algorithm, byte[] digest, byte[] signature, bool async, CancellationToken cancellationToken)
    {
        var body = Body(algorithm.ToString(), signature);
        body["digest"] = Base64Url.Encode(digest);
        return PostAsync("verify", body, r => new VerifyResult(keyId, r.GetProperty("value").GetBoolean(), algorithm), async, cancellationToken);
    }

    private async Task<T> PostAsync<T>(string operation, JsonObject body, Func<JsonElement, T> read, bool async, CancellationToken cancellationToken) =>
        await pipeline.SendAsync(RequestMethod.Post, $"{keyId.TrimEnd('/')}/{operation}", body, read, async, cancellationToken).ConfigureAwait(false);

    private static JsonObject Body(string algorithm, byte[] value) => new() { ["alg"] = algorithm, ["value"] = Base64Url.Encode(value) };

    private static string? Kid(JsonElement result) => result.GetProperty("kid").GetString();

    private static byte[] Value(JsonElement result) => Base64Url.Decode(result.GetProperty("value").GetString()!);
}
