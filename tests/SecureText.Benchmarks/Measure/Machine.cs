using System.Globalization;
using System.Runtime.InteropServices;

namespace SecureText.Benchmarks.Measure;

/// <summary>Where and when it was measured, and what else was going on there.</summary>
internal sealed record Machine(
    string Processor, int Cores, double MemoryGiB, string System, string Runtime, string Date, string LoadBefore, string LoadAfter)
{
    private const string LoadFile = "/proc/loadavg";

    /// <summary>Load averages of the last minute, five and fifteen; <c>unknown</c> where the system does not say.</summary>
    public static string Load() => File.Exists(LoadFile) ? string.Join(' ', File.ReadAllText(LoadFile).Split(' ')[..3]) : "unknown";

    public static Machine Look(string loadBefore, DateTimeOffset now) => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024d * 1024 * 1024), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        now.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        loadBefore,
        Load());

    private static string ProcessorName()
    {
        const string File = "/proc/cpuinfo";
        var line = global::System.IO.File.Exists(File)
            ? global::System.IO.File.ReadLines(File).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
