using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;
using SecureText.Audit.Verification;
using SecureText.Sealing;

namespace SecureText.Audit.Tree;

/// <summary>A container with journals, and integrators on it whose storage calls a test can count, fail and hold.</summary>
internal sealed class TreeBench : IDisposable
{
    private readonly BlobStorageFixture storage;
    private readonly string containerName;
    private readonly List<IDisposable> made = [];

    public TreeBench(BlobStorageFixture storage)
    {
        this.storage = storage;
        Span<byte> name = stackalloc byte[8];
        new SystemRandomSource().Fill(name);
        containerName = $"tree-{Convert.ToHexStringLower(name)}";
        Container.Create();
    }

    public JournalTime Time { get; } = new() { Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero) };

    public TestSigner Signer { get; } = new();

    public List<AuditEntry> Said { get; } = [];

    public List<string> Critical { get; } = [];

    /// <summary>The container, past the injections.</summary>
    public BlobContainerClient Container => new(storage.ConnectionString, containerName);

    public LogStore Store => new(Container);

    /// <summary>A process with a memory of its own.</summary>
    /// <param name="transport">What happens to its requests.</param>
    /// <param name="journal">Where it explains; null: only <see cref="Said"/>.</param>
    /// <param name="maxEntries">Most lines of a batch.</param>
    /// <param name="time">Its clock; null: <see cref="Time"/>.</param>
    public LogIntegrator Integrator(
        InjectingTransport? transport = null, IJournal? journal = null, int maxEntries = 8192, TimeProvider? time = null)
    {
        var client = new BlobClientOptions { Transport = transport ?? new InjectingTransport() };
        client.Retry.MaxRetries = 0;
        var container = new BlobContainerClient(storage.ConnectionString, containerName, client);
        var one = new LogIntegrator(new LogStore(container), Signer, journal ?? new Sayings(Said), time ?? Time, new Criticals(Critical), maxEntries);
        made.Add(one);
        return one;
    }

    public AppendBlobJournal Journal() => new(
        new BlobServiceClient(storage.ConnectionString), new JournalOptions { Container = containerName }, Time, new SystemRandomSource());

    /// <summary>What the offline verifier says of the container, by the bench's clock.</summary>
    public async Task<string> VerdictAsync()
    {
        var options = new LogVerifierOptions { Keys = Encoding.UTF8.GetBytes(Signer.Key.ToJwk()), Origin = TestSigner.Name };
        var report = await new LogVerifier(new ContainerLogFiles(Container), options, Time).RunAsync();
        return $"{report.Outcome} {report.Fault?.Kind} {report.Fault?.Blob} {report.Fault?.Text}{report.Unreadable}".TrimEnd();
    }

    public async Task WriteAsync(string writer, int number, byte[] content, int day = 22)
    {
        var blob = Container.GetBlobClient(FakeWriter.Name(writer, number, day).ToString());
        await blob.UploadAsync(new BinaryData(content), overwrite: true);
    }

    /// <summary>All of the tree but the checkpoints' times and signatures: what must not depend on who made it.</summary>
    public async Task<string> TreeAsync()
    {
        var text = new StringBuilder();
        foreach (var blob in await Store.ListAsync("tree/", CancellationToken.None))
        {
            if (blob.Name.StartsWith(CheckpointName.Prefix, StringComparison.Ordinal)) continue;
            var bytes = await Store.ReadAsync(blob.Name, CancellationToken.None);
            text.Append(blob.Name).Append(' ').AppendLine(Convert.ToHexStringLower(SHA256.HashData(bytes!)));
        }

        return text.ToString();
    }

    /// <summary>Every entry in the tree, from its bundles; and everything that a checkpoint says must be so.</summary>
    public async Task<List<JournalLine>> CheckedLeavesAsync()
    {
        var checkpoints = new List<Checkpoint>();
        foreach (var blob in await Store.ListAsync(CheckpointName.Prefix, CancellationToken.None))
        {
            var note = SignedNote.Parse(await Store.ReadAsync(blob.Name, CancellationToken.None));
            Assert.True(NoteKey.Opens(note, [Signer.Key]));
            Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));
            Assert.Equal(blob.Name, CheckpointName.Of(checkpoint).ToString());
            if (checkpoints.Count > 0) Assert.True(checkpoint.Size >= checkpoints[^1].Size && checkpoint.At > checkpoints[^1].At);
            checkpoints.Add(checkpoint);
        }

        var size = checkpoints.Count == 0 ? 0 : checkpoints[^1].Size;
        var entries = new List<ReadOnlyMemory<byte>>();
        for (var index = 0L; index * 256 < size; index++)
        {
            var path = TilePath.Entries(index, (int)Math.Min(256, size - (index * 256)));
            entries.AddRange(EntryBundle.Read(await Store.ReadAsync(path.BlobName, CancellationToken.None)));
        }

        Assert.Equal(size, entries.Count);
        var (state, range, next) = (new LogState(), new CompactRange(), 0);
        foreach (var checkpoint in checkpoints)
        {
            for (; next < checkpoint.Size; next++) range.Append(TreeHash.Leaf(entries[next].Span));
            Assert.Equal(range.Root(), checkpoint.Root);
            foreach (var path in TreeEdge.Needs(checkpoint.Size)) Assert.NotNull(await Store.ReadAsync(path.BlobName, CancellationToken.None));
        }

        for (long from = 0; from < size;)
        {
            Assert.True(LogBatch.TryParse(await Store.ReadAsync(LogBatch.NameOf(from), CancellationToken.None), out var batch));
            foreach (var run in batch.Runs)
            {
                for (var seq = run.FromSeq; seq <= run.ToSeq; seq++, from++)
                {
                    var line = JournalLine.Parse(entries[(int)from].Span);
                    Assert.Equal((run.Writer, seq, state.Chain(run.Writer).Seq + 1), (line.Writer, line.Seq, seq));
                    state.Apply(line, run.Blob, entries[(int)from].Span);
                }
            }

            Assert.Equal(batch.To, from);
            Assert.Equal(state.Marks(), batch.Writers);
        }

        return [.. entries.Select(entry => JournalLine.Parse(entry.Span))];
    }

    public void Dispose()
    {
        foreach (var one in made) one.Dispose();
        Signer.Dispose();
    }

    private sealed class Sayings(List<AuditEntry> said) : IJournal
    {
        public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
        {
            said.Add(entry);
            return Task.CompletedTask;
        }
    }

    private sealed class Criticals(List<string> lines) : ILogger<LogIntegrator>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Critical) lines.Add($"{eventId.Name}: {formatter(state, exception)}");
        }
    }
}
