using System.Security.Cryptography;
using Azure.Core;
using Azure.Core.Cryptography;

namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>
/// Uses a key: one of a vault, whose public operations run here once its public half was fetched, or a local one.
/// </summary>
public class CryptographyClient : IKeyEncryptionKey
{
    private readonly string? keyId;
    private readonly RemoteKey? remote;
    private volatile LocalKey? local;
    private volatile bool initialized;

    public CryptographyClient(Uri keyId, TokenCredential credential)
        : this(keyId, credential, null)
    {
    }

    public CryptographyClient(Uri keyId, TokenCredential credential, CryptographyClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new CryptographyClientOptions();
        this.keyId = keyId.AbsoluteUri;
        remote = new RemoteKey(
            new VaultPipeline(options, credential, options.DisableChallengeResourceVerification, options.ApiVersion), this.keyId);
    }

    public CryptographyClient(JsonWebKey key)
        : this(key, null)
    {
    }

    /// <exception cref="NotSupportedException">No local code serves this kind of key.</exception>
    public CryptographyClient(JsonWebKey key, LocalCryptographyClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(key);
        _ = options;
        keyId = key.Id;
        local = LocalKey.Of(key) ?? throw new NotSupportedException($"Key type \"{key.KeyType}\" is not supported");
        initialized = true;
    }

    /// <summary>For test doubles.</summary>
    protected CryptographyClient()
    {
    }

    /// <summary>What <see cref="KeyClient.GetCryptographyClient"/> returns: its first use asks for the key.</summary>
    internal CryptographyClient(string keyId, VaultPipeline pipeline)
    {
        this.keyId = keyId;
        remote = new RemoteKey(pipeline, keyId);
    }

    public virtual string? KeyId => keyId;

    string IKeyEncryptionKey.KeyId => keyId!;

    public virtual Task<WrapResult> WrapKeyAsync(KeyWrapAlgorithm algorithm, byte[] key, CancellationToken cancellationToken = default) =>
        WrapKey(algorithm, key, async: true, cancellationToken);

    public virtual WrapResult WrapKey(KeyWrapAlgorithm algorithm, byte[] key, CancellationToken cancellationToken = default) =>
        WrapKey(algorithm, key, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<UnwrapResult> UnwrapKeyAsync(KeyWrapAlgorithm algorithm, byte[] encryptedKey, CancellationToken cancellationToken = default) =>
        UnwrapKey(algorithm, encryptedKey, async: true, cancellationToken);

    public virtual UnwrapResult UnwrapKey(KeyWrapAlgorithm algorithm, byte[] encryptedKey, CancellationToken cancellationToken = default) =>
        UnwrapKey(algorithm, encryptedKey, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<EncryptResult> EncryptAsync(EncryptionAlgorithm algorithm, byte[] plaintext, CancellationToken cancellationToken = default) =>
        Encrypt(algorithm, plaintext, async: true, cancellationToken);

    public virtual EncryptResult Encrypt(EncryptionAlgorithm algorithm, byte[] plaintext, CancellationToken cancellationToken = default) =>
        Encrypt(algorithm, plaintext, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<DecryptResult> DecryptAsync(EncryptionAlgorithm algorithm, byte[] ciphertext, CancellationToken cancellationToken = default) =>
        Decrypt(algorithm, ciphertext, async: true, cancellationToken);

    public virtual DecryptResult Decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext, CancellationToken cancellationToken = default) =>
        Decrypt(algorithm, ciphertext, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<SignResult> SignAsync(SignatureAlgorithm algorithm, byte[] digest, CancellationToken cancellationToken = default) =>
        Sign(algorithm, digest, async: true, cancellationToken);

    public virtual SignResult Sign(SignatureAlgorithm algorithm, byte[] digest, CancellationToken cancellationToken = default) =>
        Sign(algorithm, digest, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<VerifyResult> VerifyAsync(SignatureAlgorithm algorithm, byte[] digest, byte[] signature, CancellationToken cancellationToken = default) =>
        Verify(algorithm, digest, signature, async: true, cancellationToken);

    public virtual VerifyResult Verify(SignatureAlgorithm algorithm, byte[] digest, byte[] signature, CancellationToken cancellationToken = default) =>
        Verify(algorithm, digest, signature, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<SignResult> SignDataAsync(SignatureAlgorithm algorithm, byte[] data, CancellationToken cancellationToken = default) =>
        SignAsync(algorithm, Digest(algorithm, data), cancellationToken);

    public virtual SignResult SignData(SignatureAlgorithm algorithm, byte[] data, CancellationToken cancellationToken = default) =>
        Sign(algorithm, Digest(algorithm, data), cancellationToken);

    public virtual Task<VerifyResult> VerifyDataAsync(SignatureAlgorithm algorithm, byte[] data, byte[] signature, CancellationToken cancellationToken = default) =>
        VerifyAsync(algorithm, Digest(algorithm, data), signature, cancellationToken);

    public virtual VerifyResult VerifyData(SignatureAlgorithm algorithm, byte[] data, byte[] signature, CancellationToken cancellationToken = default) =>
        Verify(algorithm, Digest(algorithm, data), signature, cancellationToken);

    byte[] IKeyEncryptionKey.WrapKey(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken) =>
        WrapKey(algorithm, key.ToArray(), cancellationToken).EncryptedKey;

    async Task<byte[]> IKeyEncryptionKey.WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken) =>
        (await WrapKeyAsync(algorithm, key.ToArray(), cancellationToken).ConfigureAwait(false)).EncryptedKey;

    byte[] IKeyEncryptionKey.UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken) =>
        UnwrapKey(algorithm, encryptedKey.ToArray(), cancellationToken).Key;

    async Task<byte[]> IKeyEncryptionKey.UnwrapKeyAsync(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken) =>
        (await UnwrapKeyAsync(algorithm, encryptedKey.ToArray(), cancellationToken).ConfigureAwait(false)).Key;

    private Task<WrapResult> WrapKey(KeyWrapAlgorithm algorithm, byte[] key, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Run(
            KeyOperation.WrapKey, k => k.Wrap(algorithm, key), r => r.WrapAsync(algorithm, key, async, cancellationToken), async, cancellationToken);
    }

    private Task<UnwrapResult> UnwrapKey(KeyWrapAlgorithm algorithm, byte[] encryptedKey, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(encryptedKey);
        return Run(
            KeyOperation.UnwrapKey,
            k => k.Unwrap(algorithm, encryptedKey),
            r => r.UnwrapAsync(algorithm, encryptedKey, async, cancellationToken),
            async,
            cancellationToken);
    }

    private Task<EncryptResult> Encrypt(EncryptionAlgorithm algorithm, byte[] plaintext, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plaintext);
        return Run(
            KeyOperation.Encrypt,
            k => k.Encrypt(algorithm, plaintext),
            r => r.EncryptAsync(algorithm, plaintext, async, cancellationToken),
            async,
            cancellationToken);
    }

    private Task<DecryptResult> Decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ciphertext);
        return Run(
            KeyOperation.Decrypt,
            k => k.Decrypt(algorithm, ciphertext),
            r => r.DecryptAsync(algorithm, ciphertext, async, cancellationToken),
            async,
            cancellationToken);
    }

    private Task<SignResult> Sign(SignatureAlgorithm algorithm, byte[] digest, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return Run(
            KeyOperation.Sign, k => k.Sign(algorithm, digest), r => r.SignAsync(algorithm, digest, async, cancellationToken), async, cancellationToken);
    }

    private Task<VerifyResult> Verify(
        SignatureAlgorithm algorithm, byte[] digest, byte[] signature, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentNullException.ThrowIfNull(signature);
        return Run(
            KeyOperation.Verify,
            k => k.Verify(algorithm, digest, signature),
            r => r.VerifyAsync(algorithm, digest, signature, async, cancellationToken),
            async,
            cancellationToken);
    }

    /// <summary>Here if the key allows it and has what it takes; else in the vault; else not at all.</summary>
    private async Task<T> Run<T>(
        KeyOperation operation, Func<LocalKey, T?> here, Func<RemoteKey, Task<T>> there, bool async, CancellationToken cancellationToken)
        where T : class
    {
        await InitializeAsync(async, cancellationToken).ConfigureAwait(false);
        if (local is { } key && key.Key.Allows(operation) && (remote is null || IsPublic(operation) || key.Key.HasPrivateHalf))
        {
            try
            {
                if (here(key) is { } result) return result;
            }
            catch (CryptographicException) when (remote is not null)
            {
                // The platform may lack what the vault has.
            }
        }

        return remote is null
            ? throw new NotSupportedException($"Operation {operation} not supported with the given key")
            : await there(remote).ConfigureAwait(false);
    }

    private static bool IsPublic(KeyOperation operation) =>
        operation == KeyOperation.Encrypt || operation == KeyOperation.Verify || operation == KeyOperation.WrapKey;

    private async Task InitializeAsync(bool async, CancellationToken cancellationToken)
    {
        if (initialized) return;
        try
        {
            local = LocalKey.Of((await remote!.GetAsync(async, cancellationToken).ConfigureAwait(false)).Key);
        }
        catch (RequestFailedException e) when (e.Status == 403)
        {
            // May use the key but not read it: everything in the vault.
        }

        initialized = true;
    }

    private static byte[] Digest(SignatureAlgorithm algorithm, byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var hash = Algorithms.Hash(algorithm) ?? throw new InvalidOperationException($"Unsupported signature algorithm {algorithm}");
        return CryptographicOperations.HashData(hash, data);
    }
}
