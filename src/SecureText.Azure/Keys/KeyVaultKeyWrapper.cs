using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Keys;

/// <summary>
/// The key-encryption key in Key Vault. Its public half is fetched once, at the start; each unwrap is one request,
/// after a first with its version that may be two. Safe for many callers at once.
/// </summary>
internal sealed class KeyVaultKeyWrapper : IKeyWrapper
{
    // A client asks for its key before its first unwrap, so a new one for each unwrap would be two requests each time.
    private readonly ConcurrentDictionary<string, CryptographyClient> clients = new(StringComparer.Ordinal);
    private readonly KeyClient keys;
    private readonly JsonWebKey publicHalf;
    private readonly KeyVaultKeyIdentifier current;

    private KeyVaultKeyWrapper(KeyClient keys, JsonWebKey publicHalf, KeyVaultKeyIdentifier current)
    {
        this.keys = keys;
        this.publicHalf = publicHalf;
        this.current = current;
        CurrentKeyId = current.SourceId.AbsoluteUri;
    }

    /// <inheritdoc />
    public string CurrentKeyId { get; }

    /// <summary>Fetches the newest version's public half.</summary>
    /// <exception cref="InvalidOperationException">The key cannot wrap: says why and names the setting.</exception>
    /// <exception cref="RequestFailedException">The vault did not answer, or refuses this identity.</exception>
    public static Task<KeyVaultKeyWrapper> StartAsync(KeysOptions options, TokenCredential credential, CancellationToken cancellationToken) =>
        StartAsync(options, credential, transport: null, cancellationToken);

    internal static async Task<KeyVaultKeyWrapper> StartAsync(
        KeysOptions options, TokenCredential credential, HttpPipelineTransport? transport, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(credential);
        if (options is not { KeyVaultUri: { } vault, KeyName: { } name })
            throw new ArgumentException("No vault or no key: validate the options first.", nameof(options));
        var keys = new KeyClient(vault, credential, ClientOptions(transport));
        var key = (await keys.GetKeyAsync(name, cancellationToken: cancellationToken)).Value;
        var id = key.Id is { } uri ? new KeyVaultKeyIdentifier(uri) : default;
        var fault = id.Version is null ? "it has no version"
            : key.Properties.Enabled == false ? "it is disabled"
            : Kek.Fault(key.Key);
        return fault is null
            ? new KeyVaultKeyWrapper(keys, key.Key, id)
            : throw new InvalidOperationException($"Keys:KeyName names a key that cannot wrap data keys: {fault}. Name an RSA-3072 key.");
    }

    /// <inheritdoc />
    public byte[] Wrap(ReadOnlySpan<byte> dataKey) => Kek.Wrap(publicHalf, dataKey);

    /// <inheritdoc />
    /// <exception cref="RequestFailedException">The vault did not answer, refuses, or no longer has that version.</exception>
    public async Task<byte[]> UnwrapAsync(string keyId, byte[] wrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        var version = VersionOf(keyId);
        var client = clients.GetValueOrDefault(version) ?? keys.GetCryptographyClient(current.Name, version);
        try
        {
            var result = await client.UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped, cancellationToken);

            // Only now: whoever can write rows could name versions without end.
            clients.TryAdd(version, client);
            return Kek.Opened(result.Key);
        }
        catch (RequestFailedException e) when (e.Status == 400)
        {
            throw new CryptographicException("The bytes were not wrapped by that key.", e);
        }
    }

    /// <summary>
    /// The id comes from a table row. Whoever can write rows must not be able to name a key of his own, in this vault or
    /// another: what that key opened would be a data key that he knows.
    /// </summary>
    private string VersionOf(string keyId) =>
        Uri.TryCreate(keyId, UriKind.Absolute, out var uri)
        && KeyVaultKeyIdentifier.TryCreate(uri, out var id)
        && id.VaultUri == current.VaultUri
        && id.Name == current.Name
        && !string.IsNullOrEmpty(id.Version)
            ? id.Version
            : throw new CryptographicException("The data key names a key-encryption key that is not ours.");

    private static KeyClientOptions ClientOptions(HttpPipelineTransport? transport)
    {
        // A member of staff waits for the answer: better an error soon than a page that hangs.
        var options = new KeyClientOptions { RetryPolicy = new PromptRetryPolicy() };
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        // The body of an unwrap's answer is a data key.
        options.Diagnostics.IsLoggingContentEnabled = false;
        if (transport is not null) options.Transport = transport;
        return options;
    }
}
