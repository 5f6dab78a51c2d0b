namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>A signature; for elliptic curves r and s, each of the curve's length, one after the other.</summary>
public class SignResult
{
    internal SignResult(string? keyId, byte[] signature, SignatureAlgorithm algorithm)
    {
        KeyId = keyId;
        Signature = signature;
        Algorithm = algorithm;
    }

    /// <summary>The version that did it; null for a local key without an id.</summary>
    public string? KeyId { get; }

    public byte[] Signature { get; }

    public SignatureAlgorithm Algorithm { get; }
}
