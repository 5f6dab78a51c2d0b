using System.Security.Cryptography;
using SecureText.Azurite;
using SecureText.EventGridDelivery;
using SecureText.Handset;
using SecureText.Keys;
using SecureText.Sealing;
using SecureText.SignIn;

namespace SecureText.Run;

/// <summary>All of SecureText on this machine: storage, functions, pages, the network with its handset page.</summary>
internal sealed class LocalSystem : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> parts = new();
    private readonly ProcessOutput functionsOutput;
    private readonly ProcessOutput siteOutput;
    private readonly LocalPaths paths;
    private readonly LocalOptions options;
    private readonly byte[] accessKey = RandomNumberGenerator.GetBytes(64);
    private ServerProcess? functions;
    private string tools = string.Empty;

    private LocalSystem(LocalPaths paths, LocalClinic clinic, LocalOptions options)
    {
        this.paths = paths;
        this.options = options;
        Clinic = clinic;
        functionsOutput = new ProcessOutput(FunctionsLog);
        siteOutput = new ProcessOutput(Path.Combine(paths.Logs, "site.log"));
    }

    internal LocalClinic Clinic { get; private set; }

    internal AzuriteServer Azurite { get; private set; } = null!;

    internal HandsetServer Handset { get; private set; } = null!;

    internal SignInServer SignIn { get; private set; } = null!;

    /// <summary>Root of the functions' HTTP interface.</summary>
    internal Uri Functions { get; private set; } = null!;

    /// <summary>Root of the pages and of <c>/api</c> behind the rules of the Static Web App; the functions' own when they are left out.</summary>
    internal Uri Site { get; private set; } = null!;

    /// <summary>Whether there is no front door.</summary>
    internal bool IsDirect { get; private set; }

    internal HttpClient Http { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        // Who is signed in is each caller's own business, and where he is sent is often what is asked.
        UseCookies = false,
        AllowAutoRedirect = false,
    });

    /// <summary>The most memory that the functions have held at once, in bytes; 0 where the system does not tell.</summary>
    internal long FunctionsPeak => functions?.Memory("VmHWM") ?? 0;

    /// <summary>What the functions hold now, in bytes; 0 where the system does not tell.</summary>
    internal long FunctionsMemory => functions?.Memory("VmRSS") ?? 0;

    /// <summary>File with all that the functions write.</summary>
    internal string FunctionsLog => Path.Combine(paths.Logs, "functions.log");

    /// <summary>Folder of all that this system keeps.</summary>
    internal string DataFolder => paths.Data;

    /// <summary>Folder in which the emulator keeps its files.</summary>
    internal string StorageFolder => paths.Azurite;

    /// <summary>All that the functions have written to their output, over all restarts.</summary>
    internal IReadOnlyList<string> FunctionsOutput => functionsOutput.ReadLines();

    /// <summary>All that the emulator of the Static Web App has written.</summary>
    internal IReadOnlyList<string> SiteOutput => siteOutput.ReadLines();

    /// <summary>Starts everything in order and returns when all of it is ready.</summary>
    /// <exception cref="LocalToolException">Something is missing or does not start; the message is one
    /// line.</exception>
    internal static async Task<LocalSystem> StartAsync(
        LocalOptions options, LocalClinic clinic, Action<string> progress, CancellationToken cancellationToken)
    {
        foreach (var (port, option) in options.Ports) FreePort.Require(port, option);
        var paths = LocalPaths.Of(options);
        var claim = paths.Claim();
        paths.Prepare(options.Fresh);
        var system = new LocalSystem(paths, clinic, options);
        system.parts.Push(claim);
        try
        {
            await system.StartAsync(progress, cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Ends the functions, as a crash does with <paramref name="kill"/>, and starts them again. Who cancels that kills them while
    /// they start; then nothing runs until the next call.
    /// </summary>
    internal async Task RestartFunctionsAsync(LocalClinic clinic, bool kill, CancellationToken cancellationToken)
    {
        if (kill) await KillFunctionsAsync();
        else if (Interlocked.Exchange(ref functions, null) is { } old) await old.DisposeAsync();
        Clinic = clinic;
        functions = await StartFunctionsAsync(cancellationToken);
    }

    /// <summary>Ends the functions as a crash does; nothing runs until they are started again.</summary>
    internal async Task KillFunctionsAsync()
    {
        if (Interlocked.Exchange(ref functions, null) is { } old) await old.KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // First who writes, last where it is written.
        if (functions is not null) await functions.DisposeAsync();
        while (parts.TryPop(out var part)) await part.DisposeAsync();
        functionsOutput.Dispose();
        siteOutput.Dispose();
        Http.Dispose();
    }

    private async Task StartAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        tools = await NodeTools.EnsureInstalledAsync(progress, cancellationToken);
        IsDirect = options.Direct;
        var emulator = IsDirect ? null : await FrontDoor.EnsureInstalledAsync(progress, cancellationToken);
        var pages = IsDirect ? null : await WebBuild.EnsureBuiltAsync(progress, cancellationToken);
        progress("Starting storage");
        Azurite = await AzuriteServer.StartAsync(
            new AzuriteOptions(options.Measured ? null : paths.Azurite, options.BlobPort, options.QueuePort, options.TablePort)
            {
                CountsRequests = options.Measured,
            },
            cancellationToken);
        parts.Push(Azurite);

        progress("Starting the network and the handset");
        Functions = new Uri($"http://127.0.0.1:{PortOf(options.FunctionsPort)}/");
        Site = new Uri($"http://localhost:{(IsDirect ? Functions.Port : PortOf(options.SitePort))}/");
        var delivery = new DeliveryOptions { Scale = options.RetryScale };
        Handset = await HandsetServer.StartAsync(
            new HandsetOptions(options.HandsetPort, Functions, accessKey, [Clinic.Line], delivery),
            options.Clock ?? TimeProvider.System, new SystemRandomSource(), cancellationToken);
        parts.Push(Handset);

        progress("Starting the functions");
        LocalKeyFile.EnsureExists(paths.KeyFile);
        LocalKeyFile.EnsureSigningKeyExists(paths.SigningKeyFile);
        functions = await StartFunctionsAsync(cancellationToken);

        progress("Starting the pages and the sign-in");
        SignIn = await SignInServer.StartAsync(
            new SignInOptions(options.SignInPort, Functions, Site), Http, cancellationToken);
        parts.Push(SignIn);
        if (emulator is not null && pages is not null)
        {
            var door = FrontDoor.At(emulator, pages, paths.Site, Site, Functions, SignIn.Address);
            parts.Push(await ServerProcess.StartAsync(tools, door, siteOutput, Http, cancellationToken));
        }

        progress("Ready");
    }

    private async Task<ServerProcess> StartFunctionsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<KeyValuePair<string, string>> settings =
        [
            new("AzureWebJobsStorage", Azurite.ConnectionString),
            new("Storage__ConnectionString", Azurite.ConnectionString),
            new("Keys__LocalKeyFile", paths.KeyFile),
            new("Audit__LocalSigningKeyFile", paths.SigningKeyFile),
            new("Acs__ConnectionString", $"endpoint={Handset.Address};accesskey={Convert.ToBase64String(accessKey)}"),
            new("Staff__TenantId", DemoPeople.Tenant),
            new("Staff__FirstOwner", DemoPeople.Owner.Email),
            new("Portal__BaseUrl", Site.GetLeftPart(UriPartial.Authority)),
            .. options.Clock is { } clock ? new[] { KeyValuePair.Create("LOCAL_HOST_CLOCK", clock.Path) } : [],
            .. Clinic.Settings(),
        ];
        if (options.Settings is { } change) settings = await change(settings, cancellationToken);
        return await ServerProcess.StartAsync(
            tools, FunctionsProgram.At(Functions, settings), functionsOutput, Http, cancellationToken);
    }

    private static int PortOf(int port) => port == 0 ? FreePort.Any() : port;
}
