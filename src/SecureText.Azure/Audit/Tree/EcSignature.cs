using System.Formats.Asn1;
using Azure.Security.KeyVault.Keys;

namespace SecureText.Audit.Tree;

/// <summary>Between the forms of Key Vault and those of notes.</summary>
internal static class EcSignature
{
    private const int Half = 32;

    /// <summary>Key Vault gives r and s one behind the other (RFC 7518 section 3.4); a note has them in ASN.1 DER.</summary>
    public static byte[] ToDer(byte[] signature)
    {
        if (signature.Length != 2 * Half) throw new ArgumentException("A signature of P-256 has 64 bytes.", nameof(signature));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            Write(signature.AsSpan(0, Half));
            Write(signature.AsSpan(Half));
        }

        return writer.Encode();

        void Write(ReadOnlySpan<byte> number)
        {
            // DER takes no zeros in front.
            number = number.TrimStart((byte)0);
            writer.WriteIntegerUnsigned(number.IsEmpty ? [0] : number);
        }
    }

    /// <summary>The public half, by its name in notes.</summary>
    public static NoteKey PublicHalf(string origin, JsonWebKey key)
    {
        using var ec = key.ToECDsa();
        return new NoteKey(origin, ec.ExportParameters(includePrivateParameters: false));
    }
}
