using SecureText.Harness;

namespace SecureText.Api.Limits;

public class PaceTableTests
{
    private readonly ManualTime time = new(TestClinic.Noon);

    [Fact]
    public void Burst_passes_and_then_one_at_a_time()
    {
        var table = new PaceTable(new Pace(3, TimeSpan.FromSeconds(2)), 1024, time);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(table.Take("a")));
        Assert.Equal(TimeSpan.FromSeconds(2), table.Take("a"));
        time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(TimeSpan.FromSeconds(0.5), table.Take("a"));
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Null(table.Take("a"));
        Assert.NotNull(table.Take("a"));
        time.Advance(TimeSpan.FromDays(1));
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(table.Take("a")));
        Assert.NotNull(table.Take("a"));
    }

    [Fact]
    public void What_is_given_back_can_be_taken_again_and_no_more()
    {
        var table = new PaceTable(new Pace(3, TimeSpan.FromSeconds(2)), 1, time);
        for (var n = 0; n < 100; n++)
        {
            Assert.Null(table.Take("a"));
            table.GiveBack("a");
        }

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(table.Take("a")));
        Assert.NotNull(table.Take("a"));
    }

    [Fact]
    public void Many_at_once_get_as_many_permits_as_there_are()
    {
        var table = new PaceTable(new Pace(100, TimeSpan.FromHours(1)), 16, time);
        var taken = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (table.Take("a") is null) Interlocked.Increment(ref taken);
        });
        Assert.Equal(100, taken);
    }

    [Fact]
    public void One_caller_leaves_almost_all_others_their_permits()
    {
        var table = new PaceTable(new Pace(1, TimeSpan.FromHours(1)), 16_384, time);
        Assert.Null(table.Take("a"));
        Assert.InRange(Enumerable.Range(0, 100).Count(n => table.Take($"{n}") is null), 95, 100);
    }
}
