using SecureText.Clock;
using SecureText.Run;
using SecureText.Weeks;

namespace SecureText.Demo;

/// <summary>Plays at the clinic on free ports and folders of their own, and says what went right.</summary>
internal static class DemoRun
{
    private static readonly TimeSpan DayStepLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan WeeksStepLimit = TimeSpan.FromMinutes(8);

    internal static async Task<int> RunAsync(
        LocalOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (options.Parts.HasFlag(DemoParts.Day) && await DayAsync(options, say, cancellationToken) is var day and not 0) return day;
        return options.Parts.HasFlag(DemoParts.Weeks) ? await WeeksAsync(options, say, cancellationToken) : 0;
    }

    private static Task<int> DayAsync(LocalOptions options, Action<string> say, CancellationToken cancellationToken) => InFolderAsync(
        async folder =>
        {
            var clinic = LocalClinic.Demo(options.LineRate, TimeProvider.System.GetUtcNow());
            await using var system = await LocalSystem.StartAsync(options.Apart(folder), clinic, say, cancellationToken);
            return await PlayAsync(new ClinicDay(system), system, DayStepLimit, say, cancellationToken);
        });

    private static Task<int> WeeksAsync(LocalOptions options, Action<string> say, CancellationToken cancellationToken) => InFolderAsync(
        async folder =>
        {
            say(string.Empty);
            say("Three weeks of campaigns");
            using var clock = LocalClock.Create(Path.Combine(folder, "clock"), ClinicCalendar.Start);
            var apart = options.Apart(folder) with { Clock = clock };
            await using var system = await LocalSystem.StartAsync(apart, ClinicCalendar.Clinic, say, cancellationToken);
            return await PlayAsync(new ThreeWeeks(system, clock), system, WeeksStepLimit, say, cancellationToken);
        });

    private static async Task<int> PlayAsync(
        IPlay play, LocalSystem system, TimeSpan limit, Action<string> say, CancellationToken cancellationToken)
    {
        var results = await StepRunner.RunAsync(
            play.Steps(), limit, result => say(DemoReport.Line(result)), TimeProvider.System, cancellationToken);
        foreach (var line in DemoReport.Summary(results, play)) say(line);
        if (results.All(result => result.Outcome == StepOutcome.Done)) return 0;
        say($"What the functions wrote: {system.FunctionsLog}");
        return 1;
    }

    // What went wrong is kept for whoever looks for the reason.
    private static async Task<int> InFolderAsync(Func<string, Task<int>> play)
    {
        var folder = Directory.CreateTempSubdirectory("securetext-demo-").FullName;
        var exit = await play(folder);
        if (exit == 0) Directory.Delete(folder, recursive: true);
        return exit;
    }
}
