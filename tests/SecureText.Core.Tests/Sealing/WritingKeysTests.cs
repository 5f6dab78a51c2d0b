namespace SecureText.Sealing;

public class WritingKeysTests
{
    private static readonly SealContext Place = new("t", "p", "r", "f");
    private readonly ManualTime time = new(new DateTimeOffset(2026, 11, 22, 23, 59, 0, TimeSpan.Zero));
    private readonly MaskingWrapper wrapper = new();
    private readonly CountingRandom random = new();

    [Fact]
    public void Get_for_one_scope_and_day_is_one_key_wrapped_once()
    {
        using var keys = Keys();
        using var first = keys.Get("a");
        using var second = keys.Get("a");
        using var other = keys.Get("b");
        Assert.Equal(first.Key.Id, second.Key.Id);
        Assert.NotEqual(first.Key.Id, other.Key.Id);
        Assert.Equal(2, wrapper.Wraps);
        Assert.Equal(0, wrapper.Unwraps);
    }

    [Fact]
    public async Task Wrapped_row_opens_what_was_sealed()
    {
        using var keys = Keys();
        using var key = keys.Get("a");
        var box = Sealer.SealText(key.Key, Place, "x", random);
        using var cache = new DataKeyCache(wrapper, time);
        using var opened = await cache.GetAsync(
            key.Wrapped.Id, key.Wrapped.KekId, key.Wrapped.Wrapped, CancellationToken.None);
        Assert.Equal("x", Sealer.OpenText(opened, Place, box));
    }

    [Fact]
    public void Key_is_unstored_until_somebody_says_that_its_row_is_in()
    {
        using var keys = Keys();
        using var first = keys.Get("a");
        using var concurrent = keys.Get("a");
        Assert.False(first.IsStored);
        Assert.False(concurrent.IsStored);
        first.MarkStored();
        Assert.True(concurrent.IsStored);
        using var later = keys.Get("a");
        Assert.True(later.IsStored);
    }

    [Fact]
    public void Get_on_the_next_utc_day_is_a_new_key_and_the_old_ones_are_gone()
    {
        using var keys = Keys();
        using var before = keys.Get("a");
        keys.Get("b").Dispose();
        before.MarkStored();
        time.Advance(TimeSpan.FromMinutes(1));
        using var after = keys.Get("a");
        Assert.StartsWith("20261122-", before.Key.Id, StringComparison.Ordinal);
        Assert.StartsWith("20261123-", after.Key.Id, StringComparison.Ordinal);
        Assert.False(after.IsStored);
        Assert.Equal(1, keys.Count);
    }

    [Fact]
    public void Keys_of_a_day_are_gone_when_it_ends_though_nobody_writes()
    {
        using var keys = Keys();
        keys.Get("a").Dispose();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, keys.Count);

        keys.Get("a").Dispose();
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, keys.Count);
    }

    [Fact]
    public void Get_beyond_the_use_cap_is_a_new_key()
    {
        using var keys = Keys(new(MaxUses: 2, MaxKeys: 10));
        var ids = Enumerable.Range(0, 4).Select(_ =>
        {
            using var key = keys.Get("a");
            return key.Key.Id;
        }).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[1], ids[2]);
        Assert.Equal(ids[2], ids[3]);
    }

    [Fact]
    public void Scopes_over_the_bound_push_out_what_was_unused_for_longest()
    {
        using var keys = Keys(new(100, MaxKeys: 3));
        foreach (var scope in new[] { "a", "b", "c", "a", "d" }) keys.Get(scope).Dispose();
        Assert.Equal(3, keys.Count);
        Assert.Equal(4, wrapper.Wraps);
        keys.Get("a").Dispose();
        Assert.Equal(4, wrapper.Wraps);
        keys.Get("b").Dispose();
        Assert.Equal(5, wrapper.Wraps);
    }

    [Fact]
    public void Hundred_thousand_conversations_hold_no_more_keys_than_the_bound()
    {
        using var keys = Keys();
        for (var i = 0; i < 100_000; i++) keys.Get($"conversation-{i}").Dispose();
        Assert.Equal(WritingKeyLimits.Default.MaxKeys, keys.Count);
    }

    [Fact]
    public void Key_in_hand_works_after_it_was_pushed_out_and_after_dispose()
    {
        var keys = Keys(new(100, MaxKeys: 1));
        using var held = keys.Get("a");
        keys.Get("b").Dispose();
        var box = Sealer.SealText(held.Key, Place, "x", random);
        keys.Dispose();
        Assert.Equal("x", Sealer.OpenText(held.Key, Place, box));
        Assert.Throws<ObjectDisposedException>(() => keys.Get("a"));
    }

    private WritingKeys Keys(WritingKeyLimits? limits = null) => new(wrapper, random, time, limits);
}
