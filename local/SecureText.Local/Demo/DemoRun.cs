using SecureText.Run;

namespace SecureText.Demo;

/// <summary>Plays a day at the clinic on free ports and a folder of its own, and says what went right.</summary>
internal static class DemoRun
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(90);

    internal static async Task<int> RunAsync(
        LocalOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("securetext-demo-").FullName;
        var keep = true;
        try
        {
            var clinic = LocalClinic.Demo(options.LineRate, TimeProvider.System.GetUtcNow());
            await using var system = await LocalSystem.StartAsync(options.Apart(folder), clinic, say, cancellationToken);
            var day = new ClinicDay(system);
            var results = await StepRunner.RunAsync(
                day.Steps(), StepLimit, result => say(DemoReport.Line(result)), TimeProvider.System, cancellationToken);
            foreach (var line in DemoReport.Summary(results, day)) say(line);
            keep = results.Any(result => result.Outcome != StepOutcome.Done);
            if (keep) say($"What the functions wrote: {system.FunctionsLog}");
            return keep ? 1 : 0;
        }
        finally
        {
            if (!keep) Directory.Delete(folder, recursive: true);
        }
    }
}
