using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using SecureText.Audit;
using SecureText.Azurite;
using SecureText.Sealing;

namespace SecureText.Benchmarks.Journal;

/// <summary>Entries a second through the journal, beside the same lines in single appends; both against Azurite.</summary>
internal static class JournalBenchmark
{
    private const int Many = 64;
    private const int WarmUp = 500;
    private const int Rounds = 5;

    public static async Task<int> RunAsync(int entries, TextWriter output)
    {
        await using var azurite = await AzuriteServer.StartAsync();
        var service = new BlobServiceClient(azurite.ConnectionString, JournalClient.Bound(new BlobClientOptions()));
        await MeasureAsync(service, 1, WarmUp);
        await AppendAsync(service, 1, WarmUp);
        // One after the other several times, so that neither has a quieter machine than the other.
        var rounds = new List<(double Single, double One, double Together, double Many)>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add((
                await AppendAsync(service, 1, entries / 64),
                await MeasureAsync(service, 1, entries / 64),
                await AppendAsync(service, Many, entries / 8),
                await MeasureAsync(service, Many, entries)));
        }

        var (single, one) = (Middle(rounds.Select(r => r.Single)), Middle(rounds.Select(r => r.One)));
        var (together, many) = (Middle(rounds.Select(r => r.Together)), Middle(rounds.Select(r => r.Many)));
        FormattableString[] lines =
        [
            $"single appends, one behind the other   {single:N0} entries/s",
            $"journal, 1 writer                      {one:N0} entries/s, {one / single:N2} of single appends",
            $"single appends, {Many} at once              {together:N0} entries/s",
            $"journal, {Many} writers                    {many:N0} entries/s, {many / together:N1} of single appends at once, {many / single:N1} of one behind the other",
        ];
        foreach (var line in lines) await output.WriteLineAsync(line.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<double> MeasureAsync(BlobServiceClient service, int writers, int entries)
    {
        var options = new JournalOptions { Container = $"journal-{Guid()}", CreateContainer = true };
        await using var journal = new AppendBlobJournal(service, options, TimeProvider.System, new SystemRandomSource());
        await journal.AppendAsync(Entry(0), CancellationToken.None);
        return await TogetherAsync(writers, entries, i => journal.AppendAsync(Entry(i), CancellationToken.None));
    }

    /// <summary>The lines that the journal writes, each in an append of its own.</summary>
    private static async Task<double> AppendAsync(BlobServiceClient service, int writers, int entries)
    {
        var container = service.GetBlobContainerClient($"single-{Guid()}");
        await container.CreateAsync();
        var blob = container.GetAppendBlobClient("lines.jsonl");
        await blob.CreateAsync();
        return await TogetherAsync(writers, entries, async i =>
        {
            var (line, _) = JournalChain.Start("single").Open("lines.jsonl").Next(Entry(i));
            using var content = new MemoryStream(line, writable: false);
            await blob.AppendBlockAsync(content);
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

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static string Guid() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
