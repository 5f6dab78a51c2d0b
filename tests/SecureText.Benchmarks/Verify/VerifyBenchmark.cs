using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SecureText.Benchmarks.Measure;
using SecureText.Verify.Logs;

namespace SecureText.Benchmarks.Verify;

/// <summary>
/// Makes a log in a temporary folder and has a process of its own verify it, so that making it does not count in its memory.
/// </summary>
internal static class VerifyBenchmark
{
    private const int BatchEntries = 1000;
    private const int BatchesADay = 40;
    private const int Times = 3;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, Action<string> say, CancellationToken token)
    {
        var entries = options.SizeOr(usual: 1_000_000, small: 50_000);
        var folder = Directory.CreateTempSubdirectory("securetext-benchmark-").FullName;
        try
        {
            var key = Path.Combine(folder, "key.jwk");
            var log = Path.Combine(folder, "log");
            say(string.Create(CultureInfo.InvariantCulture, $"verify: making {entries:N0} entries"));
            Make(log, key, entries);
            say("verify: verifying and hashing in turn");
            return Figures(await LookAsync(log, key, token));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<LookReport> LookAsync(string log, string key, CancellationToken token)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["verify-look", log, key, Times.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        // As the program itself is built.
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var look = Process.Start(start)!;
        var found = JsonSerializer.Deserialize<LookReport>(await look.StandardOutput.ReadToEndAsync(token))!;
        await look.WaitForExitAsync(token);
        return look.ExitCode == 0 ? found : throw new InvalidOperationException($"The log made for it is not whole: {found.Outcome}");
    }

    private static IReadOnlyList<Figure> Figures(LookReport look)
    {
        var (wall, cpu) = (Middle(r => r.Wall), Middle(r => r.Cpu));
        var means = string.Create(
            CultureInfo.InvariantCulture,
            $"{look.Entries:N0} entries, {look.LineMegabytes:N0} MB of lines in {look.Files:N0} files with {look.FileMegabytes:N0} MB");
        return
        [
            new("verify", $"{means}; the floor is raw SHA-256 of every file, read in the same way.", "MB/s", look.FileMegabytes / wall, look.FileMegabytes / Middle(r => r.HashWall), Middle(r => r.HashWall / r.Wall), new Goal(GoalKind.AtLeast, 0.5), look.Rounds.Count),
            new("verify processor", "The same by processor time instead of the clock.", "MB/s", look.FileMegabytes / cpu, look.FileMegabytes / Middle(r => r.HashCpu), Middle(r => r.HashCpu / r.Cpu), null, look.Rounds.Count),
            new("verify entries", "Entries of the log verified; the floor is one SHA-256 of each by one thread, which the tree needs besides its nodes and the journals' chains.", "entries/s", look.Entries / wall, look.Entries / Middle(r => r.EntriesWall), Middle(r => r.EntriesWall / r.Wall), null, look.Rounds.Count),
            new("verify memory", "Peak working set of the process that verifies.", "MB", look.PeakMegabytes, null, null, null, 1),
        ];

        double Middle(Func<LookRound, double> value) => Rounds.Median(look.Rounds.Select(value));
    }

    private static void Make(string folder, string key, int entries)
    {
        using var log = new LogBuilder(new FolderSink(folder)) { Now = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero) };
        var (writers, left) = (0, entries);
        while (left > 0)
        {
            // Two processes a day, as the platform starts them.
            BuiltWriter[] today = [log.Begin($"writer{++writers:D6}"), log.Begin($"writer{++writers:D6}")];
            for (var batch = 0; batch < BatchesADay && left > 0; batch++)
            {
                var now = Math.Min(BatchEntries, left);
                today[0].Say(now - (now / 2));
                today[1].Say(now / 2);
                left -= now;
                if (batch == BatchesADay - 1) Array.ForEach(today, writer => writer.Close());
                log.Turn();
            }

            log.Now = log.Now.AddDays(1);
        }

        File.WriteAllBytes(key, log.Keys);
    }
}
