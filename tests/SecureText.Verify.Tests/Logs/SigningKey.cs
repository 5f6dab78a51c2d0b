using System.Security.Cryptography;
using System.Text;
using SecureText.Audit.Tree;

namespace SecureText.Verify.Logs;

/// <summary>A key that signs checkpoints.</summary>
internal sealed class SigningKey(string origin) : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public NoteKey Public => new(origin, key.ExportParameters(false));

    public static byte[] Set(params SigningKey[] keys) =>
        Encoding.UTF8.GetBytes($"{{\"keys\":[{string.Join(',', keys.Select(key => key.Public.ToJwk()))}]}}");

    public byte[] Jwk => Encoding.UTF8.GetBytes(Public.ToJwk());

    public SignedNote Sign(string text) => new(
        text,
        [new NoteSignature(
            origin,
            Public.Id,
            key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))]);

    public void Dispose() => key.Dispose();
}
