using SecureText.Run;
using Xunit.Abstractions;

namespace SecureText.Demo;

public class DemoRunTests(ITestOutputHelper output)
{
    [Fact]
    public Task Day_at_the_clinic_leaves_nothing_in_clear_and_a_whole_journal() => PlayAsync(DemoParts.Day, TimeSpan.FromMinutes(6));

    [Fact]
    public Task Three_weeks_of_campaigns_come_to_what_the_script_knows() => PlayAsync(DemoParts.Weeks, TimeSpan.FromMinutes(12));

    private async Task PlayAsync(DemoParts parts, TimeSpan most)
    {
        using var limit = new CancellationTokenSource(most);
        var said = new List<string>();

        var exit = await DemoRun.RunAsync(new LocalOptions { Parts = parts }, Say, limit.Token);

        Assert.Equal(0, exit);
        Assert.Contains(said, line => line.StartsWith("canaries found: 0 (in ", StringComparison.Ordinal));
        Assert.Contains(said, line => line.StartsWith("journal: whole (", StringComparison.Ordinal));
        Assert.DoesNotContain(said, line => line.StartsWith("not run", StringComparison.Ordinal));

        void Say(string line)
        {
            lock (said) said.Add(line);
            output.WriteLine(line);
        }
    }
}
