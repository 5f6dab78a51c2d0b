using System.Text;

namespace SecureText.Faults.Garbage;

/// <summary>What stands in an address in place of an id. Written as it goes over the wire.</summary>
internal static class PathMutation
{
    private static readonly string[] Raw =
    [
        "..", "%2e%2e", "..%2f..%2fetc", "%2F", "%5c", "%00", "%0d%0aX:1", "%25", "%", "%zz", "%c0%af", "%ed%a0%80", "%ff", "%e2%80%ae", "*", "'", "%27", "''",
        "x'%20or%20'1'%20eq%20'1", "(PartitionKey='a')", "a%7Cb", "a|b", "~", "a~", "!", "%EF%BC%91", "%D9%A3", "-1", "0", "1e9", "null", "me", "any", ";", "a;b=c", "a,b", "a b", "+", "{id}",
        "%7Bid%7D", "a:b", "a@b", "a.b", ".", "%20", "A", "_", "00000000000000000000000000000000", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "%E0%B2%A0", "[", "\"", "<a>", "`", "^",
    ];

    internal static string Segment(Dice dice, IReadOnlyList<string> good) => dice.Below(10) switch
    {
        < 5 when good.Count > 0 => dice.Pick(good),
        5 when good.Count > 0 => Bent(dice.Pick(good), dice),
        6 => new string('a', dice.Pick([32, 64, 255, 256, 1025, 6000])),
        7 => Uri.EscapeDataString(Odd.Text(dice) is { Length: < 2000 } odd ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(odd)) : "x"),
        _ => dice.Pick(Raw),
    };

    private static string Bent(string good, Dice dice) => dice.Below(7) switch
    {
        0 => good.ToUpperInvariant(),
        1 => good + "0",
        2 => good[..^1],
        3 => string.Concat(good.Select(c => FormattableString.Invariant($"%{(int)c:X2}"))),
        4 => good + "%00",
        5 => good + "/" + good,
        _ => Uri.EscapeDataString(string.Concat(good.Select(c => char.IsAsciiDigit(c) ? (char)(c - '0' + '０') : c))),
    };
}
