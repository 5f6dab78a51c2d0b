using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using SecureText.Benchmarks.Measure;

namespace SecureText.Benchmarks.Seal;

/// <summary>
/// Sealing and opening, by BenchmarkDotNet in this process: its own toolchain would build a project that does not know
/// HostPlatform.
/// </summary>
internal static class SealBenchmark
{
    private const int Times = 15;

    public static Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, Action<string> say, CancellationToken token)
    {
        var artifacts = Directory.CreateTempSubdirectory("securetext-benchmark-").FullName;
        try
        {
            var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
                .WithWarmupCount(3).WithIterationCount(options.Small ? 5 : Times).WithIterationTime(TimeInterval.FromMilliseconds(options.Small ? 50 : 200));
            var config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance).WithArtifactsPath(artifacts);
            say("seal: BenchmarkDotNet measures eight calls");
            var summary = BenchmarkRunner.Run<SealCalls>(config);
            var calls = summary.Reports.ToDictionary(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name);
            return Task.FromResult<IReadOnlyList<Figure>>([.. Figures(calls)]);
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    private static IEnumerable<Figure> Figures(Dictionary<string, BenchmarkReport> calls)
    {
        foreach (var (what, call, size) in new[]
            { ("seal", "SealShort", "160 characters"), ("open", "OpenShort", "160 characters"), ("seal", "SealLong", "100 KB"), ("open", "OpenLong", "100 KB") })
        {
            var (ours, raw) = (Of(calls[call]), Of(calls[call + "Raw"]));
            yield return new(
                $"{what} {size}",
                $"One value; the floor is AES-256-GCM under a key by HKDF-SHA256 of the same bytes. It allocates {ours.Bytes:N0} bytes, the floor {raw.Bytes:N0}.",
                "µs", ours.Microseconds, raw.Microseconds, raw.Microseconds / ours.Microseconds, new Goal(GoalKind.AtLeast, 0.8), ours.Rounds);
        }
    }

    private static (double Microseconds, long Bytes, int Rounds) Of(BenchmarkReport report)
    {
        var results = report.ResultStatistics ?? throw new InvalidOperationException("BenchmarkDotNet measured nothing.");
        return (results.Median / 1000, report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0, results.N);
    }
}
