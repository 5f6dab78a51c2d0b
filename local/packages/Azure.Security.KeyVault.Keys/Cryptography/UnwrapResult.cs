namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>An unwrapped key, in clear.</summary>
public class UnwrapResult
{
    internal UnwrapResult(string? keyId, byte[] key, KeyWrapAlgorithm algorithm)
    {
        KeyId = keyId;
        Key = key;
        Algorithm = algorithm;
    }

    /// <summary>The version that did it; null for a local key without an id.</summary>
    public string? KeyId { get; }

    public byte[] Key { get; }

    public KeyWrapAlgorithm Algorithm { get; }
}
