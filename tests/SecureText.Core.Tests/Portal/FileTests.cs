namespace SecureText.Portal;

public class FileTests
{
    public static TheoryData<string, string> Good => new()
    {
        { "ffd8ffe000104a464946", "image/jpeg" },
        { "ffd8ffe1", "image/jpeg" },
        { "ffd8ffdb", "image/jpeg" },
        { "89504e470d0a1a0a0000000d49484452", "image/png" },
        { "0000001866747970686569630000000068656963", "image/heic" },
        { "00000018667479706d69663100000000" + "68656963" + "6d696631", "image/heic" },
        { "255044462d312e37", "application/pdf" },
        { "255044462d322e30", "application/pdf" },
    };

    public static TheoryData<string> Bad => new()
    {
        "", "ff", "ffd8ff", "ffd8ff00",
        Hex("<html><script>alert(1)</script>"), Hex("<svg xmlns=\"http://www.w3.org/2000/svg\">"), Hex("<?xml version=\"1.0\"?><svg>"),
        Hex("GIF89a"), Hex("RIFF\0\0\0\0WEBP"), Hex("PK\x03\x04"), Hex("MZ"), Hex("#!/bin/sh"), Hex("BM"),
        Hex(" %PDF-1.7"), Hex("\n%PDF-1.7"), Hex("%PDF-9.9"), Hex("<html>%PDF-1.7"),
        "89504e470d0a1a0a", "89504e470d0a1a0a0000000e49484452",
        "00000018667479706d703432000000006d703432", // a film
        "00000018667479706d696631000000006d6966316d696631", // still pictures of another kind
        "00000008667479706865696300000000", // a box too short for itself
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void File_is_what_it_begins_as(string hex, string type) =>
        Assert.Equal(type, FileKind.Of(Convert.FromHexString(hex))?.ContentType);

    [Theory]
    [MemberData(nameof(Bad))]
    public void File_that_begins_as_anything_else_is_not_taken(string hex) => Assert.Null(FileKind.Of(Convert.FromHexString(hex)));

    [Theory]
    [InlineData(null, "file.jpg")]
    [InlineData("", "file.jpg")]
    [InlineData("card.jpg", "card.jpg")]
    [InlineData("Card.JPEG", "Card.jpeg")]
    [InlineData("page.html", "page.html.jpg")]
    [InlineData("..\\..\\etc/passwd", "etc_passwd.jpg")]
    [InlineData("a\r\nSet-Cookie: x.jpg", "a__Set-Cookie_ x.jpg")]
    [InlineData("photo\u202Egpj.exe", "photo_gpj.exe.jpg")]
    [InlineData("a\0b.jpg", "a_b.jpg")]
    [InlineData("\uD800.jpg", "file.jpg")]
    [InlineData(".jpg", "file.jpg")]
    [InlineData("tarjeta de María.jpg", "tarjeta de María.jpg")]
    [InlineData("\"quoted\".jpg", "quoted.jpg")]
    public void Name_is_made_harmless(string? given, string expected) => Assert.Equal(expected, FileName.For(given, FileKind.Jpeg));

    [Fact]
    public void Name_of_300_characters_is_cut_before_its_ending_and_through_no_character()
    {
        Assert.Equal(new string('a', 96) + ".jpg", FileName.For(new string('a', 300) + ".jpg", FileKind.Jpeg));
        var name = FileName.For("a" + string.Concat(Enumerable.Repeat("😀", 150)), FileKind.Png);
        Assert.True(name.Length <= FileName.Longest);
        Assert.Equal(name, new string([.. name.Normalize()]));
        Assert.EndsWith("😀.png", name, StringComparison.Ordinal);
    }

    private static string Hex(string text) => Convert.ToHexString(System.Text.Encoding.Latin1.GetBytes(text));
}
