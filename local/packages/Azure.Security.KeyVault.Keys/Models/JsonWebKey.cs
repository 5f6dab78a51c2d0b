using System.Collections.ObjectModel;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Azure.Security.KeyVault.Keys;

/// <summary>A key as RFC 7517 writes it: RSA, elliptic curve or symmetric, with or without its private half.</summary>
[JsonConverter(typeof(JsonWebKeyConverter))]
public class JsonWebKey
{
    private static readonly KeyOperation[] AesOps =
        [KeyOperation.Encrypt, KeyOperation.Decrypt, KeyOperation.WrapKey, KeyOperation.UnwrapKey];

    private static readonly KeyOperation[] RsaPublicOps = [KeyOperation.Encrypt, KeyOperation.Verify, KeyOperation.WrapKey];

    private static readonly KeyOperation[] RsaPrivateOps =
        [KeyOperation.Encrypt, KeyOperation.Decrypt, KeyOperation.Sign, KeyOperation.Verify, KeyOperation.WrapKey, KeyOperation.UnwrapKey];

    // Sign without a private half is the package's own choice: pass key_ops for a public key that is to verify.
    private static readonly KeyOperation[] EcPublicOps = [KeyOperation.Sign];
    private static readonly KeyOperation[] EcPrivateOps = [KeyOperation.Sign, KeyOperation.Verify];

    public JsonWebKey(IEnumerable<KeyOperation>? keyOps) =>
        KeyOps = new ReadOnlyCollection<KeyOperation>([.. keyOps ?? []]);

    public JsonWebKey(Aes aesProvider, IEnumerable<KeyOperation>? keyOps = null)
        : this(keyOps ?? AesOps)
    {
        ArgumentNullException.ThrowIfNull(aesProvider);
        KeyType = KeyType.Oct;
        K = aesProvider.Key;
    }

    public JsonWebKey(ECDsa ecdsa, bool includePrivateParameters = false, IEnumerable<KeyOperation>? keyOps = null)
        : this(keyOps ?? (includePrivateParameters ? EcPrivateOps : EcPublicOps))
    {
        ArgumentNullException.ThrowIfNull(ecdsa);
        var parameters = ecdsa.ExportParameters(includePrivateParameters);
        KeyType = KeyType.Ec;
        CurveName = Curve.Of(parameters.Curve, ecdsa.KeySize).Name;
        (X, Y, D) = (parameters.Q.X, parameters.Q.Y, parameters.D);
    }

    public JsonWebKey(RSA rsaProvider, bool includePrivateParameters = false, IEnumerable<KeyOperation>? keyOps = null)
        : this(keyOps ?? (includePrivateParameters ? RsaPrivateOps : RsaPublicOps))
    {
        ArgumentNullException.ThrowIfNull(rsaProvider);
        var parameters = rsaProvider.ExportParameters(includePrivateParameters);
        KeyType = KeyType.Rsa;
        (N, E, D) = (parameters.Modulus, parameters.Exponent, parameters.D);
        (P, Q, DP, DQ, QI) = (parameters.P, parameters.Q, parameters.DP, parameters.DQ, parameters.InverseQ);
    }

    public string? Id { get; set; }

    public KeyType KeyType { get; set; }

    public IReadOnlyCollection<KeyOperation> KeyOps { get; }

    public KeyCurveName? CurveName { get; set; }

    /// <summary>RSA modulus.</summary>
    public byte[]? N { get; set; }

    /// <summary>RSA public exponent.</summary>
    public byte[]? E { get; set; }

    /// <summary>RSA private exponent, or elliptic curve private key.</summary>
    public byte[]? D { get; set; }

    public byte[]? P { get; set; }

    public byte[]? Q { get; set; }

    public byte[]? DP { get; set; }

    public byte[]? DQ { get; set; }

    public byte[]? QI { get; set; }

    public byte[]? X { get; set; }

    public byte[]? Y { get; set; }

    /// <summary>Symmetric key.</summary>
    public byte[]? K { get; set; }

    /// <summary>Protected key for import into a module.</summary>
    public byte[]? T { get; set; }

    internal bool IsRsa => KeyType == KeyType.Rsa || KeyType == KeyType.RsaHsm;

    internal bool IsEc => KeyType == KeyType.Ec || KeyType == KeyType.EcHsm;

    internal bool IsOct => KeyType == KeyType.Oct || KeyType == KeyType.OctHsm;

    internal bool HasPrivateHalf => IsOct ? K is not null : D is not null;

    /// <exception cref="InvalidOperationException">Not a symmetric key, or it holds no value.</exception>
    public Aes ToAes()
    {
        if (!IsOct) throw new InvalidOperationException("key is not an Oct or OctHsm type");
        var aes = Aes.Create();
        aes.Key = K ?? throw new InvalidOperationException("key does not contain a value");
        return aes;
    }

    /// <exception cref="InvalidOperationException">Not an elliptic curve key, or a part of it is missing or too long.</exception>
    public ECDsa ToECDsa(bool includePrivateParameters = false)
    {
        if (!IsEc) throw new InvalidOperationException("key is not an Ec or EcHsm type");
        var curve = Curve.Of(CurveName ?? throw new InvalidOperationException("missing required curve name"));
        return ECDsa.Create(new ECParameters
        {
            Curve = curve.ToECCurve(),
            Q = new ECPoint { X = KeyPart.OfLength("X", X, curve.Bytes), Y = KeyPart.OfLength("Y", Y, curve.Bytes) },
            D = includePrivateParameters && HasPrivateHalf ? KeyPart.OfLength("D", D, curve.Bytes) : null,
        });
    }

    /// <exception cref="InvalidOperationException">Not an RSA key, or a part of it is missing or too long.</exception>
    public RSA ToRSA(bool includePrivateParameters = false)
    {
        if (!IsRsa) throw new InvalidOperationException("key is not an Rsa or RsaHsm type");
        var modulus = KeyPart.WithoutLeadingZeros("N", N);
        var parameters = new RSAParameters { Modulus = modulus, Exponent = KeyPart.NotZero("E", E) };
        if (includePrivateParameters && HasPrivateHalf)
        {
            var half = modulus.Length / 2;
            parameters.D = KeyPart.OfLength("D", D, modulus.Length);
            parameters.P = KeyPart.OfLength("P", P, half);
            parameters.Q = KeyPart.OfLength("Q", Q, half);
            parameters.DP = KeyPart.OfLength("DP", DP, half);
            parameters.DQ = KeyPart.OfLength("DQ", DQ, half);
            parameters.InverseQ = KeyPart.OfLength("QI", QI, half);
        }

        return RSA.Create(parameters);
    }

    internal bool Allows(KeyOperation operation) => KeyOps.Contains(operation);
}
