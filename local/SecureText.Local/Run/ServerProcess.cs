using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using SecureText.Azurite;

namespace SecureText.Run;

/// <summary>A program that serves HTTP, and how to run it.</summary>
/// <param name="Name">As it stands at the start of a sentence.</param>
/// <param name="Command">Program and arguments.</param>
/// <param name="Folder">Where it runs.</param>
/// <param name="Environment">Variables beside those of this program.</param>
/// <param name="Ready">Answers with success when the program is ready.</param>
internal sealed record ServerProgram(
    string Name, IReadOnlyList<string> Command, string Folder,
    IEnumerable<KeyValuePair<string, string>> Environment, Uri Ready);

/// <summary>A program that runs as a process of its own and ends with this one, however this one ends.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly Process process;
    private readonly ServerProgram program;
    private readonly ProcessOutput output;
    private readonly Task pumps;

    private ServerProcess(Process process, ServerProgram program, ProcessOutput output)
    {
        this.process = process;
        this.program = program;
        this.output = output;
        pumps = Task.WhenAll(output.PumpAsync(process.StandardOutput), output.PumpAsync(process.StandardError));
    }

    /// <summary>
    /// Starts it by <c>run-with-starter.cjs</c> of the folder <paramref name="tools"/> and returns when it is ready.
    /// </summary>
    /// <exception cref="LocalToolException">It ended early, or was not ready in time.</exception>
    internal static async Task<ServerProcess> StartAsync(
        string tools, ServerProgram program, ProcessOutput output, HttpClient http, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(tools, "run-with-starter.cjs"), .. program.Command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = program.Folder,
        };
        foreach (var (name, value) in program.Environment) start.Environment[name] = value;
        var started = new ServerProcess(
            Process.Start(start) ?? throw new LocalToolException($"{program.Name} did not start."), program, output);
        try
        {
            await started.WaitUntilReadyAsync(http, cancellationToken);
            return started;
        }
        catch
        {
            await started.KillAsync();
            throw;
        }
    }

    /// <summary>
    /// Memory of the program in bytes, without the script that started it; 0 where there is no <c>/proc</c>.
    /// </summary>
    /// <param name="which"><c>VmHWM</c>, the most that it has held at once, or <c>VmRSS</c>, what it holds now.</param>
    internal long Memory(string which)
    {
        var children = $"/proc/{process.Id}/task/{process.Id}/children";
        if (!File.Exists(children)) return 0;
        return File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(child => File.ReadLines($"/proc/{child}/status"))
            .Where(line => line.StartsWith($"{which}:", StringComparison.Ordinal))
            .Sum(line => 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
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

    private async Task WaitUntilReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            while (!await IsReadyAsync(http, limit.Token))
            {
                if (process.HasExited)
                {
                    await pumps;
                    var said = output.LastLine ?? "it said nothing";
                    throw new LocalToolException($"{program.Name} ended at once: {said} (all of it in {output.Path})");
                }

                await Task.Delay(Poll, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalToolException(
                $"{program.Name} did not get ready within {StartLimit.TotalSeconds} seconds; see {output.Path}.");
        }
    }

    private async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(program.Ready, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException problem) when (problem.InnerException is SocketException or IOException)
        {
            return false;
        }
    }
}
