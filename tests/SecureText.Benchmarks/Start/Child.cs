using System.Diagnostics;
using System.Globalization;

namespace SecureText.Benchmarks.Start;

/// <summary>The process that a starter runs.</summary>
internal static class Child
{
    private const double Megabyte = 1024 * 1024;

    /// <exception cref="InvalidOperationException">The system does not tell, or there is none.</exception>
    public static Process Of(int starter)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                if (File.ReadLines(Path.Combine(folder, "status")).Contains($"PPid:\t{starter}")) return Process.GetProcessById(id);
            }
            catch (Exception gone) when (gone is IOException or ArgumentException)
            {
                // It has just ended.
            }
        }

        throw new InvalidOperationException("The program's process was not found; this is measured on Linux.");
    }

    /// <summary>Resident megabytes: now, and the most so far.</summary>
    public static (double Now, double Peak) MemoryOf(int starter)
    {
        using var process = Of(starter);
        return (process.WorkingSet64 / Megabyte, process.PeakWorkingSet64 / Megabyte);
    }
}
