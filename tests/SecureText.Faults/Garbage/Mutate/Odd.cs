using System.Globalization;

namespace SecureText.Faults.Garbage;

/// <summary>Values that programs have stumbled over.</summary>
internal static class Odd
{
    /// <summary>Numbers as JSON writes them; the last few are not JSON.</summary>
    internal static readonly string[] Numbers =
    [
        "0", "-0", "-1", "1", "0.1", "1e2", "2147483647", "2147483648", "-2147483649", "9007199254740993",
        "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551616", "1e308", "1e400", "1E-400",
        "79228162514264337593543950336", "1" + new string('0', 400), "01", "+1", ".5", "NaN", "Infinity", "0x10",
    ];

    /// <summary>Days and times at the edges of what programs can count.</summary>
    internal static readonly string[] Times =
    [
        "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-14:00",
        "1600-12-31T23:59:59Z", "2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-01T01:30:00", "2026-03-08T02:30:00", "10000-01-01",
        "+275760-09-13T00:00:00Z", "0000-00-00", "2026-11-22", "14:30", "2026-W47-7", "2026-11-22T10:00:00+99:99", "1/1/0001", "12/31/9999",
        "2026-11-22T10:00:00.123456789012345678901234567890Z", "二〇二六-11-22", "٢٠٢٦-١١-٢٢",
    ];

    /// <summary>Text; what is half of something stands as a whole character here, and is cut in two elsewhere.</summary>
    internal static readonly string[] Texts =
    [
        "", " ", "\t", "\n", "\r\n", "\0", "a\0b", "\uFEFF", "\u200B", "\u202Eevil", "\u2028", "\uFFFF", "\uFFFD", "\uFDD0",
        "e\u0301\u0301\u0301\u0301", "ﷺ", "İ", "ı", "ß", "ǅ", "１２３", "٣٤٥", "𝒳𝟙", "👩‍👩‍👧‍👦", "\u1E9B\u0323",
        "null", "true", "undefined", "NaN", "[object Object]", "{}", "[]", "\"", "\\", "\\u0000", "'", "''", "`", "--", ";", "|", "*", "?", "%",
        "' or PartitionKey ge '' or '", "x' eq 'x", "$filter=true", "(PartitionKey='a',RowKey='b')", "../../../etc/passwd", "..\\..\\", "/", "//", "\\\\host\\share",
        "%00", "%2e%2e%2f", "%c0%af", "%u0041", "%zz", "{0}", "{{0}}", "{text}", "%s%n", "${jndi:ldap://x}", "<script>alert(1)</script>", "<!--", "]]>",
        "=cmd|'/c calc'!A1", "+1+1", "@SUM(1)", "-1", "me", "any", "patient:x", "staff:x", "system", "..", ".", "CON", "a|b", "a:b", "a.b", "00000000000000000000000000000000",
        "ffffffffffffffffffffffffffffffff", "11111111-1111-4111-8111-111111111111", "\r\nX-Injected: 1", "STOP", "START", "HELP", "YES", "ALTO", "STOP STOP",
        "+12065550142", "12065550143", "(206) 555-0144", "+442079460000", "911", "٢٠٦٥٥٥٠١٤٥", "tel:+12065550146", "206-555-0147 ext 3",
    ];

    internal static string Text(Dice dice) => dice.Below(10) switch
    {
        0 => dice.Pick(Times),
        1 => dice.Pick(Numbers),
        2 => string.Concat(Enumerable.Range(0, 1 + dice.Below(40)).Select(_ => (char)(1 + dice.Below(0xD7FF)))),
        3 => Repeated(dice),
        _ => dice.Pick(Texts),
    };

    /// <summary>One thing many times: what is read in more than one pass over itself takes long then.</summary>
    internal static string Repeated(Dice dice)
    {
        string[] units = ["a", "1", " ", "1 ", "1T1:11", "stop ", "a ", "no me ", "dont want a ", ",", "\"", "(", "-", "https://a", "\u0301", "5-5", "remove a ", "😀", "born ", "1-1-"];
        return string.Concat(Enumerable.Repeat(dice.Pick(units), dice.Pick([10, 100, 1000, 5000, 20_000])));
    }

    internal static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
