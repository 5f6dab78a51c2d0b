using System.Text;
using System.Text.Json;
using SecureText.Canary;

namespace SecureText.EndToEnd.Tests.Canary;

public sealed class CanaryScannerTests
{
    private const string Text = "Zyxwander-Ñandú-7731";

    private readonly CanaryScanner scanner = new(
        [new PlantedCanary("text", Text), new PlantedCanary("name", "Quillfeather Orlo")]);

    public static TheoryData<string> Encodings { get; } =
        ["plain", "utf-16", "utf-16 big", "json", "url", "hex", "HEX", "base64", "base64url", "base64 of utf-16",
         "hex of utf-16",
         "base64 in utf-16", "base64 twice", "base64 of json"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Scan_planted_in_an_encoding_is_found_at_any_position(string encoding)
    {
        for (var before = 0; before < 7; before++)
        {
            var data = Encode(encoding, new string('x', before), "yy");

            var hit = Assert.Single(scanner.Scan("here", data));
            Assert.Equal(new CanaryHit("text", "here"), hit);
        }
    }

    [Fact]
    public void Scan_without_a_canary_finds_nothing()
    {
        var innocent = JsonSerializer.Serialize(
            new { text = "Zyxwander", box = Convert.ToBase64String(new byte[4096]), id = new string('a', 500) });

        Assert.Empty(scanner.Scan("here", innocent));
    }

    [Fact]
    public void Scan_two_fields_in_one_place_names_both() =>
        Assert.Equal(2, scanner.Scan("here", $"{Text} and Quillfeather Orlo").Count);

    [Theory]
    [InlineData("+12065550123")]
    [InlineData("tel:2065550123")]
    [InlineData("(206) 555-0123")]
    [InlineData("1-206-555-0123")]
    [InlineData("206.555.0123")]
    public void Scan_number_in_another_notation_is_found(string written)
    {
        var numbers = new CanaryScanner(PlantedCanary.OfNumber("number", "+12065550123"));

        Assert.Single(numbers.Scan("here", written));
    }

    [Fact]
    public void Constructor_short_canary_is_refused() =>
        Assert.Throws<ArgumentException>(() => new CanaryScanner([new PlantedCanary("text", "abc")]));

    private static byte[] Encode(string encoding, string before, string after)
    {
        var whole = before + Text + after;
        var utf8 = Encoding.UTF8.GetBytes(whole);
        var utf16 = Encoding.Unicode.GetBytes(whole);
        return encoding switch
        {
            "plain" => utf8,
            "utf-16" => utf16,
            "utf-16 big" => Encoding.BigEndianUnicode.GetBytes(whole),
            "json" => Ascii(JsonSerializer.Serialize(whole)),
            "url" => Ascii(Uri.EscapeDataString(whole)),
            "hex" => Ascii(Convert.ToHexStringLower(utf8)),
            "HEX" => Ascii(Convert.ToHexString(utf8)),
            "base64" => Ascii($"data: {Convert.ToBase64String(utf8)};"),
            "base64url" => Ascii(Convert.ToBase64String(utf8).TrimEnd('=').Replace('+', '-').Replace('/', '_')),
            "base64 of utf-16" => Ascii(Convert.ToBase64String(utf16)),
            "hex of utf-16" => Ascii(Convert.ToHexString(utf16)),
            "base64 in utf-16" => Encoding.Unicode.GetBytes(Convert.ToBase64String(utf8)),
            "base64 twice" => Ascii(Convert.ToBase64String(Ascii(Convert.ToBase64String(utf8)))),
            "base64 of json" => Ascii(Convert.ToBase64String(Ascii(JsonSerializer.Serialize(new { text = whole })))),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
        };
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
