using SecureText.Clock;

namespace SecureText.EndToEnd.Tests.Clock;

public sealed class LocalClockTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private readonly string path = Path.GetTempFileName();
    private readonly LocalClock clock;

    public LocalClockTests() => clock = LocalClock.Create(path, Start);

    public void Dispose()
    {
        clock.Dispose();
        File.Delete(path);
    }

    [Fact]
    public void Clock_opened_a_second_time_shows_the_same_time_and_every_jump()
    {
        using var other = LocalClock.Open(path);

        clock.Jump(Start.AddDays(3));

        Assert.InRange(other.GetUtcNow(), Start.AddDays(3), Start.AddDays(3).AddMinutes(5));
    }

    [Fact]
    public void Jump_into_the_past_changes_nothing()
    {
        clock.Jump(Start.AddDays(3));
        clock.Jump(Start);

        Assert.InRange(clock.GetUtcNow(), Start.AddDays(3), Start.AddDays(4));
    }

    [Fact]
    public async Task Timer_of_another_process_rings_when_the_clock_is_moved()
    {
        using var other = LocalClock.Open(path);
        var delay = Task.Delay(TimeSpan.FromDays(2), other);
        Assert.False(delay.IsCompleted);

        clock.Jump(Start.AddDays(2).AddMinutes(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Clock_that_runs_faster_rings_its_timers_sooner()
    {
        clock.Run(100_000);

        await Task.Delay(TimeSpan.FromHours(10), clock).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.True(clock.GetUtcNow() >= Start.AddHours(10));
    }

    [Fact]
    public async Task Timer_that_was_changed_or_stopped_does_not_ring_for_its_old_time()
    {
        var rings = 0;
        var rung = new TaskCompletionSource();
        await using var stopped = clock.CreateTimer(_ => Interlocked.Increment(ref rings), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        await using var last = clock.CreateTimer(_ => rung.SetResult(), null, TimeSpan.FromHours(2), Timeout.InfiniteTimeSpan);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        clock.Jump(Start.AddHours(3));

        await rung.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(0, rings);
    }
}
