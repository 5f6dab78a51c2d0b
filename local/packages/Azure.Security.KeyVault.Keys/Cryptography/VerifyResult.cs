namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>Whether a signature holds.</summary>
public class VerifyResult
{
    internal VerifyResult(string? keyId, bool isValid, SignatureAlgorithm algorithm)
    {
        KeyId = keyId;
        IsValid = isValid;
        Algorithm = algorithm;
    }

    /// <summary>The version that did it; null for a local key without an id.</summary>
    public string? KeyId { get; }

    public bool IsValid { get; }

    public SignatureAlgorithm Algorithm { get; }
}
