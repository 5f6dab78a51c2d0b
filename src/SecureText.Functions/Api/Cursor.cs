using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace SecureText.Api;

/// <summary>Where a list goes on: the key of a row, so written that it can stand in an address.</summary>
internal static class Cursor
{
    private const int Longest = 300;

    public static string? Write(string? rowKey) => rowKey is null ? null : WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(rowKey));

    /// <summary>Reads what <see cref="Write"/> wrote; nothing is the beginning.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="isOurs">Whether the list that is asked has such rows: a cursor of another would show rows of that.</param>
    /// <param name="rowKey">Null for the beginning.</param>
    public static bool TryRead(string? text, Func<string, bool> isOurs, out string? rowKey)
    {
        rowKey = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (text.Length > Longest) return false;
        try
        {
            rowKey = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(text));
            return isOurs(rowKey) && rowKey.All(c => c is > ' ' and < (char)0x7f);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
