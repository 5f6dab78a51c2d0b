using System.Security.Cryptography;
using Azure.Security.KeyVault.Keys.Cryptography;

namespace Azure.Security.KeyVault.Keys;

/// <summary>The platform's names for the algorithms of RFC 7518.</summary>
internal static class Algorithms
{
    internal static RSAEncryptionPadding? RsaPadding(string algorithm) => algorithm switch
    {
        "RSA1_5" => RSAEncryptionPadding.Pkcs1,
        "RSA-OAEP" => RSAEncryptionPadding.OaepSHA1,
        "RSA-OAEP-256" => RSAEncryptionPadding.OaepSHA256,
        _ => null,
    };

    internal static RSASignaturePadding? RsaPadding(SignatureAlgorithm algorithm) => algorithm.ToString() switch
    {
        "RS256" or "RS384" or "RS512" => RSASignaturePadding.Pkcs1,
        "PS256" or "PS384" or "PS512" => RSASignaturePadding.Pss,
        _ => null,
    };

    internal static HashAlgorithmName? Hash(SignatureAlgorithm algorithm) => algorithm.ToString() switch
    {
        "RS256" or "PS256" or "ES256" or "ES256K" => HashAlgorithmName.SHA256,
        "RS384" or "PS384" or "ES384" => HashAlgorithmName.SHA384,
        "RS512" or "PS512" or "ES512" => HashAlgorithmName.SHA512,
        _ => null,
    };

    internal static KeyCurveName? EcCurve(SignatureAlgorithm algorithm) => algorithm.ToString() switch
    {
        "ES256" => KeyCurveName.P256,
        "ES256K" => KeyCurveName.P256K,
        "ES384" => KeyCurveName.P384,
        "ES512" => KeyCurveName.P521,
        // Not a bare null: that would be taken for a string and converted.
        _ => (KeyCurveName?)null,
    };

    /// <summary>Length of the wrapping key in bytes; null for anything but AES key wrap.</summary>
    internal static int? AesWrapKeyBytes(KeyWrapAlgorithm algorithm) => algorithm.ToString() switch
    {
        "A128KW" => 16,
        "A192KW" => 24,
        "A256KW" => 32,
        _ => null,
    };
}
