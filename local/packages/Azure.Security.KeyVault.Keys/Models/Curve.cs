using System.Security.Cryptography;

namespace Azure.Security.KeyVault.Keys;

/// <summary>A named curve with its object identifier and sizes.</summary>
internal sealed record Curve(KeyCurveName Name, string Oid, int Bits, string FriendlyName)
{
    private static readonly Curve[] All =
    [
        new(KeyCurveName.P256, "1.2.840.10045.3.1.7", 256, "nistP256"),
        new(KeyCurveName.P256K, "1.3.132.0.10", 256, "secP256k1"),
        new(KeyCurveName.P384, "1.3.132.0.34", 384, "nistP384"),
        new(KeyCurveName.P521, "1.3.132.0.35", 521, "nistP521"),
    ];

    /// <summary>Length of a coordinate and of a private key.</summary>
    internal int Bytes => (Bits + 7) / 8;

    internal static Curve? Find(KeyCurveName name) => Array.Find(All, c => c.Name == name);

    internal static Curve Of(KeyCurveName name) => Find(name) ?? throw new InvalidOperationException($"invalid curve name: {name}");

    internal static Curve Of(ECCurve curve, int bits) =>
        Array.Find(All, c => c.Oid == curve.Oid.Value)
        ?? Array.Find(All, c => c.Bits == bits && string.Equals(c.FriendlyName, curve.Oid.FriendlyName, StringComparison.OrdinalIgnoreCase))
        ?? throw new InvalidOperationException("elliptic curve name is invalid");

    internal ECCurve ToECCurve() => ECCurve.CreateFromValue(Oid);
}
