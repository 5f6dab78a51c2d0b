using System.Diagnostics;
using System.Net.Sockets;
using SecureText.Azurite;

namespace SecureText.Run;

/// <summary>The functions program as a process of its own, as <c>func start</c> would run it.</summary>
internal sealed class FunctionsProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly Process process;
    private readonly ProcessOutput output;
    private readonly Task pumps;

    private FunctionsProcess(Process process, ProcessOutput output)
    {
        this.process = process;
        this.output = output;
        pumps = Task.WhenAll(output.PumpAsync(process.StandardOutput), output.PumpAsync(process.StandardError));
    }

    /// <summary>Starts it and returns when <c>/api/health/ready</c> says that it is ready.</summary>
    /// <exception cref="LocalToolException">It is not built, ended early, or was not ready in time.</exception>
    internal static async Task<FunctionsProcess> StartAsync(
        string tools, Uri address, IEnumerable<KeyValuePair<string, string>> settings, ProcessOutput output,
        HttpClient http,
        CancellationToken cancellationToken)
    {
        var program = ProgramFile();
        var start = new ProcessStartInfo("node",
            [Path.Combine(tools, "run-with-starter.cjs"), Host, program, "--port", $"{address.Port}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var started = new FunctionsProcess(
            Process.Start(start) ?? throw new LocalToolException("The functions did not start."), output);
        try
        {
            await started.WaitUntilReadyAsync(new Uri(address, "api/health/ready"), http, cancellationToken);
            return started;
        }
        catch
        {
            await started.KillAsync();
            throw;
        }
    }

    /// <summary>Ends it as a power failure would.</summary>
    internal async Task KillAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await pumps;
        process.Dispose();
    }

    /// <summary>Asks it to stop, and ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // It is killed next.
        }

        await KillAsync();
    }

    private async Task WaitUntilReadyAsync(Uri ready, HttpClient http, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            while (!await IsReadyAsync(ready, http, limit.Token))
            {
                if (process.HasExited)
                {
                    await pumps;
                    var said = output.LastLine ?? "they said nothing";
                    throw new LocalToolException(
                        $"The functions ended at once: {said} (all of it in logs/functions.log)");
                }

                await Task.Delay(Poll, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalToolException(
                $"The functions were not ready within {StartLimit.TotalSeconds} seconds; see logs/functions.log.");
        }
    }

    private static async Task<bool> IsReadyAsync(Uri ready, HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(ready, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException problem) when (problem.InnerException is SocketException or IOException)
        {
            return false;
        }
    }

    // The one that runs this program, when it says so, else the first on the path.
    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    // Built by the same build as this program, into the same configuration.
    private static string ProgramFile()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var file = Path.Combine(
            RepositoryRoot.Find(), "src", "SecureText.Functions", "bin", configuration, "net10.0",
            "SecureText.Functions.dll");
        return File.Exists(file)
            ? file
            : throw new LocalToolException($"{file} is not there: build the solution first.");
    }
}
