using SecureText.Benchmarks.Campaign;
using SecureText.Benchmarks.Inbound;
using SecureText.Benchmarks.Journal;
using SecureText.Benchmarks.Measure;
using SecureText.Benchmarks.Pages;
using SecureText.Benchmarks.Requests;
using SecureText.Benchmarks.Seal;
using SecureText.Benchmarks.Start;
using SecureText.Benchmarks.Tokens;
using SecureText.Benchmarks.Tree;
using SecureText.Benchmarks.Verify;

namespace SecureText.Benchmarks;

/// <summary>What can be measured, each by its name, in the order in which <c>all</c> takes them.</summary>
internal static class Benchmarks
{
    public static IReadOnlyDictionary<string, Benchmark> All { get; } = new OrderedDictionary<string, Benchmark>
    {
        ["inbound"] = InboundBenchmark.RunAsync,
        ["requests"] = RequestsBenchmark.RunAsync,
        ["start"] = StartBenchmark.RunAsync,
        ["pages"] = PagesBenchmark.RunAsync,
        ["journal"] = JournalBenchmark.RunAsync,
        ["tree"] = TreeBenchmark.RunAsync,
        ["seal"] = SealBenchmark.RunAsync,
        ["tokens"] = TokenBenchmark.RunAsync,
        ["verify"] = VerifyBenchmark.RunAsync,
        ["campaign"] = CampaignBenchmark.RunAsync,
        ["import"] = ImportBenchmark.RunAsync,
    };
}
