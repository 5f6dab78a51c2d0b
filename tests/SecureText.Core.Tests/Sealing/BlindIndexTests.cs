using SecureText.Audit;

namespace SecureText.Sealing;

public class BlindIndexTests
{
    private const string Number = "+12065550123";
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void For_gives_the_known_id()
    {
        // Computed by another implementation (Python: hmac) from the description in the docs.
        using var index = new BlindIndex(Key);
        Assert.Equal("uj6cv5tpzbl3zb5zb7qbnt677wsxsfwz", index.For("main", Number).Value);
    }

    [Fact]
    public void ForRoster_gives_the_known_id_and_separates_kinds()
    {
        // Computed as above.
        using var index = new BlindIndex(Key);
        Assert.Equal("pfywrzvbo4ylyk7lddonij5l7jo3sthj", index.ForRoster("patient", "csv|A-1"));
        Assert.NotEqual(index.ForRoster("patient", "csv|A-1"), index.ForRoster("visit", "csv|A-1"));
        Assert.NotEqual(index.ForStaff("patient", "csv|A-1"), index.ForRoster("patient", "csv|A-1"));
    }

    [Fact]
    public void ForAddress_gives_the_known_name_which_an_entry_takes()
    {
        // Computed as above.
        using var index = new BlindIndex(Key);
        var name = index.ForAddress(ClientAddress.Parse("203.0.113.7:443")!);
        Assert.Equal("addr:mlsroazqlnodyoyktoojbdpjmmyfzttl", name);
        Assert.True(Opaque.IsSource(name));
    }

    [Fact]
    public void For_separates_lines_numbers_and_keys()
    {
        using var index = new BlindIndex(Key);
        using var other = new BlindIndex([.. Key.Reverse()]);
        ConversationId[] ids =
        [
            index.For("main", Number),
            index.For("billing", Number),
            index.For("main", "+12065550124"),
            index.For("main+", Number[1..]),
            other.For("main", Number),
        ];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(ids[0], index.For("main", Number));
    }

    [Fact]
    public void For_after_dispose_or_with_a_bad_key_is_refused()
    {
        var index = new BlindIndex(Key);
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.For("main", Number));
        Assert.Throws<ArgumentException>(() => new BlindIndex(new byte[31]));
    }

    [Fact]
    public void BlindIndex_keeps_its_own_copy_of_the_key()
    {
        var key = (byte[])Key.Clone();
        using var index = new BlindIndex(key);
        var before = index.For("main", Number);
        Array.Clear(key);
        Assert.Equal(before, index.For("main", Number));
    }

    [Theory]
    [InlineData("abcdefghijklmnopqrstuvwxyz234567", true)]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", false)]
    [InlineData("abcdefghijklmnopqrstuvwxyz23456", false)]
    [InlineData("abcdefghijklmnopqrstuvwxyz2345677", false)]
    [InlineData("abcdefghijklmnopqrstuvwxyz23456/", false)]
    [InlineData("abcdefghijklmnopqrstuvwxyz234561", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void ConversationId_takes_only_its_own_form(string? text, bool good)
    {
        Assert.Equal(good, ConversationId.TryParse(text, out var id));
        if (good) Assert.Equal(text, id.ToString());
        else Assert.Throws<FormatException>(() => ConversationId.Parse(text));
    }

    [Fact]
    public void ConversationId_refusal_does_not_repeat_the_text() =>
        Assert.DoesNotContain(
            Number, Assert.Throws<FormatException>(() => ConversationId.Parse(Number)).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Base32_gives_the_rfc_4648_answers()
    {
        Assert.Equal("mzxw6ytb", Base32.Encode("fooba"u8));
        Assert.Equal("aaaaaaaa77777777", Base32.Encode([0, 0, 0, 0, 0, 255, 255, 255, 255, 255]));
        Assert.Throws<ArgumentException>(() => Base32.Encode("foob"u8));
    }
}
