namespace SecureText.Sealing;

public class DataKeyTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);
    private static readonly SealContext Place = new("t", "p", "r", "f");

    [Fact]
    public void Create_gives_ids_that_are_storage_safe_and_never_repeat()
    {
        var keys = Enumerable.Range(0, 1_000).Select(_ => DataKey.Create(Day, new SystemRandomSource())).ToList();
        Assert.All(keys, key => Assert.Matches("^20261122-[a-z2-7]{16}$", key.Id));
        Assert.Equal(keys.Count, keys.Select(key => key.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("a", true)]
    [InlineData("20261122-abc", true)]
    [InlineData("A", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("é", false)]
    public void IsId_takes_only_its_alphabet(string text, bool good) => Assert.Equal(good, DataKey.IsId(text));

    [Fact]
    public void IsId_longer_than_64_is_refused()
    {
        Assert.True(DataKey.IsId(new string('a', 64)));
        Assert.False(DataKey.IsId(new string('a', 65)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void FromBytes_of_another_length_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => DataKey.FromBytes("a", new byte[length]));

    [Fact]
    public void FromBytes_copies_so_that_the_caller_can_zero_its_own()
    {
        var bytes = Enumerable.Repeat((byte)7, 32).ToArray();
        using var key = DataKey.FromBytes("a", bytes);
        var box = Sealer.SealText(key, Place, "x", new SystemRandomSource());
        using var again = DataKey.FromBytes("a", bytes);
        Array.Clear(bytes);
        Assert.Equal("x", Sealer.OpenText(again, Place, box));
    }

    [Fact]
    public void Disposed_key_refuses_every_use_and_its_copy_lives_on()
    {
        var random = new SystemRandomSource();
        var key = DataKey.Create(Day, random);
        using var copy = key.Copy();
        var box = Sealer.SealText(key, Place, "x", random);
        key.Dispose();
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Sealer.SealText(key, Place, "x", random));
        Assert.Throws<ObjectDisposedException>(() => Sealer.OpenText(key, Place, box));
        Assert.Throws<ObjectDisposedException>(key.Copy);
        Assert.Throws<ObjectDisposedException>(() => key.WrapWith(new MaskingWrapper()));
        Assert.Equal("x", Sealer.OpenText(copy, Place, box));
    }

    [Fact]
    public async Task Dispose_while_others_seal_never_seals_under_a_zeroed_key()
    {
        var random = new SystemRandomSource();
        for (var round = 0; round < 200; round++)
        {
            var key = DataKey.Create(Day, random);
            using var copy = key.Copy();
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var sealing = Task.Run(async () =>
            {
                await start.Task;
                var boxes = new List<byte[]>();
                try
                {
                    while (true) boxes.Add(Sealer.SealText(key, Place, "x", random));
                }
                catch (ObjectDisposedException)
                {
                    return boxes;
                }
            });
            start.SetResult();
            await Task.Yield();
            key.Dispose();
            Assert.All(await sealing, box => Assert.Equal("x", Sealer.OpenText(copy, Place, box)));
        }
    }

    [Fact]
    public void ToString_shows_the_id_only()
    {
        using var key = DataKey.FromBytes("20261122-abc", new byte[32]);
        Assert.Equal("20261122-abc", key.ToString());
    }

    [Fact]
    public async Task WrapWith_names_the_kek_that_wrapped_even_when_it_rotates_in_between()
    {
        var wrapper = new MaskingWrapper();
        wrapper.DuringWrap = () =>
        {
            wrapper.DuringWrap = () => { };
            wrapper.CurrentKeyId = "kek/2";
        };
        using var key = DataKey.Create(Day, new SystemRandomSource());
        var stored = key.WrapWith(wrapper);
        Assert.Equal("kek/2", stored.KekId);
        using var opened = DataKey.FromBytes(
            stored.Id, await wrapper.UnwrapAsync(stored.KekId, stored.Wrapped, CancellationToken.None));
        var box = Sealer.SealText(key, Place, "x", new SystemRandomSource());
        Assert.Equal("x", Sealer.OpenText(opened, Place, box));
    }
}
