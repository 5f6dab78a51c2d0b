using System.Diagnostics;
using System.Globalization;
using SecureText.Verify.Logs;

namespace SecureText.Benchmarks.Verify;

/// <summary>
/// Makes a log in a temporary folder and has a process of its own verify it, so that making it does not count in its memory.
/// </summary>
internal static class VerifyBenchmark
{
    private const int BatchEntries = 1000;
    private const int BatchesADay = 40;

    public static async Task<int> RunAsync(int entries, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("securetext-benchmark-").FullName;
        try
        {
            var watch = Stopwatch.StartNew();
            var key = Path.Combine(folder, "key.jwk");
            var log = Path.Combine(folder, "log");
            Make(log, key, entries);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"made {entries:N0} entries in {watch.Elapsed.TotalSeconds:N0} s"));
            var start = new ProcessStartInfo(Environment.ProcessPath!, ["verify-look", log, key]);
            using var look = Process.Start(start)!;
            await look.WaitForExitAsync();
            return look.ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
