using System.Text;
using System.Text.Json;

namespace SecureText.Canary;

/// <summary>The byte sequences in which a string can stand in storage or output.</summary>
internal static class CanaryForms
{
    internal static IReadOnlyList<byte[]> Of(string text)
    {
        byte[][] raw =
            [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text)];
        var written = raw.SelectMany(Written)
            .Append(JsonSerializer.Serialize(text)[1..^1])
            .Append(Uri.EscapeDataString(text))
            .Append(Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal))
            .Distinct();

        // What is written in letters may itself stand in UTF-8 or in UTF-16.
        return [.. raw.Concat(
            written.SelectMany(one => new[] { Encoding.ASCII.GetBytes(one), Encoding.Unicode.GetBytes(one) }))
            .DistinctBy(Convert.ToHexString)];
    }

    private static IEnumerable<string> Written(byte[] bytes)
    {
        yield return Convert.ToHexString(bytes);
        yield return Convert.ToHexStringLower(bytes);
        for (var offset = 0; offset < 3; offset++)
        {
            var middle = Base64Middle(bytes, offset);
            yield return middle;
            yield return middle.Replace('+', '-').Replace('/', '_');
        }
    }

    // Base64 takes three bytes at a time, so the same bytes look different at each of three positions. What depends on
    // the bytes before and after is cut off.
    private static string Base64Middle(byte[] bytes, int offset)
    {
        var padded = new byte[offset + bytes.Length];
        bytes.CopyTo(padded, offset);
        var text = Convert.ToBase64String(padded).TrimEnd('=');
        var start = offset switch { 0 => 0, 1 => 2, _ => 3 };
        var end = padded.Length % 3 == 0 ? 0 : 1;
        return text[start..^end];
    }
}
