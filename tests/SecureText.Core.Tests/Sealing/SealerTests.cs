using System.Text;

namespace SecureText.Sealing;

public class SealerTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);
    private static readonly SealContext Place = new("Messages", "conversation-a", "row-1", "text");
    private readonly CountingRandom random = new();

    [Fact]
    public void Seal_with_a_fixed_key_and_salt_gives_the_known_box()
    {
        // Computed by another implementation (Python: hmac, hashlib, cryptography) from the description in the docs.
        using var key = DataKey.FromBytes("20261122-test", Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
        var salt = Enumerable.Range(0x40, 32).Select(i => (byte)i).ToArray();
        var box = Sealer.Seal(key, Place, "Hello, café"u8, new FixedRandom(salt));
        Assert.Equal(KnownBox, Convert.ToHexStringLower(box));
        Assert.Equal("Hello, café", Sealer.OpenText(key, Place, box));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("Can I come on Tuesday? 😀 العربية")]
    public void SealText_opens_to_the_same_text(string text)
    {
        using var key = DataKey.Create(Day, random);
        var box = Sealer.SealText(key, Place, text, random);
        Assert.Equal(text, Sealer.OpenText(key, Place, box));
        Assert.Equal(key.Id, Sealer.KeyIdOf(box));
    }

    [Fact]
    public void SealText_with_a_lone_surrogate_keeps_the_rest()
    {
        using var key = DataKey.Create(Day, random);
        var box = Sealer.SealText(key, Place, "a\ud83db", random);
        Assert.Equal("a\ufffdb", Sealer.OpenText(key, Place, box));
    }

    [Fact]
    public void OpenText_of_bytes_that_are_no_text_is_malformed_and_quotes_nothing()
    {
        using var key = DataKey.Create(Day, random);
        var box = Sealer.Seal(key, Place, [0x41, 0xff, 0xfe], random);
        var broken = Assert.Throws<SealBrokenException>(() => Sealer.OpenText(key, Place, box));
        Assert.Equal(SealBreak.Malformed, broken.Reason);
        Assert.Null(broken.InnerException);
    }

    [Fact]
    public void Open_with_any_bit_changed_never_opens()
    {
        using var key = DataKey.Create(Day, random);
        var box = Sealer.SealText(key, Place, "see you at nine", random);
        for (var bit = 0; bit < box.Length * 8; bit++)
        {
            var changed = (byte[])box.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertBroken(() => Sealer.Open(key, Place, changed), $"bit {bit}");
        }
    }

    [Fact]
    public void Open_says_what_kind_of_change_it_met()
    {
        using var key = DataKey.Create(Day, random);
        var box = Sealer.SealText(key, Place, "see you at nine", random);
        var header = 2 + key.Id.Length;
        Assert.Equal(SealBreak.Malformed, ReasonAfterChangeAt(0));
        Assert.Equal(SealBreak.WrongKey, ReasonAfterChangeAt(header - 1)); // another id that is well formed
        Assert.Equal(SealBreak.WrongKey, ReasonAfterChangeAt(header)); // salt
        Assert.Equal(SealBreak.WrongKey, ReasonAfterChangeAt(header + 32)); // commitment
        Assert.Equal(SealBreak.Altered, ReasonAfterChangeAt(header + 64)); // ciphertext
        Assert.Equal(SealBreak.Altered, ReasonAfterChangeAt(box.Length - 1)); // tag

        SealBreak ReasonAfterChangeAt(int index)
        {
            var changed = (byte[])box.Clone();
            changed[index] = changed[index] == (byte)'b' ? (byte)'c' : (byte)'b';
            return AssertBroken(() => Sealer.Open(key, Place, changed), $"byte {index}").Reason;
        }
    }

    [Fact]
    public void Open_of_a_truncated_or_extended_box_never_opens()
    {
        using var key = DataKey.Create(Day, random);
        var box = Sealer.SealText(key, Place, "see you at nine", random);
        for (var length = 0; length < box.Length; length++)
            AssertBroken(() => Sealer.Open(key, Place, box.AsSpan(0, length)), $"first {length}");
        for (var skip = 1; skip < box.Length; skip++)
            AssertBroken(() => Sealer.Open(key, Place, box.AsSpan(skip)), $"without the first {skip}");
        foreach (var extra in new byte[] { 0, 1, 0xff })
            AssertBroken(() => Sealer.Open(key, Place, [.. box, extra]), "one longer");
        AssertBroken(() => Sealer.Open(key, Place, [.. box, .. box]), "twice");
    }

    [Theory]
    [InlineData("Inbox", "conversation-a", "row-1", "text")]
    [InlineData("Messages", "conversation-b", "row-1", "text")]
    [InlineData("Messages", "conversation-a", "row-2", "text")]
    [InlineData("Messages", "conversation-a", "row-1", "author")]
    [InlineData("Messages", "conversation-a", "row-1text", "")]
    [InlineData("Messages", "conversation-", "arow-1", "text")]
    [InlineData("", "Messagesconversation-a", "row-1", "text")]
    [InlineData("messages", "conversation-a", "row-1", "text")]
    public void Open_in_another_place_is_altered(string table, string partition, string row, string field)
    {
        using var key = DataKey.Create(Day, random);
        var box = Sealer.SealText(key, Place, "see you at nine", random);
        var moved = new SealContext(table, partition, row, field);
        Assert.Equal(SealBreak.Altered, AssertBroken(() => Sealer.Open(key, moved, box), "moved").Reason);
    }

    [Fact]
    public void Open_of_swapped_rows_opens_neither()
    {
        using var key = DataKey.Create(Day, random);
        var (first, second) = (Place, Place with { Row = "row-2" });
        var (firstBox, secondBox) =
            (Sealer.SealText(key, first, "yes", random), Sealer.SealText(key, second, "no!", random));
        AssertBroken(() => Sealer.Open(key, first, secondBox), "second in the first's place");
        AssertBroken(() => Sealer.Open(key, second, firstBox), "first in the second's place");
    }

    [Fact]
    public void Open_with_parts_of_two_boxes_opens_neither()
    {
        using var key = DataKey.Create(Day, random);
        var one = Sealer.SealText(key, Place, "aaaa", random);
        var two = Sealer.SealText(key, Place, "bbbb", random);
        for (var cut = 1; cut < one.Length; cut++)
        {
            byte[] mixed = [.. one[..cut], .. two[cut..]];
            if (mixed.AsSpan().SequenceEqual(one) || mixed.AsSpan().SequenceEqual(two)) continue; // shared header
            AssertBroken(() => Sealer.Open(key, Place, mixed), $"cut at {cut}");
        }
    }

    [Fact]
    public void Open_with_another_key_is_wrong_key_even_under_the_same_id()
    {
        using var key = DataKey.Create(Day, random);
        using var other = DataKey.Create(Day, random);
        using var impostor = DataKey.FromBytes(key.Id, new byte[32]);
        var box = Sealer.SealText(key, Place, "see you at nine", random);
        Assert.Equal(SealBreak.WrongKey, AssertBroken(() => Sealer.Open(other, Place, box), "other").Reason);
        Assert.Equal(SealBreak.WrongKey, AssertBroken(() => Sealer.Open(impostor, Place, box), "impostor").Reason);
    }

    [Fact]
    public void Seal_of_the_same_text_never_repeats_salt_commitment_or_ciphertext()
    {
        var system = new SystemRandomSource();
        using var key = DataKey.Create(Day, system);
        var header = 2 + key.Id.Length;
        var boxes = Enumerable.Range(0, 2_000).Select(_ => Sealer.SealText(key, Place, "the same text", system)).ToList();
        Assert.Equal(boxes.Count, boxes.Select(box => Slice(box, header, 32)).Distinct().Count());
        // The commitment comes from the same derivation as the message key: as many commitments as message keys.
        Assert.Equal(boxes.Count, boxes.Select(box => Slice(box, header + 32, 32)).Distinct().Count());
        Assert.Equal(boxes.Count, boxes.Select(box => Slice(box, header + 64, 13)).Distinct().Count());

        static string Slice(byte[] box, int start, int count) => Convert.ToHexString(box, start, count);
    }

    [Fact]
    public void Box_holds_neither_the_text_nor_the_place()
    {
        using var key = DataKey.Create(Day, random);
        var box = Encoding.Latin1.GetString(Sealer.SealText(key, Place, "CANARY-206-555-0123", random));
        Assert.DoesNotContain("CANARY", box, StringComparison.Ordinal);
        Assert.DoesNotContain("conversation-a", box, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("0100")]
    [InlineData("0001")]
    [InlineData("ffffffff")]
    public void KeyIdOf_something_that_is_no_box_is_malformed(string hex)
    {
        var broken = Assert.Throws<SealBrokenException>(() => Sealer.KeyIdOf(Convert.FromHexString(hex)));
        Assert.Equal(SealBreak.Malformed, broken.Reason);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x2f)]
    [InlineData(0x41)]
    [InlineData(0x80)]
    [InlineData(0xff)]
    public void KeyIdOf_an_id_outside_the_alphabet_is_malformed(byte letter)
    {
        byte[] box = [1, 3, (byte)'a', letter, (byte)'c', .. new byte[80]];
        Assert.Throws<SealBrokenException>(() => Sealer.KeyIdOf(box));
        box[3] = (byte)'b';
        Assert.Equal("abc", Sealer.KeyIdOf(box));
    }

    [Fact]
    public void SealContext_with_a_lone_surrogate_is_refused()
    {
        using var key = DataKey.Create(Day, random);
        Assert.Throws<EncoderFallbackException>(
            () => Sealer.SealText(key, Place with { Row = "\ud800" }, "x", random));
    }

    private static SealBrokenException AssertBroken(Func<byte[]> open, string what)
    {
        try
        {
            open();
        }
        catch (SealBrokenException broken)
        {
            return broken;
        }

        throw new Xunit.Sdk.XunitException($"It opened: {what}.");
    }

    private sealed class FixedRandom(byte[] bytes) : IRandomSource
    {
        public void Fill(Span<byte> destination) => bytes.CopyTo(destination);
    }

    private const string KnownBox =
        "010d32303236313132322d74657374404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d"
        + "5e5f207f51168d8d05f93b99bab7e5c8912e09757445c4b4e3b3bb33d62a22b44e77731de50a527a52ac1a902b"
        + "67417d71f717d27226fbfe8a4dec02f22c";
}
