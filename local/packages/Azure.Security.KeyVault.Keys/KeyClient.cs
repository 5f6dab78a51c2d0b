using System.Text.Json.Nodes;
using Azure.Core;

namespace Azure.Security.KeyVault.Keys;

/// <summary>The keys of one vault.</summary>
public class KeyClient
{
    private readonly VaultPipeline pipeline;
    private readonly string vault;

    public KeyClient(Uri vaultUri, TokenCredential credential)
        : this(vaultUri, credential, null)
    {
    }

    public KeyClient(Uri vaultUri, TokenCredential credential, KeyClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(vaultUri);
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new KeyClientOptions();
        VaultUri = vaultUri;
        vault = vaultUri.AbsoluteUri.TrimEnd('/');
        pipeline = new VaultPipeline(options, credential, options.DisableChallengeResourceVerification, options.ApiVersion);
    }

    /// <summary>For test doubles.</summary>
    protected KeyClient() => (pipeline, vault, VaultUri) = (null!, "", null!);

    public virtual Uri VaultUri { get; }

    /// <exception cref="RequestFailedException">404 when there is no such key or version.</exception>
    public virtual Task<Response<KeyVaultKey>> GetKeyAsync(string name, string? version = null, CancellationToken cancellationToken = default) =>
        KeyAsync(RequestMethod.Get, $"{Address(name)}/{version}", null, async: true, cancellationToken);

    /// <exception cref="RequestFailedException">404 when there is no such key or version.</exception>
    public virtual Response<KeyVaultKey> GetKey(string name, string? version = null, CancellationToken cancellationToken = default) =>
        KeyAsync(RequestMethod.Get, $"{Address(name)}/{version}", null, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<KeyVaultKey>> CreateRsaKeyAsync(CreateRsaKeyOptions rsaKeyOptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rsaKeyOptions);
        return KeyAsync(RequestMethod.Post, $"{Address(rsaKeyOptions.Name)}/create", KeyJson.Create(rsaKeyOptions), async: true, cancellationToken);
    }

    public virtual Task<Response<KeyVaultKey>> CreateEcKeyAsync(CreateEcKeyOptions ecKeyOptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ecKeyOptions);
        return KeyAsync(RequestMethod.Post, $"{Address(ecKeyOptions.Name)}/create", KeyJson.Create(ecKeyOptions), async: true, cancellationToken);
    }

    /// <summary>Makes a new version by the key's rotation policy.</summary>
    public virtual Task<Response<KeyVaultKey>> RotateKeyAsync(string name, CancellationToken cancellationToken = default) =>
        KeyAsync(RequestMethod.Post, $"{Address(name)}/rotate", null, async: true, cancellationToken);

    public virtual AsyncPageable<KeyProperties> GetPropertiesOfKeyVersionsAsync(string name, CancellationToken cancellationToken = default) =>
        new KeyVersions(pipeline, $"{Address(name)}/versions", cancellationToken);

    /// <summary>A client that fetches the key at its first use, as the real one does (forceRemote: false).</summary>
    public virtual Cryptography.CryptographyClient GetCryptographyClient(string keyName, string? keyVersion = null) =>
        new(keyVersion is null ? Address(keyName) : $"{Address(keyName)}/{Uri.EscapeDataString(keyVersion)}", pipeline);

    private string Address(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return $"{vault}/keys/{Uri.EscapeDataString(name)}";
    }

    private Task<Response<KeyVaultKey>> KeyAsync(
        RequestMethod method, string address, JsonObject? body, bool async, CancellationToken cancellationToken) =>
        pipeline.SendAsync(method, address, body, KeyJson.ReadKey, async, cancellationToken);
}
