using System.Security.Cryptography;
using SecureText.Azurite;
using SecureText.Handset;
using SecureText.Keys;
using SecureText.Run;
using SecureText.Sealing;
using SecureText.SignIn;

namespace SecureText.Faults.Garbage;

/// <summary>
/// The functions program as a process of its own with storage and carrier, and without pages: whoever sends garbage does not go
/// through a browser, nor through what stands in front. It logs all that it can.
/// </summary>
internal sealed class GarbageSystem : IAsyncDisposable
{
    internal const string Line = "+18335550100";

    private readonly Stack<IAsyncDisposable> parts = new();
    private readonly ProcessOutput output;
    private ServerProcess? functions;

    private GarbageSystem(string folder) => output = new ProcessOutput(Path.Combine(folder, "functions.log"));

    internal AzuriteServer Azurite { get; private set; } = null!;

    internal HandsetServer Handset { get; private set; } = null!;

    /// <summary>Root of the functions' HTTP interface.</summary>
    internal Uri Functions { get; } = new($"http://127.0.0.1:{FreePort.Any()}/");

    internal HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    /// <summary>All that the functions have written.</summary>
    internal IReadOnlyList<string> Log => output.ReadLines();

    /// <summary>The most memory that they have held at once, in bytes.</summary>
    internal long PeakMemory => functions!.Memory("VmHWM");

    internal static async Task<GarbageSystem> StartAsync(string folder, Action<string> say, CancellationToken token)
    {
        Directory.CreateDirectory(Path.Combine(folder, "logs"));
        var system = new GarbageSystem(Path.Combine(folder, "logs"));
        try
        {
            await system.BeginAsync(folder, say, token);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (functions is not null) await functions.DisposeAsync();
        while (parts.TryPop(out var part)) await part.DisposeAsync();
        output.Dispose();
        Http.Dispose();
    }

    private async Task BeginAsync(string folder, Action<string> say, CancellationToken token)
    {
        var tools = await NodeTools.EnsureInstalledAsync(say, token);
        Azurite = await AzuriteServer.StartAsync(new AzuriteOptions(null, 0, 0, 0), token);
        parts.Push(Azurite);
        var accessKey = RandomNumberGenerator.GetBytes(64);
        var clinic = LocalClinic.Demo(100_000, TimeProvider.System.GetUtcNow());
        Handset = await HandsetServer.StartAsync(
            new HandsetOptions(0, Functions, accessKey, [clinic.Line], new() { Scale = 0.02 }), TimeProvider.System, new SystemRandomSource(), token);
        parts.Push(Handset);
        var keys = (Box: Path.Combine(folder, "keys.jwk.json"), Log: Path.Combine(folder, "log-signing.jwk.json"));
        LocalKeyFile.EnsureExists(keys.Box);
        LocalKeyFile.EnsureSigningKeyExists(keys.Log);
        KeyValuePair<string, string>[] settings =
        [
            new("AzureWebJobsStorage", Azurite.ConnectionString),
            new("Storage__ConnectionString", Azurite.ConnectionString),
            new("Keys__LocalKeyFile", keys.Box),
            new("Audit__LocalSigningKeyFile", keys.Log),
            new("Acs__ConnectionString", $"endpoint={Handset.Address};accesskey={Convert.ToBase64String(accessKey)}"),
            new("Staff__TenantId", DemoPeople.Tenant),
            new("Staff__FirstOwner", DemoPeople.Owner.Email),
            new("Portal__BaseUrl", "http://localhost:4280"),
            new("Logging__LogLevel__Default", "Trace"),
            .. clinic.Settings(),
        ];
        functions = await ServerProcess.StartAsync(tools, FunctionsProgram.At(Functions, settings), output, Http, token);
    }
}
