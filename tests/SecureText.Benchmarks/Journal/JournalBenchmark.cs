using System.Diagnostics;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using SecureText.Audit;
using SecureText.Azurite;
using SecureText.Benchmarks.Measure;
using SecureText.Sealing;

namespace SecureText.Benchmarks.Journal;

/// <summary>
/// Entries a second through the journal, beside the same lines in single appends; both against Azurite. The size is the
/// entries of 64 writers in a round.
/// </summary>
internal static class JournalBenchmark
{
    private const int Many = 64;
    private const int WarmUp = 500;
    private const int Times = 5;
    private const string Unit = "entries/s";

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, Action<string> say, CancellationToken token)
    {
        var entries = options.SizeOr(usual: 20_000, small: 3_000);
        await using var azurite = await AzuriteServer.StartAsync(cancellationToken: token);
        var service = new BlobServiceClient(azurite.ConnectionString, JournalClient.Bound(new BlobClientOptions()));
        await MeasureAsync(service, 1, WarmUp, token);
        await AppendAsync(service, 1, WarmUp, token);
        say("journal: warm");
        var rounds = await Rounds.TakeAsync(
            Times,
            () => AppendAsync(service, 1, entries / 64, token),
            () => MeasureAsync(service, 1, entries / 64, token),
            () => AppendAsync(service, Many, entries / 8, token),
            () => MeasureAsync(service, Many, entries, token));
        return
        [
            Of("journal 1 writer", "Entries one behind the other, each waited for; the floor is single appends one behind the other.", 1, 0, null),
            Of($"journal {Many} writers", $"Entries of {Many} writers at once; the floor is single appends of as many at once.", 3, 2, new Goal(GoalKind.AtLeast, 20)),
            Of($"journal {Many} to one", $"Entries of {Many} writers at once; the floor is single appends one behind the other.", 3, 0, new Goal(GoalKind.AtLeast, 20)),
        ];

        Figure Of(string name, string means, int value, int floor, Goal? goal) => new(
            name, means, Unit, rounds.Median(value), rounds.Median(floor), rounds.MedianRatio(value, floor), goal, rounds.Count);
    }

    private static async Task<double> MeasureAsync(BlobServiceClient service, int writers, int entries, CancellationToken token)
    {
        var options = new JournalOptions { Container = $"journal-{Guid()}", CreateContainer = true };
        await using var journal = new AppendBlobJournal(service, options, TimeProvider.System, new SystemRandomSource());
        await journal.AppendAsync(Entry(0), token);
        return await TogetherAsync(writers, entries, i => journal.AppendAsync(Entry(i), token));
    }

    /// <summary>The lines that the journal writes, each in an append of its own.</summary>
    private static async Task<double> AppendAsync(BlobServiceClient service, int writers, int entries, CancellationToken token)
    {
        var container = service.GetBlobContainerClient($"single-{Guid()}");
        await container.CreateAsync(cancellationToken: token);
        var blob = container.GetAppendBlobClient("lines.jsonl");
        await blob.CreateAsync(cancellationToken: token);
        return await TogetherAsync(writers, entries, async i =>
        {
            var (line, _) = JournalChain.Start("single").Open("lines.jsonl").Next(Entry(i));
            using var content = new MemoryStream(line, writable: false);
            await blob.AppendBlockAsync(content, cancellationToken: token);
        });
    }

    private static async Task<double> TogetherAsync(int writers, int entries, Func<int, Task> write)
    {
        var next = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) <= entries;) await write(i);
        }));
        return entries / watch.Elapsed.TotalSeconds;
    }

    private static AuditEntry Entry(int number) => new(
        TimeProvider.System.GetUtcNow(), "staff:mia0001", "conversation.read", [$"c{number:D20}"], "done", $"request-{number:D12}");

    private static string Guid() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
