namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>A ciphertext.</summary>
public class EncryptResult
{
    internal EncryptResult(string? keyId, byte[] ciphertext, EncryptionAlgorithm algorithm)
    {
        KeyId = keyId;
        Ciphertext = ciphertext;
        Algorithm = algorithm;
    }

    /// <summary>The version that did it; null for a local key without an id.</summary>
    public string? KeyId { get; }

    public byte[] Ciphertext { get; }

    public EncryptionAlgorithm Algorithm { get; }
}
