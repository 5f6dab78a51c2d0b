namespace SecureText.Audit.Tree;

public sealed class EntryBundleTests
{
    [Fact]
    public void Bundle_is_lengths_and_entries()
    {
        using var bundle = new MemoryStream();
        EntryBundle.Write(bundle, "ab"u8);
        EntryBundle.Write(bundle, new byte[300]);

        Assert.Equal([0, 2, .. "ab"u8, 1, 0x2c, .. new byte[300]], bundle.ToArray());
        Assert.Equal([2, 300], EntryBundle.Read(bundle.ToArray()).Select(entry => entry.Length));
        Assert.Empty(EntryBundle.Read(Array.Empty<byte>()));
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 2, 1 })]
    [InlineData(new byte[] { 0, 0 })]
    public void Bundle_that_is_cut_or_holds_nothing_is_refused(byte[] bundle) =>
        Assert.Throws<FormatException>(() => EntryBundle.Read(bundle));

    [Fact]
    public void Bundle_of_more_than_256_entries_is_refused()
    {
        using var bundle = new MemoryStream();
        for (var i = 0; i < 257; i++) EntryBundle.Write(bundle, "x"u8);

        Assert.Equal(256, EntryBundle.Read(bundle.ToArray().AsMemory(0, 256 * 3)).Count);
        Assert.Throws<FormatException>(() => EntryBundle.Read(bundle.ToArray()));
    }

    [Fact]
    public void Entry_that_no_length_can_tell_is_refused()
    {
        Assert.Throws<ArgumentException>(() => EntryBundle.Write(new MemoryStream(), new byte[65_536]));
        Assert.Throws<ArgumentException>(() => EntryBundle.Write(new MemoryStream(), []));
    }
}
