using System.Buffers;

namespace SecureText.Sealing;

/// <summary>RFC 4648 base32 in lower case without padding: short, safe in every storage key, never mixed in case.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <summary>Encodes bytes whose count is a multiple of five, so that no bits are left over and each text is canonical.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % 5 != 0) throw new ArgumentException("Not a multiple of five bytes.", nameof(bytes));
        return string.Create(bytes.Length / 5 * 8, bytes, static (text, source) =>
        {
            for (int i = 0, o = 0; i < source.Length; i += 5, o += 8)
            {
                var group = 0UL;
                for (var b = 0; b < 5; b++) group = (group << 8) | source[i + b];
                for (var c = 0; c < 8; c++) text[o + c] = Alphabet[(int)(group >> (35 - (5 * c))) & 31];
            }
        });
    }

    /// <summary>Whether each character is one that <see cref="Encode"/> writes.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Characters);
}
