using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SecureText.Packages.Tests.Keys;

/// <summary>
/// A small Key Vault at https://clinic.vault.azure.net: the challenge, then keys of RSA or P-256 with versions, and the
/// operations on them. Its keys are the platform's, so that it shares no code with what is under test.
/// </summary>
internal sealed class FakeVault : HttpMessageHandler
{
    private readonly Dictionary<string, List<(string Version, AsymmetricAlgorithm Key)>> keys = [];
    private int nextVersion = 1;

    internal static Uri Address { get; } = new("https://clinic.vault.azure.net");

    internal List<(HttpMethod Method, string PathAndQuery, bool HasToken, string Body)> Requests { get; } = [];

    internal string Challenge { get; set; } =
        "Bearer authorization=\"https://login.microsoftonline.com/5f0b2b6e-0000-4000-8000-000000000001\", resource=\"https://vault.azure.net\"";

    internal bool ForbidsGet { get; set; }

    /// <summary>A version that was disabled.</summary>
    internal string? ForbidsUseOf { get; set; }

    internal IEnumerable<string> Authorized => Requests.Where(r => r.HasToken).Select(r => $"{r.Method} {r.PathAndQuery}");

    internal HttpClientTransport Transport() => new(new HttpClient(this));

    internal AsymmetricAlgorithm Add(string name, AsymmetricAlgorithm key)
    {
        if (!keys.TryGetValue(name, out var versions)) keys[name] = versions = [];
        versions.Add(($"v{nextVersion++}", key));
        return key;
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = "";
        if (request.Content is not null)
        {
            using var copy = new MemoryStream();
            await request.Content.CopyToAsync(copy, cancellationToken);
            body = Encoding.UTF8.GetString(copy.ToArray());
        }

        var hasToken = request.Headers.Authorization is { Scheme: "Bearer", Parameter: "token-1" };
        Requests.Add((request.Method, request.RequestUri!.PathAndQuery, hasToken, body));
        if (!hasToken)
        {
            var challenge = new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("{}") };
            challenge.Headers.TryAddWithoutValidation("WWW-Authenticate", Challenge);
            return challenge;
        }

        var answer = Answer(request.Method, request.RequestUri.AbsolutePath.Trim('/').Split('/'), body);
        return new HttpResponseMessage(answer.Status)
        {
            Content = new StringContent(answer.Json.ToJsonString(), Encoding.UTF8, "application/json"),
            RequestMessage = request,
        };
    }

    private (HttpStatusCode Status, JsonObject Json) Answer(HttpMethod method, string[] path, string body)
    {
        var name = path[1];
        switch (path)
        {
            case [_, _, "create"]:
                var wanted = JsonNode.Parse(body)!;
                Add(name, (string)wanted["kty"]! == "RSA" ? RSA.Create((int)wanted["key_size"]!) : ECDsa.Create(ECCurve.NamedCurves.nistP256));
                return (HttpStatusCode.OK, Bundle(name, keys[name][^1]));
            case [_, _, "rotate"] when keys.ContainsKey(name):
                Add(name, RSA.Create(2048));
                return (HttpStatusCode.OK, Bundle(name, keys[name][^1]));
            case [_, _, "versions"] when keys.TryGetValue(name, out var versions):
                return (HttpStatusCode.OK, new JsonObject
                {
                    ["value"] = new JsonArray([new JsonObject { ["kid"] = Kid(name, versions[0].Version), ["attributes"] = Attributes() }]),
                    ["nextLink"] = versions.Count > 1 ? $"{Address}keys/{name}/versions2?api-version=7.6" : null,
                });
            case [_, _, "versions2"]:
                return (HttpStatusCode.OK, new JsonObject
                {
                    ["value"] = new JsonArray([.. keys[name].Skip(1).Select(v => new JsonObject { ["kid"] = Kid(name, v.Version), ["attributes"] = Attributes() })]),
                });
        }

        var version = path.Length > 2 ? path[2] : "";
        var found = keys.GetValueOrDefault(name)?.LastOrDefault(v => version.Length == 0 || v.Version == version);
        if (found is not { Key: not null } key)
            return (HttpStatusCode.NotFound, new JsonObject { ["error"] = new JsonObject { ["code"] = "KeyNotFound", ["message"] = "No such key." } });
        if (method == HttpMethod.Get)
            return ForbidsGet
                ? (HttpStatusCode.Forbidden, new JsonObject { ["error"] = new JsonObject { ["code"] = "Forbidden" } })
                : (HttpStatusCode.OK, Bundle(name, key));
        if (key.Version == ForbidsUseOf)
            return (HttpStatusCode.Forbidden, new JsonObject { ["error"] = new JsonObject { ["code"] = "Forbidden" } });
        return Operate(path[3].ToUpperInvariant(), key.Key, JsonNode.Parse(body)!, Kid(name, key.Version));
    }

    private static (HttpStatusCode Status, JsonObject Json) Operate(string operation, AsymmetricAlgorithm key, JsonNode body, string kid)
    {
        var value = Base64Url.DecodeFromChars((string)body["value"]!);
        try
        {
            JsonNode result = (operation, key, (string)body["alg"]!) switch
            {
                ("WRAPKEY", RSA rsa, "RSA-OAEP-256") => Base64Url.EncodeToString(rsa.Encrypt(value, RSAEncryptionPadding.OaepSHA256)),
                ("UNWRAPKEY", RSA rsa, "RSA-OAEP-256") => Base64Url.EncodeToString(rsa.Decrypt(value, RSAEncryptionPadding.OaepSHA256)),
                ("ENCRYPT", RSA rsa, "RSA-OAEP-256") => Base64Url.EncodeToString(rsa.Encrypt(value, RSAEncryptionPadding.OaepSHA256)),
                ("DECRYPT", RSA rsa, "RSA-OAEP-256") => Base64Url.EncodeToString(rsa.Decrypt(value, RSAEncryptionPadding.OaepSHA256)),
                ("SIGN", ECDsa ecdsa, "ES256") => Base64Url.EncodeToString(ecdsa.SignHash(value)),
                ("VERIFY", ECDsa ecdsa, "ES256") => ecdsa.VerifyHash(Base64Url.DecodeFromChars((string)body["digest"]!), value),
                _ => throw new CryptographicException("Not so."),
            };
            return (HttpStatusCode.OK, new JsonObject { ["kid"] = kid, ["value"] = result });
        }
        catch (CryptographicException)
        {
            return (HttpStatusCode.BadRequest, new JsonObject { ["error"] = new JsonObject { ["code"] = "BadParameter", ["message"] = "Invalid." } });
        }
    }

    private static string Kid(string name, string version) => $"{Address}keys/{name}/{version}";

    private static JsonObject Attributes() => new() { ["enabled"] = true, ["created"] = 1700000000, ["recoveryLevel"] = "Recoverable+Purgeable" };

    private static JsonObject Bundle(string name, (string Version, AsymmetricAlgorithm Key) key)
    {
        var jwk = new JsonObject { ["kid"] = Kid(name, key.Version) };
        if (key.Key is RSA rsa)
        {
            var p = rsa.ExportParameters(false);
            jwk["kty"] = "RSA";
            jwk["key_ops"] = new JsonArray("wrapKey", "unwrapKey", "encrypt", "decrypt");
            jwk["n"] = Base64Url.EncodeToString(p.Modulus);
            jwk["e"] = Base64Url.EncodeToString(p.Exponent);
        }
        else
        {
            var p = ((ECDsa)key.Key).ExportParameters(false);
            jwk["kty"] = "EC";
            jwk["crv"] = "P-256";
            jwk["key_ops"] = new JsonArray("sign", "verify");
            jwk["x"] = Base64Url.EncodeToString(p.Q.X);
            jwk["y"] = Base64Url.EncodeToString(p.Q.Y);
        }

        return new JsonObject { ["key"] = jwk, ["attributes"] = Attributes(), ["tags"] = new JsonObject { ["use"] = "kek" } };
    }

    /// <summary>Gives one token and keeps what was asked.</summary>
    internal sealed class Credential : TokenCredential
    {
        internal List<TokenRequestContext> Asked { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked.Add(requestContext);
            return new AccessToken("token-1", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
