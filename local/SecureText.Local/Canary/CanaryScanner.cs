using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace SecureText.Canary;

/// <summary>
/// Looks for planted strings in bytes and text: as they are, in UTF-16, escaped, in base64 at any position, in hex, and
/// inside what base64 or hex decodes to.
/// </summary>
internal sealed partial class CanaryScanner
{
    private const int Depth = 3;

    private readonly (PlantedCanary Canary, IReadOnlyList<byte[]> Forms)[] needles;

    // All forms at once, so that a thousand canaries cost little more than one: most of what is read holds none.
    private readonly SearchValues<string> any;

    internal CanaryScanner(IEnumerable<PlantedCanary> canaries)
    {
        needles = [.. canaries.Select(one => one.Text.Length >= PlantedCanary.Shortest
            ? (one, CanaryForms.Of(one.Text))
            : throw new ArgumentException(
                $"The canary for '{one.Field}' is too short to be unmistakable.", nameof(canaries)))];
        any = SearchValues.Create(
            [.. needles.SelectMany(one => one.Forms).Select(Encoding.Latin1.GetString).Distinct()], StringComparison.Ordinal);
    }

    internal IReadOnlyList<CanaryHit> Scan(string place, string text) => Scan(place, Encoding.UTF8.GetBytes(text));

    internal IReadOnlyList<CanaryHit> Scan(string place, ReadOnlyMemory<byte> data)
    {
        var fields = new HashSet<string>();
        Search(data.Span, fields, Depth);
        return [.. fields.Select(field => new CanaryHit(field, place))];
    }

    private void Search(ReadOnlySpan<byte> data, HashSet<string> found, int depth)
    {
        var text = Encoding.Latin1.GetString(data);
        if (text.AsSpan().ContainsAny(any)) Name(data, found);
        if (depth == 0) return;
        foreach (Match run in Base64Run().Matches(text)) SearchDecoded(FromBase64(run.Value), found, depth);
        foreach (Match run in HexRun().Matches(text))
            SearchDecoded(Convert.FromHexString(run.Value[..(run.Length & ~1)]), found, depth);
    }

    private void Name(ReadOnlySpan<byte> data, HashSet<string> found)
    {
        foreach (var (canary, forms) in needles)
        {
            if (found.Contains(canary.Field)) continue;
            foreach (var form in forms)
            {
                if (data.IndexOf(form) < 0) continue;
                found.Add(canary.Field);
                break;
            }
        }
    }

    private void SearchDecoded(byte[]? bytes, HashSet<string> found, int depth)
    {
        if (bytes is { Length: >= PlantedCanary.Shortest }) Search(bytes, found, depth - 1);
    }

    private static byte[]? FromBase64(string run)
    {
        var text = run.Replace('-', '+').Replace('_', '/');
        text = text[..(text.Length - (text.Length % 4 == 1 ? 1 : 0))];
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var length)
            ? bytes[..length]
            : null;
    }

    [GeneratedRegex("[A-Za-z0-9+/_-]{12,}")]
    private static partial Regex Base64Run();

    [GeneratedRegex("[A-Fa-f0-9]{16,}")]
    private static partial Regex HexRun();
}
