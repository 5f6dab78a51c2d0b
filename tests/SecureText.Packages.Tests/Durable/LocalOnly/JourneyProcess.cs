using System.Diagnostics;
using System.Threading.Channels;
using SecureText.Packages.Tests.Worker.LocalHost;

namespace SecureText.Packages.Tests.Durable.LocalOnly;

/// <summary>The journey app in a process of its own, which can be killed without a word.</summary>
internal sealed class JourneyProcess : IAsyncDisposable
{
    private const string Started = "Host started at ";

    private readonly Process process;
    private readonly Channel<string> output = Channel.CreateUnbounded<string>();
    private readonly Task pump;

    private JourneyProcess(Process process)
    {
        this.process = process;
        pump = Task.Run(PumpAsync);
    }

    internal HttpClient Client { get; private set; } = null!;

    internal static async Task<JourneyProcess> StartAsync(string storage, string hub)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(ChildProgram).Assembly.Location, typeof(JourneyApp).FullName!, "--port", "0"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["AzureWebJobsStorage"] = storage;
        start.Environment["WEBSITE_SITE_NAME"] = hub;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Logging__LogLevel__Host.Startup"] = "Information";
        var child = new JourneyProcess(Process.Start(start)!);
        var address = await child.UntilAsync(line => line.StartsWith(Started, StringComparison.Ordinal));
        child.Client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(address[Started.Length..]) };
        return child;
    }

    internal Task UntilAsync(string point) => UntilAsync(line => line == point);

    internal async Task<string> UntilAsync(Func<string, bool> match)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            var line = await output.Reader.ReadAsync(limit.Token);
            if (match(line))
                return line;
        }
    }

    internal async Task PostAsync(string path)
    {
        using var answer = await Client.PostAsync(new Uri(path, UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    internal async Task<string> AskAsync(HttpMethod method, string path)
    {
        using var answer = await Client.SendAsync(new HttpRequestMessage(method, path));
        return await answer.Content.ReadAsStringAsync();
    }

    internal Task<string> StatusAsync(string id) => AskAsync(HttpMethod.Get, $"/api/status/{id}");

    internal async Task<string> UntilStatusAsync(string id, string beginning)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            var status = await StatusAsync(id);
            if (status.StartsWith(beginning, StringComparison.Ordinal))
                return status;
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>SIGKILL: nothing in the process gets to run any more.</summary>
    /// <returns>What it still said before.</returns>
    internal async Task<List<string>> KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        await pump;
        Client?.Dispose();
        var said = new List<string>();
        while (output.Reader.TryRead(out var line))
            said.Add(line);
        return said;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    private async Task PumpAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            output.Writer.TryWrite(line);
        output.Writer.TryComplete(new InvalidOperationException("The program has ended."));
    }
}
