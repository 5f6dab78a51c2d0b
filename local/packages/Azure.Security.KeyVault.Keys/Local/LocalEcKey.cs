using Azure.Security.KeyVault.Keys.Cryptography;

namespace Azure.Security.KeyVault.Keys;

internal sealed class LocalEcKey(JsonWebKey key) : LocalKey(key)
{
    internal override SignResult? Sign(SignatureAlgorithm algorithm, byte[] digest)
    {
        if (!Serves(algorithm)) return null;
        using var ecdsa = Key.ToECDsa(includePrivateParameters: true);
        return new SignResult(Key.Id, ecdsa.SignHash(digest), algorithm);
    }

    internal override VerifyResult? Verify(SignatureAlgorithm algorithm, byte[] digest, byte[] signature)
    {
        if (!Serves(algorithm)) return null;
        using var ecdsa = Key.ToECDsa();
        return new VerifyResult(Key.Id, ecdsa.VerifyHash(digest, signature), algorithm);
    }

    /// <exception cref="ArgumentException">The algorithm is for another curve: a signature made so would mean nothing.</exception>
    private bool Serves(SignatureAlgorithm algorithm)
    {
        if (Key.CurveName is not { } curve || Curve.Find(curve) is null) return false;
        return Algorithms.EcCurve(algorithm) == curve
            ? true
            : throw new ArgumentException($"Signature algorithm {algorithm} does not correspond to underlying key curve name {curve}");
    }
}
