using System.Globalization;
using System.Text;

namespace SecureText.Texting;

/// <summary>The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1).</summary>
internal static class Gsm7
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    /// <summary>Septets that the character takes: 1, 2, or 0 when the alphabet does not have it.</summary>
    internal static int Septets(char c) =>
        Basic.Contains(c, StringComparison.Ordinal) ? 1 : Extension.Contains(c, StringComparison.Ordinal) ? 2 : 0;

    /// <summary>
    /// Writes a name so that it does not push the whole text into UCS-2, which halves its length: <c>Clínica</c> as
    /// <c>Clinica</c>. What has no plain form stays.
    /// </summary>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '’' or '‘') folded.Append('\'');
            else if (c is '–' or '—') folded.Append('-');
            else if (Septets(c) > 0 || char.IsSurrogate(c)) folded.Append(c);
            else folded.Append(Plain(c));
        }

        return folded.ToString();
    }

    private static string Plain(char c)
    {
        var plain = string.Concat(c.ToString().Normalize(NormalizationForm.FormKD)
            .Where(part => CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark));
        return plain.Length > 0 && plain.All(part => Septets(part) > 0) ? plain : c.ToString();
    }
}
