using System.Collections.Concurrent;
using System.Diagnostics;

namespace SecureText.Azurite;

/// <summary>
/// A running Azurite: blob, queue and table storage on 127.0.0.1. It ends when it is disposed of, and also when the
/// process that started it dies in any way.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(6);

    private readonly Process process;
    private readonly AzuriteOptions options;
    private readonly ConcurrentDictionary<string, long> tally = new(StringComparer.Ordinal);
    private long requests;
    private Task drained = Task.CompletedTask;

    private AzuriteServer(Process process, AzuriteOptions options)
    {
        this.process = process;
        this.options = options;
    }

    /// <summary>
    /// How many requests it has answered, whoever made them, when <see cref="AzuriteOptions.CountsRequests"/> is set: one
    /// for a batch, as the service counts it.
    /// </summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>The same by method and table or container, as <c>GET /Staff</c>; a transaction names no table.</summary>
    public IReadOnlyDictionary<string, long> Tally => new Dictionary<string, long>(tally);

    /// <summary>
    /// Full connection string with the three endpoints; the account and key are Azurite's published ones.
    /// </summary>
    public string ConnectionString { get; private set; } = string.Empty;

    /// <summary>Connection string of one of <see cref="AzuriteOptions.SpareAccounts"/>, counted from 0.</summary>
    public string SpareConnectionString(int number) =>
        ConnectionString.Replace(AzuriteAccount.Name, AzuriteAccount.SpareName(number), StringComparison.Ordinal);

    /// <summary>Root of the blob service with the account name, without a slash at the end.</summary>
    public Uri BlobEndpoint { get; private set; } = null!;

    /// <summary>Root of the queue service with the account name.</summary>
    public Uri QueueEndpoint { get; private set; } = null!;

    /// <summary>Root of the table service with the account name.</summary>
    public Uri TableEndpoint { get; private set; } = null!;

    /// <summary>Installs Azurite when it is not there, starts it, and returns when all three services answer.</summary>
    /// <exception cref="LocalToolException">Node or npm is missing or failed, a port is taken, or it did not start in
    /// time.</exception>
    public static async Task<AzuriteServer> StartAsync(
        AzuriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new AzuriteOptions();
        var tools = await NodeTools.EnsureInstalledAsync(options.Progress, cancellationToken);
        var server = new AzuriteServer(StartProcess(tools, options), options);
        try
        {
            await server.WaitUntilListeningAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it; kept data is saved first.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!process.HasExited && options.Location is not null) await StopGentlyAsync();
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            await drained;
            process.Dispose();
        }
    }

    private static Process StartProcess(string tools, AzuriteOptions options)
    {
        // No debug log, and no access log but one that is counted and thrown away: both would hold what the clinic and
        // its patients wrote.
        List<string> arguments =
        [
            Path.Combine(tools, "azurite-host.cjs"),
            "--blobPort", $"{options.BlobPort}", "--queuePort", $"{options.QueuePort}",
            "--tablePort", $"{options.TablePort}",
            "--skipApiVersionCheck", "--disableTelemetry",
        ];
        if (!options.CountsRequests) arguments.Add("--silent");
        if (options.Location is null) arguments.Add("--inMemoryPersistence");
        else arguments.AddRange(["--location", Directory.CreateDirectory(options.Location).FullName]);
        var start = new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = tools,
        };
        start.Environment["AZURITE_ACCOUNTS"] = AzuriteAccount.List(options.SpareAccounts);
        return Process.Start(start) ?? throw new LocalToolException("Azurite did not start.");
    }

    private async Task WaitUntilListeningAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartLimit);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            BlobEndpoint = await NextEndpointAsync("Blob", errors, deadline.Token);
            QueueEndpoint = await NextEndpointAsync("Queue", errors, deadline.Token);
            TableEndpoint = await NextEndpointAsync("Table", errors, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalToolException($"Azurite did not answer within {StartLimit.TotalSeconds} seconds.");
        }

        ConnectionString = AzuriteAccount.ConnectionString(BlobEndpoint, QueueEndpoint, TableEndpoint);
        drained = Task.WhenAll(DrainAsync(), errors);
    }

    private async Task DrainAsync()
    {
        if (!options.CountsRequests)
        {
            await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return;
        }

        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (AccessLog.KindOf(line) is not { } kind) continue;
            Interlocked.Increment(ref requests);
            tally.AddOrUpdate(kind, 1, (_, before) => before + 1);
        }
    }

    // Azurite says on stdout when each of its servers has begun to listen, and where: with port 0 only it knows.
    private async Task<Uri> NextEndpointAsync(string service, Task<string> errors, CancellationToken cancellationToken)
    {
        const string listening = "successfully listening at ";
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            var at = line.IndexOf(listening, StringComparison.Ordinal);
            if (at >= 0 && line.StartsWith($"Azurite {service} ", StringComparison.Ordinal))
            {
                return new Uri($"{line[(at + listening.Length)..].Trim()}/{AzuriteAccount.Name}");
            }
        }

        throw new LocalToolException(StartProblem.Explain(await errors));
    }

    private async Task StopGentlyAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // It is killed next; what it had not saved since its last save, seconds ago, is lost.
        }
    }
}
