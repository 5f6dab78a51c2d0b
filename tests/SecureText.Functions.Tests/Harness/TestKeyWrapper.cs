using System.Security.Cryptography;
using SecureText.Sealing;

namespace SecureText.Harness;

/// <summary>A key-encryption key in memory that counts what Key Vault would be asked.</summary>
public sealed class TestKeyWrapper : IKeyWrapper
{
    // One for the suite: making RSA keys is slow.
    private static readonly RSA Key = RSA.Create(2048);
    private int unwraps;

    public string CurrentKeyId => "test/1";

    public int Unwraps => unwraps;

    /// <summary>Key Vault does not answer.</summary>
    public bool Fails { get; set; }

    public byte[] Wrap(ReadOnlySpan<byte> dataKey) => Key.Encrypt(dataKey, RSAEncryptionPadding.OaepSHA256);

    public Task<byte[]> UnwrapAsync(string keyId, byte[] wrapped, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref unwraps);
        if (Fails) throw new IOException("The key service does not answer.");
        return Task.FromResult(Key.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256));
    }
}
