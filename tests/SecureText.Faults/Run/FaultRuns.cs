using SecureText.Faults.Garbage;
using SecureText.Faults.Kill;

namespace SecureText.Faults.Run;

/// <summary>Every run by its name.</summary>
internal static class FaultRuns
{
    internal static IReadOnlyDictionary<string, FaultRun> All { get; } = new SortedDictionary<string, FaultRun>(StringComparer.Ordinal)
    {
        ["garbage"] = GarbageRun.RunAsync,
        ["kill"] = KillRun.RunAsync,
        ["outage"] = Outage.OutageRun.RunAsync,
        ["storm"] = Storm.StormRun.RunAsync,
    };
}
