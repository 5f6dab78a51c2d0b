using System.Security.Cryptography;

namespace SecureText.Sealing;

public class DataKeyCacheTests
{
    private static readonly SealContext Place = new("t", "p", "r", "f");
    private static readonly DateOnly Day = new(2026, 11, 22);
    private readonly ManualTime time = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
    private readonly MaskingWrapper wrapper = new();
    private readonly CountingRandom random = new();

    [Fact]
    public async Task Get_twice_unwraps_once_and_gives_each_caller_its_own_copy()
    {
        using var cache = new DataKeyCache(wrapper, time);
        var (stored, box) = Sealed("x");
        using (var first = await Get(cache, stored)) Assert.Equal("x", Sealer.OpenText(first, Place, box));
        using (var second = await Get(cache, stored)) Assert.Equal("x", Sealer.OpenText(second, Place, box));
        Assert.Equal(1, wrapper.Unwraps);
    }

    [Fact]
    public async Task Get_zeroes_the_bytes_that_the_wrapper_handed_out()
    {
        using var cache = new DataKeyCache(wrapper, time);
        (await Get(cache, Sealed("x").Stored)).Dispose();
        Assert.All(Assert.Single(wrapper.HandedOut), b => Assert.Equal(0, b));
    }

    [Fact]
    public async Task Get_by_many_at_once_unwraps_once()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        wrapper.BeforeUnwrap = () => release.Task;
        using var cache = new DataKeyCache(wrapper, time);
        var (stored, box) = Sealed("x");
        var waiting = Enumerable.Range(0, 50).Select(_ => Get(cache, stored)).ToList();
        release.SetResult();
        foreach (var key in await Task.WhenAll(waiting))
        {
            using (key) Assert.Equal("x", Sealer.OpenText(key, Place, box));
        }

        Assert.Equal(1, wrapper.Unwraps);
    }

    [Fact]
    public async Task Get_after_the_time_to_live_unwraps_again_even_when_it_was_used_all_the_time()
    {
        using var cache = new DataKeyCache(wrapper, time);
        var (stored, _) = Sealed("x");
        for (var minute = 0; minute < 5; minute++)
        {
            (await Get(cache, stored)).Dispose();
            time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        }

        Assert.Equal(1, wrapper.Unwraps);
        time.Advance(TimeSpan.FromTicks(5));
        (await Get(cache, stored)).Dispose();
        Assert.Equal(2, wrapper.Unwraps);
    }

    [Fact]
    public async Task Key_that_nobody_asks_for_again_is_dropped_by_the_clock()
    {
        using var cache = new DataKeyCache(wrapper, time);
        (await Get(cache, Sealed("x").Stored)).Dispose();
        Assert.Equal(1, cache.Count);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public async Task Key_that_came_after_another_stays_no_longer_than_its_own_time()
    {
        using var cache = new DataKeyCache(wrapper, time);
        (await Get(cache, Sealed("x").Stored)).Dispose();
        time.Advance(TimeSpan.FromMinutes(1));
        (await Get(cache, Sealed("y").Stored)).Dispose();
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, cache.Count);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, cache.Count);

        // And so once it has been empty.
        (await Get(cache, Sealed("z").Stored)).Dispose();
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public async Task Get_beyond_the_use_cap_unwraps_again()
    {
        using var cache = new DataKeyCache(wrapper, time, new(TimeSpan.FromMinutes(5), MaxUses: 3, MaxKeys: 10));
        var (stored, _) = Sealed("x");
        for (var use = 0; use < 7; use++) (await Get(cache, stored)).Dispose();
        Assert.Equal(3, wrapper.Unwraps);
    }

    [Fact]
    public async Task Cache_over_its_size_drops_what_was_unused_for_longest()
    {
        using var cache = new DataKeyCache(wrapper, time, new(TimeSpan.FromMinutes(5), 100, MaxKeys: 2));
        var (a, b, c) = (Sealed("a").Stored, Sealed("b").Stored, Sealed("c").Stored);
        foreach (var stored in new[] { a, b, a, c }) (await Get(cache, stored)).Dispose();
        Assert.Equal(2, cache.Count);
        Assert.Equal(3, wrapper.Unwraps);
        (await Get(cache, a)).Dispose();
        Assert.Equal(3, wrapper.Unwraps);
        (await Get(cache, b)).Dispose();
        Assert.Equal(4, wrapper.Unwraps);
    }

    [Fact]
    public async Task Key_evicted_while_its_callers_wait_still_reaches_them()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        wrapper.BeforeUnwrap = () => release.Task;
        using var cache = new DataKeyCache(wrapper, time, new(TimeSpan.FromMinutes(5), 100, MaxKeys: 1));
        var (first, firstBox) = Sealed("first");
        var (second, secondBox) = Sealed("second");
        var waiting = Get(cache, first);
        var pushing = Get(cache, second); // pushes the first out while it is being unwrapped
        release.SetResult();
        using var firstKey = await waiting;
        using var secondKey = await pushing;
        Assert.Equal("first", Sealer.OpenText(firstKey, Place, firstBox));
        Assert.Equal("second", Sealer.OpenText(secondKey, Place, secondBox));
    }

    [Fact]
    public async Task Key_in_a_callers_hands_outlives_the_cache()
    {
        var (stored, box) = Sealed("x");
        DataKey key;
        using (var cache = new DataKeyCache(wrapper, time)) key = await Get(cache, stored);
        using (key) Assert.Equal("x", Sealer.OpenText(key, Place, box));
    }

    [Fact]
    public async Task Cancelled_caller_leaves_the_others_their_key()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        wrapper.BeforeUnwrap = () => release.Task;
        using var cache = new DataKeyCache(wrapper, time);
        using var giveUp = new CancellationTokenSource();
        var (stored, box) = Sealed("x");
        var cancelled = cache.GetAsync(stored.Id, stored.KekId, stored.Wrapped, giveUp.Token);
        var staying = Get(cache, stored);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        release.SetResult();
        using var key = await staying;
        Assert.Equal("x", Sealer.OpenText(key, Place, box));
        Assert.Equal(1, wrapper.Unwraps);
    }

    [Fact]
    public async Task Failed_unwrap_fails_its_callers_and_is_not_kept()
    {
        wrapper.BeforeUnwrap = () => throw new CryptographicException("no");
        using var cache = new DataKeyCache(wrapper, time);
        var (stored, box) = Sealed("x");
        await Assert.ThrowsAsync<CryptographicException>(() => Get(cache, stored));
        Assert.Equal(0, cache.Count);
        wrapper.BeforeUnwrap = () => Task.CompletedTask;
        using var key = await Get(cache, stored);
        Assert.Equal("x", Sealer.OpenText(key, Place, box));
    }

    [Fact]
    public async Task Get_of_something_that_is_no_key_is_refused_and_not_kept()
    {
        using var cache = new DataKeyCache(wrapper, time);
        await Assert.ThrowsAsync<CryptographicException>(
            () => cache.GetAsync("20261122-a", "kek/1", new byte[16], CancellationToken.None));
        await Assert.ThrowsAsync<CryptographicException>(
            () => cache.GetAsync("NOT/AN/ID", "kek/1", new byte[32], CancellationToken.None));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public async Task Wrong_wrapped_bytes_under_an_id_do_not_poison_the_right_ones()
    {
        using var cache = new DataKeyCache(wrapper, time);
        var (right, box) = Sealed("x");
        var (other, _) = Sealed("y");
        using (var wrong = await cache.GetAsync(right.Id, right.KekId, other.Wrapped, CancellationToken.None))
            Assert.Throws<SealBrokenException>(() => Sealer.OpenText(wrong, Place, box));
        using var key = await Get(cache, right);
        Assert.Equal("x", Sealer.OpenText(key, Place, box));
    }

    [Fact]
    public async Task Get_after_dispose_is_refused()
    {
        var cache = new DataKeyCache(wrapper, time);
        cache.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Get(cache, Sealed("x").Stored));
    }

    [Fact]
    public async Task Many_callers_under_constant_eviction_always_get_a_working_key()
    {
        wrapper.BeforeUnwrap = async () => await Task.Yield();
        using var cache = new DataKeyCache(wrapper, time, new(TimeSpan.FromMinutes(5), MaxUses: 2, MaxKeys: 2));
        var all = Enumerable.Range(0, 6).Select(i => Sealed($"text {i}")).ToList();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                var (stored, box) = all[(worker + i) % all.Count];
                using var key = await Get(cache, stored);
                Assert.Equal($"text {(worker + i) % all.Count}", Sealer.OpenText(key, Place, box));
            }
        })));
        Assert.True(cache.Count <= 2);
    }

    private static Task<DataKey> Get(DataKeyCache cache, WrappedDataKey stored) =>
        cache.GetAsync(stored.Id, stored.KekId, stored.Wrapped, CancellationToken.None);

    private (WrappedDataKey Stored, byte[] Box) Sealed(string text)
    {
        using var key = DataKey.Create(Day, random);
        return (key.WrapWith(wrapper), Sealer.SealText(key, Place, text, random));
    }
}
