using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using SecureText.Audit.Verification;
using SecureText.Verify.Sources;

namespace SecureText.Benchmarks.Verify;

/// <summary>Verifies a log, then hashes the same files, and says both.</summary>
internal static class VerifyLook
{
    public static async Task<int> RunAsync(string folder, string key, TextWriter output)
    {
        // Once before, so that neither finds the files colder than the other.
        var (_, bytes, _) = Hash(folder);
        using var process = Process.GetCurrentProcess();
        var begun = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var options = new LogVerifierOptions { Keys = await File.ReadAllBytesAsync(key) };
        var report = await new LogVerifier(new FolderFiles(folder), options, TimeProvider.System).RunAsync();
        var wall = watch.Elapsed.TotalSeconds;
        process.Refresh();
        var cpu = (process.TotalProcessorTime - begun).TotalSeconds;
        var peak = process.PeakWorkingSet64 / 1e6;
        process.Refresh();
        begun = process.TotalProcessorTime;
        var (files, _, hashing) = Hash(folder);
        process.Refresh();
        var hashingCpu = (process.TotalProcessorTime - begun).TotalSeconds;
        FormattableString[] lines =
        [
            $"outcome               {report.Outcome} {report.Fault?.Text}{report.Unreadable}",
            $"entries               {report.Entries:N0} in {report.Bytes / 1e6:N0} MB; {files:N0} files, {bytes / 1e6:N0} MB",
            $"verifier              {wall:N1} s, {cpu:N1} s of processor",
            $"                      {report.Entries / wall:N0} entries/s, {report.Entries / cpu:N0} entries/s of processor",
            $"                      {bytes / 1e6 / wall:N0} MB/s of files",
            $"raw SHA-256 of files  {hashing:N1} s, {hashingCpu:N1} s of processor, {bytes / 1e6 / hashing:N0} MB/s",
            $"ratio                 {wall / hashing:N1} times the time of raw SHA-256, {cpu / hashingCpu:N1} times its processor time",
            $"peak working set      {peak:N0} MB",
        ];
        foreach (var line in lines) await output.WriteLineAsync(line.ToString(CultureInfo.InvariantCulture));
        return (int)report.Outcome;
    }

    private static (int Files, long Bytes, double Seconds) Hash(string folder)
    {
        var watch = Stopwatch.StartNew();
        var (files, bytes, buffer) = (0, 0L, new byte[64 * 1024]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            for (int read; (read = file.Read(buffer)) > 0; bytes += read) hash.AppendData(buffer, 0, read);
            files++;
        }

        hash.GetHashAndReset();
        return (files, bytes, watch.Elapsed.TotalSeconds);
    }
}
