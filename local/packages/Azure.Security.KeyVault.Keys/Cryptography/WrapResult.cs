namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>A wrapped key.</summary>
public class WrapResult
{
    internal WrapResult(string? keyId, byte[] encryptedKey, KeyWrapAlgorithm algorithm)
    {
        KeyId = keyId;
        EncryptedKey = encryptedKey;
        Algorithm = algorithm;
    }

    /// <summary>The version that did it; null for a local key without an id.</summary>
    public string? KeyId { get; }

    public byte[] EncryptedKey { get; }

    public KeyWrapAlgorithm Algorithm { get; }
}
