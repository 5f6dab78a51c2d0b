using System.Threading.Channels;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SecureText.Sealing;

namespace SecureText.Audit;

/// <summary>
/// The journal of this process: its own append blob a day. Entries that arrive while a block is being written go
/// together into the next (group commit), so many callers cost few requests and none waits for a timer. One loop writes,
/// so the chain needs no lock.
/// </summary>
public sealed partial class AppendBlobJournal : IJournal, IAsyncDisposable
{
    // Upper bounds of one line: 256 subjects with quotes and comma, and all the rest.
    private const int MaxLineBytes = 32 * 1024;
    private const int LineBytesBesideFields = 320;

    private const int MaxBlobsLost = 3;

    private readonly BlobContainerClient container;
    private readonly JournalOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Channel<Waiting> waiting;
    private readonly Task loop;
    private JournalChain chain; // as it was when the last blob was left
    private JournalBlob? blob;
    private int nextNumber = 1;
    private bool containerMade;

    /// <summary>Starts the journal; storage is first asked when the first entry comes.</summary>
    /// <param name="service">Client of the account, with bounded retries (<see cref="JournalClient.Bound"/>).</param>
    /// <param name="options">Settings.</param>
    /// <param name="time">Clock: the UTC day of a blob.</param>
    /// <param name="random">Names the writer, so that no two processes share a chain.</param>
    /// <param name="logger">Told of what a person must look at; never given a field of an entry.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public AppendBlobJournal(
        BlobServiceClient service,
        JournalOptions options,
        TimeProvider time,
        IRandomSource random,
        ILogger<AppendBlobJournal>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(random);
        options.Check();
        container = service.GetBlobContainerClient(options.Container);
        (this.options, this.time) = (options, time);
        this.logger = logger ?? NullLogger<AppendBlobJournal>.Instance;
        Span<byte> name = stackalloc byte[10];
        random.Fill(name);
        Writer = Convert.ToHexStringLower(name);
        chain = JournalChain.Start(Writer);
        waiting = Channel.CreateBounded<Waiting>(
            new BoundedChannelOptions(options.MaxWaiting) { SingleReader = true });
        loop = Task.Run(RunAsync);
    }

    /// <summary>This process's name in the journal; random, so a restart is another writer with a chain of its own.</summary>
    public string Writer { get; }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The entry could hold free text (<see cref="Opaque"/>).</exception>
    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        Opaque.Check(entry);
        var mine = new Waiting(entry, cancellationToken);
        try
        {
            await waiting.Writer.WriteAsync(mine, cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new JournalUnavailableException(closed);
        }

        // Giving up the wait does not take the line back once it is in a block: logged and not shown is safe, the
        // reverse is not.
        await mine.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Writes what waits, then stops. Later entries are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await loop;
    }

    private async Task RunAsync()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var batch = TakeBatch();
            if (batch.Count == 0) continue;
            try
            {
                using var limit = new CancellationTokenSource(options.CommitLimit, time);
                await CommitAsync(batch, limit.Token);
                foreach (var one in batch) one.Done.TrySetResult();
            }
            catch (Exception failure)
            {
                // Whatever it was: these callers are refused, the loop lives, and the chain stands where it was.
                LogCommitFailed(failure, batch.Count);
                foreach (var one in batch) one.Done.TrySetException(new JournalUnavailableException(failure));
            }
        }
    }

    private List<Waiting> TakeBatch()
    {
        var batch = new List<Waiting>();
        var room = options.MaxBlockBytes;
        while (room >= MaxLineBytes && waiting.Reader.TryRead(out var one))
        {
            if (one.Cancellation.IsCancellationRequested)
            {
                one.Done.TrySetCanceled(one.Cancellation);
                continue;
            }

            batch.Add(one);
            room -= LineBytes(one.Entry);
        }

        return batch;
    }

    private async Task CommitAsync(List<Waiting> batch, CancellationToken cancellationToken)
    {
        for (var lost = 0; ;)
        {
            try
            {
                var open = await OpenAsync(cancellationToken);
                var (block, after) = Write(open.Chain, batch);
                if (await open.TryAppendAsync(block, after, cancellationToken)) return;
            }
            catch (JournalBlobLostException gone)
            {
                LogBlobLost(gone, blob!.Name.Number);
                Leave();
                if (++lost == MaxBlobsLost) throw;
            }
        }
    }

    private async Task<JournalBlob> OpenAsync(CancellationToken cancellationToken)
    {
        if (blob is { } current)
        {
            // An unsure blob is kept past its day or size: only a block that lands there keeps a delayed one away.
            if (current.IsUnsure || (current.Name.Day == Today() && current.Blocks < options.RollAfterBlocks))
                return current;
            Leave();
        }

        return blob = await CreateAsync(Today(), cancellationToken);
    }

    private void Leave()
    {
        chain = blob!.Chain;
        blob = null;
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private async Task<JournalBlob> CreateAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (options.CreateContainer && !containerMade)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            containerMade = true;
        }

        while (true)
        {
            var name = new JournalBlobName(day, Writer, nextNumber);
            var client = container.GetAppendBlobClient(name.ToString());
            var created = await client.CreateIfNotExistsAsync(
                new AppendBlobCreateOptions { HttpHeaders = new() { ContentType = "application/x-ndjson" } },
                cancellationToken);
            // It may be there already: an earlier try of ours whose answer was lost. Then it is empty.
            BlobProperties? found = created is null
                ? (await client.GetPropertiesAsync(cancellationToken: cancellationToken)).Value
                : null;
            if (found is null or { ContentLength: 0, BlobType: BlobType.Append })
            {
                nextNumber++;
                return new JournalBlob(client, name, chain.Open(name.ToString()));
            }

            LogForeign(name.Number);
            nextNumber++;
        }
    }

    private static int LineBytes(AuditEntry entry) =>
        LineBytesBesideFields + entry.Actor.Length + entry.Action.Length + entry.Outcome.Length
        + entry.Correlation.Length + (entry.Detail?.Length ?? 0) + (entry.Source?.Length ?? 0)
        + (entry.Emergency?.Length ?? 0) + entry.Subjects.Sum(subject => subject.Length + 3);

    private static (byte[] Block, JournalChain After) Write(JournalChain chain, List<Waiting> batch)
    {
        using var block = new MemoryStream();
        foreach (var one in batch)
        {
            (var line, chain) = chain.Next(one.Entry);
            block.Write(line);
        }

        return (block.ToArray(), chain);
    }

    [LoggerMessage(1, LogLevel.Error, "The journal did not take {Count} entries; what they were to permit is refused.")]
    private partial void LogCommitFailed(Exception failure, int count);

    [LoggerMessage(2, LogLevel.Critical, "Journal blob {Number} is not as this process left it; going on in the next.")]
    private partial void LogBlobLost(Exception lost, int number);

    [LoggerMessage(3, LogLevel.Critical, "Somebody else's journal blob stands under this process's number {Number}.")]
    private partial void LogForeign(int number);

    private sealed record Waiting(AuditEntry Entry, CancellationToken Cancellation)
    {
        // Callers go on outside the loop: one that blocks must not hold up the others' log.
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
