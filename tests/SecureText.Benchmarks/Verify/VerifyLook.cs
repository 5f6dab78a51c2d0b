using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using SecureText.Audit.Verification;
using SecureText.Verify.Sources;

namespace SecureText.Benchmarks.Verify;

/// <summary>What <see cref="VerifyLook"/> found, handed to the process that asked.</summary>
internal sealed record LookReport(
    string Outcome, long Entries, double LineMegabytes, int Files, double FileMegabytes, double PeakMegabytes, IReadOnlyList<LookRound> Rounds);

/// <summary>Seconds by the clock and of processor.</summary>
internal sealed record LookRound(double Wall, double Cpu, double HashWall, double HashCpu, double EntriesWall);

/// <summary>Verifies a log and hashes the same files, in turn, and says both.</summary>
internal static class VerifyLook
{
    public static async Task<int> RunAsync(string folder, string key, int rounds, TextWriter output)
    {
        // Once before, so that neither finds the files colder than the other.
        var (files, bytes) = Hash(folder);
        var keys = await File.ReadAllBytesAsync(key);
        var taken = new List<LookRound>();
        LogReport report;
        do
        {
            var verified = await TimedAsync(() => new LogVerifier(new FolderFiles(folder), new LogVerifierOptions { Keys = keys }, TimeProvider.System).RunAsync());
            report = verified.Result;
            if (report.Outcome != LogOutcome.Whole) break;
            var hashed = await TimedAsync(() => Task.FromResult(Hash(folder)));
            var each = await TimedAsync(() => Task.FromResult(HashEach(Path.Combine(folder, "journal"))));
            taken.Add(new(verified.Wall, verified.Cpu, hashed.Wall, hashed.Cpu, each.Wall));
        }
        while (taken.Count < rounds);

        using var process = Process.GetCurrentProcess();
        var found = new LookReport(
            $"{report.Outcome} {report.Fault?.Text}{report.Unreadable}".Trim(), report.Entries, report.Bytes / 1e6, files, bytes / 1e6, process.PeakWorkingSet64 / 1e6, taken);
        await output.WriteLineAsync(JsonSerializer.Serialize(found));
        return (int)report.Outcome;
    }

    private static async Task<(T Result, double Wall, double Cpu)> TimedAsync<T>(Func<Task<T>> work)
    {
        using var process = Process.GetCurrentProcess();
        var begun = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var result = await work();
        var wall = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return (result, wall, (process.TotalProcessorTime - begun).TotalSeconds);
    }

    /// <summary>One SHA-256 of each entry, as the leaves of the tree need it, and nothing else.</summary>
    private static int HashEach(string journals)
    {
        var (hash, entries) = (new byte[SHA256.HashSizeInBytes], 0);
        foreach (var name in Directory.EnumerateFiles(journals, "*", SearchOption.AllDirectories))
        {
            for (var rest = File.ReadAllBytes(name).AsSpan(); !rest.IsEmpty; entries++)
            {
                var length = rest.IndexOf((byte)'\n') + 1;
                SHA256.HashData(rest[..length], hash);
                rest = rest[length..];
            }
        }

        return entries;
    }

    private static (int Files, long Bytes) Hash(string folder)
    {
        var (files, bytes, buffer) = (0, 0L, new byte[64 * 1024]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            for (int read; (read = file.Read(buffer)) > 0; bytes += read) hash.AppendData(buffer, 0, read);
            files++;
        }

        hash.GetHashAndReset();
        return (files, bytes);
    }
}
