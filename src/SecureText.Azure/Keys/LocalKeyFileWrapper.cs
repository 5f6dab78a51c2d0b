using System.Security.Cryptography;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using SecureText.Sealing;

namespace SecureText.Keys;

/// <summary>The key-encryption key in a file of this machine. Safe for many callers at once.</summary>
internal sealed class LocalKeyFileWrapper : IKeyWrapper
{
    private readonly JsonWebKey key;
    private readonly CryptographyClient client;

    private LocalKeyFileWrapper(JsonWebKey key)
    {
        this.key = key;
        client = new CryptographyClient(key, new LocalCryptographyClientOptions());
        CurrentKeyId = key.Id ?? throw new ArgumentException("The key has no id.", nameof(key));
    }

    /// <inheritdoc />
    public string CurrentKeyId { get; }

    /// <summary>Reads the file once.</summary>
    /// <exception cref="InvalidOperationException">The file is missing, unreadable or open to others: says so with the mend.</exception>
    public static LocalKeyFileWrapper Start(KeysOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new LocalKeyFileWrapper(
            LocalKeyFile.Read(options.LocalKeyFile ?? throw new ArgumentException("No file: validate the options first.", nameof(options))));
    }

    /// <inheritdoc />
    public byte[] Wrap(ReadOnlySpan<byte> dataKey) => Kek.Wrap(key, dataKey);

    /// <inheritdoc />
    public async Task<byte[]> UnwrapAsync(string keyId, byte[] wrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        if (keyId != CurrentKeyId) throw new CryptographicException("The data key names a key-encryption key that is not in the file.");
        var result = await client.UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped, cancellationToken);
        return Kek.Opened(result.Key);
    }
}
