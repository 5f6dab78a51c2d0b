using System.Diagnostics;
using System.Text;
using SecureText.Azurite;

namespace SecureText.Hosted;

/// <summary>The built program as a process of its own, as the Functions host runs it.</summary>
internal sealed class HostedProgram : IAsyncDisposable
{
    private const string Started = "Host started at ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "SecureText.Functions.dll");
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task pumps;

    private HostedProgram(Process process)
    {
        this.process = process;
        pumps = Task.WhenAll(PumpAsync(process.StandardOutput), PumpAsync(process.StandardError));
    }

    public Uri Address => address.Task.Result;

    public int StarterId => process.Id;

    /// <summary>All that it wrote so far, on both streams.</summary>
    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    public static async Task<HostedProgram> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        // The starter ends the program when this process dies in any way.
        var starter = Path.Combine(await NodeTools.EnsureInstalledAsync(null, CancellationToken.None), "run-with-starter.cjs");
        var started = new HostedProgram(Start("node", [starter, Dotnet, Program, "--port", "0"], settings));
        try
        {
            await started.address.Task.WaitAsync(StartLimit);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs it where it should not start.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyDictionary<string, string> settings)
    {
        var run = new HostedProgram(Start(Dotnet, [Program, "--port", "0"], settings));
        try
        {
            using var limit = new CancellationTokenSource(StartLimit);
            await run.process.WaitForExitAsync(limit.Token);
            await run.pumps;
            return (run.process.ExitCode, run.Output);
        }
        finally
        {
            await run.DisposeAsync();
        }
    }

    /// <summary>Ends it as a power failure would.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await pumps;
        process.Dispose();
    }

    private static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return Process.Start(start)!;
    }

    private async Task PumpAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (output) output.AppendLine(line);
            if (line.StartsWith(Started, StringComparison.Ordinal)) address.TrySetResult(new Uri(line[Started.Length..]));
        }

        address.TrySetException(new InvalidOperationException($"The program ended before it was ready: {Output}"));
    }
}
