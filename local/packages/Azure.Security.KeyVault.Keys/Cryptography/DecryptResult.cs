namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>A plaintext.</summary>
public class DecryptResult
{
    internal DecryptResult(string? keyId, byte[] plaintext, EncryptionAlgorithm algorithm)
    {
        KeyId = keyId;
        Plaintext = plaintext;
        Algorithm = algorithm;
    }

    /// <summary>The version that did it; null for a local key without an id.</summary>
    public string? KeyId { get; }

    public byte[] Plaintext { get; }

    public EncryptionAlgorithm Algorithm { get; }
}
