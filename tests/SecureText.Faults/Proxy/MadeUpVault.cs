using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static System.Buffers.Text.Base64Url;

namespace SecureText.Faults.Proxy;

/// <summary>
/// Speaks as much of Key Vault's REST interface as the program uses, over two keys in memory, and gives out tokens as the
/// identity endpoint of App Service does. It checks that there is a token, and nothing else of who asks.
/// </summary>
internal sealed class MadeUpVault : IAsyncDisposable
{
    internal const string Root = "https://clinic.vault.azure.net";
    internal const string KekName = "kek";
    internal const string SigningName = "log";
    private const string Version = "0123456789abcdef0123456789abcdef";

    private readonly RSA kek = RSA.Create(3072);
    private readonly ECDsa log = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly long made = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
    private WebApplication? app;

    private MadeUpVault()
    {
    }

    internal Uri Address { get; private set; } = null!;

    /// <summary>Where <c>IDENTITY_ENDPOINT</c> leads.</summary>
    internal Uri Identity => new(Address, "identity");

    internal static async Task<MadeUpVault> StartAsync(CancellationToken cancellationToken)
    {
        var vault = new MadeUpVault();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        vault.app = builder.Build();
        vault.app.Run(vault.HandleAsync);
        await vault.app.StartAsync(cancellationToken);
        vault.Address = new Uri(vault.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return vault;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        kek.Dispose();
        log.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path == "/identity")
        {
            await AnswerAsync(context, 200, Token(request.Query["resource"].ToString()));
            return;
        }

        if (request.Headers.Authorization.Count == 0)
        {
            context.Response.Headers.WWWAuthenticate =
                """Bearer authorization="https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111", resource="https://vault.azure.net" """.TrimEnd();
            await AnswerAsync(context, 401, new JsonObject { ["error"] = new JsonObject { ["code"] = "Unauthorized" } });
            return;
        }

        string[] parts = [.. request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        var answer = (request.Method, parts) switch
        {
            ("GET", ["keys", KekName or SigningName]) or ("GET", ["keys", KekName or SigningName, Version]) => Bundle(parts[1]),
            ("GET", ["keys", KekName or SigningName, "versions"]) => new JsonObject
            {
                ["value"] = new JsonArray(new JsonObject { ["kid"] = Kid(parts[1]), ["attributes"] = Attributes() }),
            },
            ("POST", ["keys", KekName, Version, var operation]) when Same(operation, "unwrapKey") =>
                await ResultAsync(request, KekName, value => kek.Decrypt(value, RSAEncryptionPadding.OaepSHA256)),
            ("POST", ["keys", SigningName, Version, var operation]) when Same(operation, "sign") =>
                await ResultAsync(request, SigningName, value => log.SignHash(value)),
            _ => null,
        };
        await AnswerAsync(context, answer is null ? 404 : 200, answer ?? []);
    }

    private JsonObject Bundle(string name)
    {
        var key = new JsonObject { ["kid"] = Kid(name) };
        if (name == KekName)
        {
            var half = kek.ExportParameters(false);
            (key["kty"], key["n"], key["e"]) = ("RSA", EncodeToString(half.Modulus), EncodeToString(half.Exponent));
            key["key_ops"] = new JsonArray("wrapKey", "unwrapKey");
        }
        else
        {
            var half = log.ExportParameters(false);
            (key["kty"], key["crv"]) = ("EC", "P-256");
            (key["x"], key["y"]) = (EncodeToString(half.Q.X), EncodeToString(half.Q.Y));
            key["key_ops"] = new JsonArray("sign", "verify");
        }

        return new JsonObject { ["key"] = key, ["attributes"] = Attributes() };
    }

    private JsonObject Attributes() => new() { ["enabled"] = true, ["created"] = made, ["updated"] = made };

    private static async Task<JsonObject> ResultAsync(HttpRequest request, string name, Func<byte[], byte[]> operate)
    {
        using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        var value = DecodeFromChars(body.RootElement.GetProperty("value").GetString());
        return new JsonObject { ["kid"] = Kid(name), ["value"] = EncodeToString(operate(value)) };
    }

    private static JsonObject Token(string resource) => new()
    {
        ["access_token"] = "made-up",
        ["expires_on"] = TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ["resource"] = resource,
        ["token_type"] = "Bearer",
        ["client_id"] = "22222222-2222-4222-8222-222222222222",
    };

    private static string Kid(string name) => $"{Root}/keys/{name}/{Version}";

    private static bool Same(string given, string name) => given.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static async Task AnswerAsync(HttpContext context, int status, JsonObject json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(json.ToJsonString(), context.RequestAborted);
    }
}
