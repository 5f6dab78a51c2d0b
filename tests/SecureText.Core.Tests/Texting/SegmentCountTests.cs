namespace SecureText.Texting;

public class SegmentCountTests
{
    private const string Emoji = "👍";

    [Theory]
    [InlineData(0, LineKind.TenDigit, 1)]
    [InlineData(1, LineKind.TenDigit, 1)]
    [InlineData(160, LineKind.TenDigit, 1)]
    [InlineData(161, LineKind.TenDigit, 2)]
    [InlineData(306, LineKind.TenDigit, 2)]
    [InlineData(307, LineKind.TenDigit, 3)]
    [InlineData(459, LineKind.ShortCode, 3)]
    [InlineData(160, LineKind.TollFree, 1)]
    [InlineData(304, LineKind.TollFree, 2)]
    [InlineData(305, LineKind.TollFree, 3)]
    public void Of_plain_letters_counts_septets(int length, LineKind line, int parts) =>
        Assert.Equal(new SegmentCount(SmsEncoding.Gsm7, length, parts), Count(new string('a', length), line));

    [Theory]
    [InlineData(70, LineKind.TenDigit, 1)]
    [InlineData(71, LineKind.TenDigit, 2)]
    [InlineData(134, LineKind.TenDigit, 2)]
    [InlineData(135, LineKind.TenDigit, 3)]
    [InlineData(70, LineKind.TollFree, 1)]
    [InlineData(132, LineKind.TollFree, 2)]
    [InlineData(133, LineKind.TollFree, 3)]
    public void Of_letters_outside_the_alphabet_counts_utf16_units(int length, LineKind line, int parts) =>
        Assert.Equal(new SegmentCount(SmsEncoding.Ucs2, length, parts), Count(new string('я', length), line));

    [Theory]
    [InlineData('€')]
    [InlineData('[')]
    [InlineData(']')]
    [InlineData('{')]
    [InlineData('}')]
    [InlineData('~')]
    [InlineData('^')]
    [InlineData('|')]
    [InlineData('\\')]
    [InlineData('\f')]
    public void Of_extension_character_counts_two(char c)
    {
        Assert.Equal(new SegmentCount(SmsEncoding.Gsm7, 2, 1), Count(c.ToString()));
        Assert.Equal(1, Count(new string(c, 80)).Parts);
        Assert.Equal(2, Count(new string(c, 80) + "a").Parts);
    }

    [Fact]
    public void Of_escape_pair_at_the_edge_of_a_part_goes_whole_to_the_next()
    {
        // 152 and a pair: one septet of the first part stays empty, so 306 units no longer fit two parts.
        Assert.Equal(new SegmentCount(SmsEncoding.Gsm7, 306, 3), Count(new string('a', 152) + "€" + new string('a', 152)));
        Assert.Equal(new SegmentCount(SmsEncoding.Gsm7, 306, 2), Count(new string('a', 151) + "€" + new string('a', 153)));
    }

    [Fact]
    public void Of_surrogate_pair_at_the_edge_of_a_part_goes_whole_to_the_next()
    {
        Assert.Equal(new SegmentCount(SmsEncoding.Ucs2, 134, 3), Count(new string('я', 66) + Emoji + new string('я', 66)));
        Assert.Equal(new SegmentCount(SmsEncoding.Ucs2, 134, 2), Count(new string('я', 65) + Emoji + new string('я', 67)));
    }

    [Fact]
    public void Of_every_character_of_the_alphabet_is_one_septet()
    {
        const string rows = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
        Assert.Equal(127, rows.Length);
        Assert.Equal(new SegmentCount(SmsEncoding.Gsm7, 127, 1), Count(rows));
    }

    [Theory]
    [InlineData("á")]
    [InlineData("í")]
    [InlineData("ç")]
    [InlineData("`")]
    [InlineData("’")]
    [InlineData("\t")]
    [InlineData("\u001B")]
    public void Of_look_alikes_that_the_alphabet_lacks_need_ucs2(string text) =>
        Assert.Equal(SmsEncoding.Ucs2, Count(text).Encoding);

    [Fact]
    public void Of_half_a_pair_is_one_unit() =>
        Assert.Equal(new SegmentCount(SmsEncoding.Ucs2, 3, 1), Count("a\uD83Db"));

    [Fact]
    public void Of_any_text_parts_lie_between_the_bounds_of_its_units()
    {
        var dice = new Dice(3);
        for (var i = 0; i < 2_000; i++)
        {
            var wide = dice.Below(2) == 0;
            var text = string.Concat(Enumerable.Range(0, dice.Below(600)).Select(_ => dice.Of("a", "€", wide ? Emoji : "b", "ñ")));
            var line = dice.Of(Enum.GetValues<LineKind>());
            var count = Count(text, line);
            var room = (count.Encoding, line) switch
            {
                (SmsEncoding.Gsm7, LineKind.TollFree) => 152,
                (SmsEncoding.Gsm7, _) => 153,
                (_, LineKind.TollFree) => 66,
                _ => 67,
            };
            Assert.InRange(count.Units, text.Length, text.Length * 2);
            if (count.Parts == 1) Assert.True(count.Units <= (count.Encoding == SmsEncoding.Gsm7 ? 160 : 70));
            else Assert.InRange(count.Parts, (count.Units + room - 1) / room, ((count.Units + room - 2) / (room - 1)) + 1);
        }
    }

    private static SegmentCount Count(string text, LineKind line = LineKind.TenDigit) =>
        SegmentCount.Of(new MessageText(text), line);
}
