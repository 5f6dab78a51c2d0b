using System.Threading.Channels;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SecureText.Sealing;

namespace SecureText.Audit;

/// <summary>
/// The journal of this process: a writer of its own each UTC day. Entries that arrive while a block is being written go
/// together into the next (group commit), so many callers cost few requests and none waits for a timer. One loop writes,
/// so the chain needs no lock.
/// </summary>
internal sealed partial class AppendBlobJournal : IJournal, IAsyncDisposable
{
    // Upper bounds of one line: 256 subjects with quotes and comma, and all the rest.
    private const int MaxLineBytes = 32 * 1024;
    private const int LineBytesBesideFields = 320;

    private const int MaxWritersLost = 3;

    // After this much of another day nothing is tried in the old day's blobs: others may say soon that its writer is gone.
    private static readonly TimeSpan ClosingTime = TimeSpan.FromMinutes(30);

    // So long may those who come meanwhile wait for it.
    private static readonly TimeSpan ClosingLimit = TimeSpan.FromSeconds(3);

    private readonly BlobContainerClient container;
    private readonly JournalOptions options;
    private readonly TimeProvider time;
    private readonly IRandomSource random;
    private readonly ILogger logger;
    private readonly Channel<Waiting> waiting;
    private readonly ITimer midnight;
    private readonly Task loop;
    private JournalWriter writer;
    private bool containerMade;
    private bool isStopped;

    /// <summary>Starts the journal; storage is first asked when the first entry comes.</summary>
    /// <param name="service">Client of the account, with bounded retries (<see cref="JournalClient.Bound"/>).</param>
    /// <param name="options">Settings.</param>
    /// <param name="time">Clock: the UTC day of a writer.</param>
    /// <param name="random">Names the writers, so that no two share a chain.</param>
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
        (this.options, this.time, this.random) = (options, time, random);
        this.logger = logger ?? NullLogger<AppendBlobJournal>.Instance;
        writer = NewWriter();
        waiting = Channel.CreateBounded<Waiting>(
            new BoundedChannelOptions(options.MaxWaiting) { SingleReader = true });
        // So that a writer is closed soon after its day, even when nobody writes that night.
        var tomorrow = time.GetUtcNow().UtcDateTime.Date.AddDays(1) + TimeSpan.FromSeconds(1);
        midnight = time.CreateTimer(
            _ => waiting.Writer.TryWrite(Waiting.Nothing), null, tomorrow - time.GetUtcNow().UtcDateTime, TimeSpan.FromDays(1));
        loop = Task.Run(RunAsync);
    }

    /// <summary>
    /// This process's name in the journal today; random, so a restart and a new day are another writer with a chain of its own.
    /// </summary>
    public string Writer => writer.Id;

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

    /// <summary>Writes what waits and the closing line, then stops. Later entries are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await loop;
        if (isStopped) return;
        isStopped = true;
        await midnight.DisposeAsync();
        await CloseAsync(writer);
    }

    private async Task RunAsync()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var batch = TakeBatch();
            var old = TurnDay();
            try
            {
                using var limit = new CancellationTokenSource(options.CommitLimit, time);
                if (batch.Count > 0) await CommitAsync(batch, limit.Token);
                foreach (var one in batch) one.Done.TrySetResult();
            }
            catch (Exception failure)
            {
                // Whatever it was: these callers are refused, the loop lives, and the chain stands where it was.
                LogCommitFailed(failure, batch.Count);
                foreach (var one in batch) one.Done.TrySetException(new JournalUnavailableException(failure));
            }

            // After the callers: none of them waits for it.
            if (old is not null) await CloseAsync(old);
        }
    }

    private List<Waiting> TakeBatch()
    {
        var batch = new List<Waiting>();
        var room = options.MaxBlockBytes;
        while (room >= MaxLineBytes && waiting.Reader.TryRead(out var one))
        {
            if (one == Waiting.Nothing) continue;
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
        if (options.CreateContainer && !containerMade)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            containerMade = true;
        }

        for (var lost = 1; ; lost++)
        {
            try
            {
                await writer.AppendAsync([.. batch.Select(one => one.Entry)], cancellationToken);
                return;
            }
            catch (JournalBlobLostException gone) when (lost < MaxWritersLost)
            {
                // What follows a foreign line of this writer would never come into the signed log: another one goes on.
                LogWriterLost(gone, writer.Id);
                writer = NewWriter();
            }
        }
    }

    /// <summary>On another day another writer goes on. The old one is closed or, when that fails, explained by others later.</summary>
    private JournalWriter? TurnDay()
    {
        if (writer.Day == Today()) return null;
        var old = writer;
        writer = NewWriter();
        return old;
    }

    private async Task CloseAsync(JournalWriter old)
    {
        var dayEnd = old.Day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var now = time.GetUtcNow();
        if (!old.IsUsed || now.UtcDateTime > dayEnd + ClosingTime) return;
        using var limit = new CancellationTokenSource(ClosingLimit, time);
        try
        {
            await old.AppendAsync([WriterEnd.Closed(old.Id, now)], limit.Token);
        }
        catch (Exception failure)
        {
            LogNotClosed(failure, old.Id);
        }
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private JournalWriter NewWriter()
    {
        Span<byte> name = stackalloc byte[10];
        random.Fill(name);
        return new JournalWriter(container, options, Convert.ToHexStringLower(name), Today(), logger);
    }

    private static int LineBytes(AuditEntry entry) =>
        LineBytesBesideFields + entry.Actor.Length + entry.Action.Length + entry.Outcome.Length
        + entry.Correlation.Length + (entry.Detail?.Length ?? 0) + (entry.Source?.Length ?? 0)
        + (entry.Emergency?.Length ?? 0) + entry.Subjects.Sum(subject => subject.Length + 3);

    [LoggerMessage(1, LogLevel.Error, "The journal did not take {Count} entries; what they were to permit is refused.")]
    private partial void LogCommitFailed(Exception failure, int count);

    [LoggerMessage(2, LogLevel.Critical, "The journal of writer {Writer} is not as this process left it; going on as another.")]
    private partial void LogWriterLost(Exception lost, string writer);

    [LoggerMessage(4, LogLevel.Warning, "Journal writer {Writer} could not be closed; the log will explain its end.")]
    private partial void LogNotClosed(Exception failure, string writer);

    private sealed record Waiting(AuditEntry Entry, CancellationToken Cancellation)
    {
        /// <summary>Wakes the loop.</summary>
        public static Waiting Nothing { get; } = new(null!, default);

        // Callers go on outside the loop: one that blocks must not hold up the others' log.
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
