using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SecureText.Audit.Tree;

/// <summary>
/// The public half of an ECDSA P-256 key that signs notes: signature type 0x02 of C2SP signed-note. The key's id is the
/// first four bytes of SHA-256 over its DER form (SPKI), without the name; a signature is ECDSA with SHA-256 over the
/// note's text in ASN.1 DER (transparency-dev/formats, <c>note/note_verifier.go</c>).
/// </summary>
public sealed class NoteKey
{
    private readonly ECParameters point;
    private readonly ECDsa key;
    // The platform does not promise that one may be used by two threads.
    private readonly Lock gate = new();

    /// <param name="name">Name in the signature line: of our log, its origin.</param>
    /// <param name="publicKey">A point of P-256.</param>
    /// <exception cref="ArgumentException">No name of a key, or another curve.</exception>
    /// <exception cref="CryptographicException">The point is not on the curve.</exception>
    public NoteKey(string name, ECParameters publicKey)
    {
        if (!SignedNote.IsName(name)) throw new ArgumentException("Not the name of a key.", nameof(name));
        if (publicKey.Curve.Oid?.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
            throw new ArgumentException("Not a key on P-256.", nameof(publicKey));
        point = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = publicKey.Q };
        key = ECDsa.Create(point);
        Name = name;
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>Name in the signature line.</summary>
    public string Name { get; }

    /// <summary>Which key, in four bytes: an index, not a proof.</summary>
    public uint Id { get; }

    /// <summary>The id as eight hexadecimal digits.</summary>
    public string KeyId => Id.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether the signature was made over the text by this key.</summary>
    public bool Verify(string text, NoteSignature signature)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(signature);
        if (signature.Name != Name || signature.KeyId != Id) return false;
        lock (gate)
        {
            return key.VerifyData(
                Encoding.UTF8.GetBytes(text), signature.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <summary>
    /// Whether a note is signed by one of the keys. Signatures of unknown keys count for nothing; one that bears the
    /// name and id of a known key and does not fit refuses the note, whatever else it bears.
    /// </summary>
    public static bool Opens(SignedNote note, IEnumerable<NoteKey> keys)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(keys);
        var known = keys.ToList();
        var found = false;
        foreach (var signature in note.Signatures)
        {
            var fitting = known.Where(key => key.Name == signature.Name && key.Id == signature.KeyId).ToList();
            if (fitting.Count == 0) continue;
            if (!fitting.Any(key => key.Verify(note.Text, signature))) return false;
            found = true;
        }

        return found;
    }

    /// <summary>Reads one key from a JWK (RFC 7517, RFC 7518 section 6.2), or all of a JWK set.</summary>
    /// <param name="name">Name that the keys have in signature lines: the log's origin.</param>
    /// <param name="json">The file.</param>
    /// <exception cref="FormatException">Not public EC P-256 keys in JWK form. The text is not repeated.</exception>
    public static IReadOnlyList<NoteKey> Read(string name, ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            var keys = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("keys", out var set)
                ? set.EnumerateArray().Select(key => FromJwk(name, key)).ToList()
                : [FromJwk(name, root)];
            return keys.Count > 0 ? keys : throw new FormatException("The JWK set is empty.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or CryptographicException)
        {
            throw new FormatException("Not a public EC P-256 key in JWK form, or a set of them.", e);
        }
    }

    /// <summary>The public key as a JWK.</summary>
    public string ToJwk() => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["kty"] = "EC",
        ["crv"] = "P-256",
        ["alg"] = "ES256",
        ["use"] = "sig",
        ["kid"] = KeyId,
        ["x"] = Base64Url.EncodeToString(point.Q.X),
        ["y"] = Base64Url.EncodeToString(point.Q.Y),
    });

    private static NoteKey FromJwk(string name, JsonElement jwk)
    {
        if (jwk.GetProperty("kty").GetString() is not ("EC" or "EC-HSM") || jwk.GetProperty("crv").GetString() != "P-256")
            throw new FormatException("A key is not an EC key on P-256.");
        return new NoteKey(name, new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = { X = Coordinate(jwk, "x"), Y = Coordinate(jwk, "y") },
        });
    }

    private static byte[] Coordinate(JsonElement jwk, string member)
    {
        var bytes = Base64Url.DecodeFromChars(jwk.GetProperty(member).GetString());
        return bytes.Length == 32 ? bytes : throw new FormatException("A coordinate of P-256 has 32 bytes.");
    }
}
