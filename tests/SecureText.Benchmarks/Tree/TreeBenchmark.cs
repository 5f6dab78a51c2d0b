using System.Diagnostics;
using System.Security.Cryptography;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using SecureText.Audit;
using SecureText.Audit.Tree;
using SecureText.Azurite;
using SecureText.Benchmarks.Measure;
using SecureText.Sealing;
using SecureText.Verify.Logs;

namespace SecureText.Benchmarks.Tree;

/// <summary>Takes new journal lines into the tree, beside the bare hashing of the same lines. The size is the lines of a round.</summary>
internal static class TreeBenchmark
{
    private const int Times = 3;
    private const int MinuteLines = 200;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, Action<string> say, CancellationToken token)
    {
        var entries = options.SizeOr(usual: 20_000, small: 2_000);
        await using var azurite = await AzuriteServer.StartAsync(cancellationToken: token);
        using var key = new SigningKey(LogBuilder.Origin);
        var (minute, idle) = (0, 0);
        List<byte[]> lines = [];
        var rounds = await Rounds.TakeAsync(
            Times,
            async () =>
            {
                var log = await GrowingLog.StartAsync(azurite.ConnectionString, key, entries, token);
                await using var _ = log;
                var watch = Stopwatch.StartNew();
                await log.RunAsync(token);
                var pace = entries / watch.Elapsed.TotalSeconds;
                lines = await log.LinesAsync(token);
                await log.WriteAsync(MinuteLines, token);
                (minute, idle) = (await log.RequestsOfRunAsync(token), await log.RequestsOfRunAsync(token));
                say($"tree: {entries} lines taken");
                return pace;
            },
            () => Task.FromResult(Hash(lines)));
        return
        [
            new("tree", "Lines taken from the journals into the signed tree, against Azurite; the floor is the hashing of the same lines and of the nodes above them (RFC 6962), without storage.", "entries/s", rounds.Median(0), rounds.Median(1), rounds.MedianRatio(0, 1), null, rounds.Count),
            new($"tree requests, {MinuteLines} lines", "Storage requests of a run that takes them and signs.", "requests", minute, null, null, null, 1),
            new("tree requests, nothing new", "Storage requests of a run that finds nothing.", "requests", idle, null, null, null, 1),
        ];
    }

    private static double Hash(List<byte[]> lines)
    {
        var watch = Stopwatch.StartNew();
        var (level, input) = (new List<byte[]>(lines.Count), new byte[65]);
        foreach (var line in lines) level.Add(SHA256.HashData([0, .. line]));
        for (input[0] = 1; level.Count > 1;)
        {
            var above = new List<byte[]>((level.Count + 1) / 2);
            for (var i = 0; i + 1 < level.Count; i += 2)
            {
                level[i].CopyTo(input, 1);
                level[i + 1].CopyTo(input, 33);
                above.Add(SHA256.HashData(input));
            }

            if (level.Count % 2 == 1) above.Add(level[^1]);
            level = above;
        }

        return lines.Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>A container with lines that no tree has yet.</summary>
    private sealed class GrowingLog : HttpPipelineSynchronousPolicy, ICheckpointSigner, IAsyncDisposable
    {
        private readonly SigningKey key;
        private readonly BlobContainerClient container;
        private readonly AppendBlobJournal journal;
        private readonly LogIntegrator integrator;
        private int requests;

        private GrowingLog(string connection, SigningKey key)
        {
            this.key = key;
            var name = $"tree-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
            var options = new BlobClientOptions();
            options.AddPolicy(this, HttpPipelinePosition.PerRetry);
            container = new BlobContainerClient(connection, name, options);
            journal = new AppendBlobJournal(
                new BlobServiceClient(connection), new JournalOptions { Container = name, CreateContainer = true }, TimeProvider.System, new SystemRandomSource());
            integrator = new LogIntegrator(new LogStore(container), this, journal, TimeProvider.System);
        }

        public string Origin => LogBuilder.Origin;

        public static async Task<GrowingLog> StartAsync(string connection, SigningKey key, int entries, CancellationToken token)
        {
            var log = new GrowingLog(connection, key);
            await log.WriteAsync(entries, token);
            return log;
        }

        public Task WriteAsync(int entries, CancellationToken token) => Task.WhenAll(Enumerable.Range(0, entries).Select(i => journal.AppendAsync(
            new AuditEntry(TimeProvider.System.GetUtcNow(), "staff:mia0001", "conversation.read", [$"c{i:D20}"], "done", $"request-{i:D12}"), token)));

        public Task<SignedCheckpoint?> RunAsync(CancellationToken token) => integrator.RunAsync(always: false, token);

        public async Task<int> RequestsOfRunAsync(CancellationToken token)
        {
            var before = requests;
            await RunAsync(token);
            return requests - before;
        }

        public async Task<List<byte[]>> LinesAsync(CancellationToken token)
        {
            var lines = new List<byte[]>();
            var store = new LogStore(container);
            foreach (var blob in await store.ListAsync(JournalBlobName.Prefix, token))
                lines.AddRange(JournalCheck.Split(await store.ReadAsync(blob.Name, token)).Select(line => line.ToArray()));
            return lines;
        }

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref requests);

        public Task<SignedNote> SignAsync(string text, CancellationToken cancellationToken) => Task.FromResult(key.Sign(text));

        public Task<IReadOnlyList<NoteKey>> KeysAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<NoteKey>>([key.Public]);

        public async ValueTask DisposeAsync()
        {
            integrator.Dispose();
            await journal.DisposeAsync();
        }
    }
}
