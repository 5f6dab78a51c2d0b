using System.Security.Cryptography;
using System.Text;
using SecureText.Sealing;

namespace SecureText.Patients;

/// <summary>Names a patient within a conversation: 24 hexadecimal characters, random, opaque.</summary>
public static class PatientId
{
    private const int Bytes = 12;

    /// <summary>A new one.</summary>
    public static string New(IRandomSource random)
    {
        Span<byte> id = stackalloc byte[Bytes];
        random.Fill(id);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>The same one again for the same opaque id: one that is a keyed hash, for this is none.</summary>
    public static string Of(string opaque) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(opaque)).AsSpan(0, Bytes));

    /// <summary>Whether <see cref="New"/> may have made it; for ids out of a path, before they become part of a row key.</summary>
    public static bool IsId(string? text) => text is { Length: 2 * Bytes } && text.All(char.IsAsciiHexDigitLower);
}
