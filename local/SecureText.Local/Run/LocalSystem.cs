using System.Security.Cryptography;
using SecureText.Azurite;
using SecureText.EventGridDelivery;
using SecureText.Handset;
using SecureText.Keys;
using SecureText.Sealing;

namespace SecureText.Run;

/// <summary>All of SecureText on this machine: storage, functions, the network with its handset page.</summary>
internal sealed class LocalSystem : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> parts = new();
    private readonly ProcessOutput functionsOutput;
    private readonly LocalPaths paths;
    private readonly byte[] accessKey = RandomNumberGenerator.GetBytes(64);
    private FunctionsProcess? functions;
    private string tools = string.Empty;

    private LocalSystem(LocalPaths paths, LocalClinic clinic)
    {
        this.paths = paths;
        Clinic = clinic;
        functionsOutput = new ProcessOutput(FunctionsLog);
    }

    internal LocalClinic Clinic { get; private set; }

    internal AzuriteServer Azurite { get; private set; } = null!;

    internal HandsetServer Handset { get; private set; } = null!;

    /// <summary>Root of the functions' HTTP interface.</summary>
    internal Uri Functions { get; private set; } = null!;

    internal HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>File with all that the functions write.</summary>
    internal string FunctionsLog => Path.Combine(paths.Logs, "functions.log");

    /// <summary>Folder in which the emulator keeps its files.</summary>
    internal string StorageFolder => paths.Azurite;

    /// <summary>All that the functions have written to their output, over all restarts.</summary>
    internal IReadOnlyList<string> FunctionsOutput => functionsOutput.ReadLines();

    /// <summary>Starts everything in order and returns when all of it is ready.</summary>
    /// <exception cref="LocalToolException">Something is missing or does not start; the message is one
    /// line.</exception>
    internal static async Task<LocalSystem> StartAsync(
        LocalOptions options, LocalClinic clinic, Action<string> progress, CancellationToken cancellationToken)
    {
        if (options.FunctionsPort != 0) FreePort.Require(options.FunctionsPort, "--functions-port");
        if (options.HandsetPort != 0) FreePort.Require(options.HandsetPort, "--handset-port");
        var paths = LocalPaths.Of(options);
        var claim = paths.Claim();
        paths.Prepare(options.Fresh);
        var system = new LocalSystem(paths, clinic);
        system.parts.Push(claim);
        try
        {
            await system.StartAsync(options, progress, cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the functions, as a crash does with <paramref name="kill"/>, and starts them again.</summary>
    internal async Task RestartFunctionsAsync(LocalClinic clinic, bool kill, CancellationToken cancellationToken)
    {
        var old = functions!;
        functions = null;
        if (kill) await old.KillAsync();
        else await old.DisposeAsync();
        Clinic = clinic;
        functions = await StartFunctionsAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // First who writes, last where it is written.
        if (functions is not null) await functions.DisposeAsync();
        while (parts.TryPop(out var part)) await part.DisposeAsync();
        functionsOutput.Dispose();
        Http.Dispose();
    }

    private async Task StartAsync(LocalOptions options, Action<string> progress, CancellationToken cancellationToken)
    {
        tools = await NodeTools.EnsureInstalledAsync(progress, cancellationToken);
        progress("Starting storage");
        Azurite = await AzuriteServer.StartAsync(
            new AzuriteOptions(paths.Azurite, options.BlobPort, options.QueuePort, options.TablePort),
                cancellationToken);
        parts.Push(Azurite);

        progress("Starting the network and the handset");
        Functions = new Uri(
            $"http://127.0.0.1:{(options.FunctionsPort == 0 ? FreePort.Any() : options.FunctionsPort)}/");
        var delivery = new DeliveryOptions { Scale = options.RetryScale };
        Handset = await HandsetServer.StartAsync(
            new HandsetOptions(options.HandsetPort, Functions, accessKey, [Clinic.Line], delivery),
            TimeProvider.System, new SystemRandomSource(), cancellationToken);
        parts.Push(Handset);

        progress("Starting the functions");
        LocalKeyFile.EnsureExists(paths.KeyFile);
        functions = await StartFunctionsAsync(cancellationToken);
        progress("Ready");
    }

    private Task<FunctionsProcess> StartFunctionsAsync(CancellationToken cancellationToken)
    {
        KeyValuePair<string, string>[] settings =
        [
            new("AzureWebJobsStorage", Azurite.ConnectionString),
            new("Storage__ConnectionString", Azurite.ConnectionString),
            new("Keys__LocalKeyFile", paths.KeyFile),
            new("Acs__ConnectionString", $"endpoint={Handset.Address};accesskey={Convert.ToBase64String(accessKey)}"),
            .. Clinic.Settings(),
        ];
        return FunctionsProcess.StartAsync(tools, Functions, settings, functionsOutput, Http, cancellationToken);
    }
}
