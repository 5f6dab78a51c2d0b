using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using SecureText.Azurite;
using SecureText.Sealing;

namespace SecureText.Audit;

[CollectionDefinition(Name)]
public sealed class InBlobStorage : ICollectionFixture<BlobStorageFixture>
{
    public const string Name = "blob storage";
}

/// <summary>One Azurite for all journal tests; each test takes a container of its own.</summary>
public sealed class BlobStorageFixture : IAsyncLifetime
{
    private AzuriteServer? server;

    public string ConnectionString => server!.ConnectionString;

    public async Task InitializeAsync() => server = await AzuriteServer.StartAsync();

    public async Task DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
    }
}

/// <summary>What a test does to a request on its way: pass it on, or not, or lose the answer.</summary>
internal delegate ValueTask Injection(HttpMessage message, Func<ValueTask> send);

/// <summary>The real transport with a test's hand on it, below the client's own retries.</summary>
internal sealed class InjectingTransport : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport inner = new();
    private int appends;

    public Injection OnAppend { get; set; } = (_, send) => send();

    public Injection OnOther { get; set; } = (_, send) => send();

    /// <summary>Append requests that reached the service.</summary>
    public int Appends => appends;

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        var isAppend = message.Request.Method == RequestMethod.Put
            && message.Request.Uri.Query.Contains("comp=appendblock", StringComparison.Ordinal);
        return isAppend ? OnAppend(message, SendAppend) : OnOther(message, () => inner.ProcessAsync(message));

        ValueTask SendAppend()
        {
            Interlocked.Increment(ref appends);
            return inner.ProcessAsync(message);
        }
    }

    public void Dispose() => inner.Dispose();

    public static Injection FailBefore(int times) => Fail(times, sendFirst: false, null);

    public static Injection LoseAnswer(int times, Action? then = null) => Fail(times, sendFirst: true, then);

    private static Injection Fail(int times, bool sendFirst, Action? then) => async (_, send) =>
    {
        var fail = Interlocked.Decrement(ref times) >= 0;
        if (!fail || sendFirst) await send();
        if (!fail) return;
        then?.Invoke();
        throw new IOException("connection lost (by the test)");
    };
}

/// <summary>A journal on its own container, with its clock and its transport in the test's hand.</summary>
internal sealed class JournalBench
{
    private readonly string connectionString;
    private readonly string containerName;

    public JournalBench(BlobStorageFixture storage, int clientRetries = 0)
    {
        connectionString = storage.ConnectionString;
        Span<byte> name = stackalloc byte[8];
        new SystemRandomSource().Fill(name);
        containerName = $"journal-{Convert.ToHexStringLower(name)}";
        var client = new BlobClientOptions { Transport = Transport };
        client.Retry.MaxRetries = clientRetries;
        client.Retry.Delay = TimeSpan.FromMilliseconds(1);
        Service = new BlobServiceClient(connectionString, client);
    }

    public BlobServiceClient Service { get; }

    public InjectingTransport Transport { get; } = new();

    public JournalTime Time { get; } = new();

    /// <summary>The container, past the injections.</summary>
    public BlobContainerClient Container => new(connectionString, containerName);

    public AppendBlobJournal Open(Func<JournalOptions, JournalOptions>? change = null)
    {
        var options = new JournalOptions { Container = containerName, CreateContainer = true };
        return new AppendBlobJournal(Service, change?.Invoke(options) ?? options, Time, new SystemRandomSource());
    }

    public Task<JournalReport> CheckAsync() => new JournalReader(Container).CheckAsync(CancellationToken.None);

    public async Task<List<string>> CorrelationsAsync() =>
        await new JournalReader(Container).ReadLinesAsync(CancellationToken.None)
            .Select(line => line.Entry.Correlation).ToListAsync();

    /// <summary>Those of one writer.</summary>
    public async Task<List<string>> CorrelationsAsync(string writer) =>
        await new JournalReader(Container).ReadLinesAsync(CancellationToken.None)
            .Where(line => line.Writer == writer).Select(line => line.Entry.Correlation).ToListAsync();

    public async Task<List<string>> BlobNamesAsync() =>
        await Container.GetBlobsAsync().Select(blob => blob.Name).ToListAsync();

    public static AuditEntry Entry(string correlation) => new(
        new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero),
        "system", "message.received", ["abcdefghijklmnopqrstuvwxyz234567"], "done", correlation);
}

internal sealed class JournalTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 23, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private Action ring = () => { };

    /// <summary>How much later it is whenever somebody has asked.</summary>
    public TimeSpan Tick { get; set; }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return Now += Tick;
    }

    /// <summary>Rings every timer, as if its time had come.</summary>
    public void Ring() => ring();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ring += () => callback(state);
        return dueTime < TimeSpan.FromHours(1)
            ? base.CreateTimer(callback, state, dueTime, period)
            : base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
    }
}
