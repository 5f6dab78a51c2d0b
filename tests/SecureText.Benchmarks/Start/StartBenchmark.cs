using System.Diagnostics;
using System.Globalization;
using SecureText.Azurite;
using SecureText.Benchmarks.Inbound;
using SecureText.Benchmarks.Measure;
using SecureText.Hosted;

namespace SecureText.Benchmarks.Start;

/// <summary>
/// From starting the program's process until its first answer that it is ready, and the memory it holds, beside a web server that
/// does nothing. The size is the texts of the load.
/// </summary>
internal static class StartBenchmark
{
    private const int Times = 5;
    private const int InFlight = 64;
    private const int Known = 128;
    private static readonly TimeSpan AtRest = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, Action<string> say, CancellationToken token)
    {
        var texts = options.SizeOr(usual: 5000, small: 500);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var clinic = new HostedClinic { LogLevel = "Information" };
        try
        {
            // The first start makes tables and keys; those that are measured find them.
            await clinic.InitializeAsync();
            say("start: tables and keys are made");
            var rounds = await Rounds.TakeAsync(options.Small ? 2 : Times, () => StartAsync(clinic, http, token), () => StartEmptyAsync(http, token));
            await Task.Delay(AtRest, token);
            var (resting, _) = Child.MemoryOf(clinic.StarterId);
            var empty = await EmptyMemoryAsync(token);
            say(string.Create(CultureInfo.InvariantCulture, $"start: {rounds.Median(0):N2} s; now under load"));
            using var deliveries = new Deliveries(clinic);
            await Parallel.ForEachAsync(Enumerable.Range(0, texts), new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = token }, async (n, _) => await deliveries.TextAsync(n % Known, token));
            var (_, peak) = Child.MemoryOf(clinic.StarterId);
            return
            [
                new("start", "From starting the process until it answers that it is ready, its storage and keys asked; the floor is a web server that does nothing.", "s", rounds.Median(0), rounds.Median(1), rounds.MedianRatio(0, 1), null, rounds.Count),
                new("memory at rest", "Resident memory three seconds after the start; the floor is a web server that does nothing.", "MB", resting, empty, resting / empty, null, 1),
                new("memory under load", string.Create(CultureInfo.InvariantCulture, $"The most resident memory while {texts:N0} texts came, {InFlight} at once."), "MB", peak, null, null, null, 1),
            ];
        }
        finally
        {
            await clinic.DisposeAsync();
        }
    }

    private static async Task<double> StartAsync(HostedClinic clinic, HttpClient http, CancellationToken token)
    {
        var begun = Stopwatch.GetTimestamp();
        await clinic.RestartAsync();
        await ReadyAsync(http, clinic.Address, token);
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task<double> StartEmptyAsync(HttpClient http, CancellationToken token)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = await BeginEmptyAsync(token);
        var address = await AddressAsync(process, token);
        await ReadyAsync(http, address, token);
        var taken = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await EndAsync(process);
        return taken;
    }

    private static async Task<double> EmptyMemoryAsync(CancellationToken token)
    {
        using var process = await BeginEmptyAsync(token);
        await AddressAsync(process, token);
        await Task.Delay(AtRest, token);
        var (now, _) = Child.MemoryOf(process.Id);
        await EndAsync(process);
        return now;
    }

    // By the same starter as the program.
    private static async Task<Process> BeginEmptyAsync(CancellationToken token)
    {
        var starter = Path.Combine(await NodeTools.EnsureInstalledAsync(null, token), "run-with-starter.cjs");
        return Process.Start(new ProcessStartInfo("node", [starter, Environment.ProcessPath!, "empty-host"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    private static async Task<Uri> AddressAsync(Process process, CancellationToken token)
    {
        var line = await process.StandardOutput.ReadLineAsync(token) ?? throw new InvalidOperationException("The empty host did not start.");
        return new Uri(line["Host started at ".Length..]);
    }

    private static async Task EndAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private static async Task ReadyAsync(HttpClient http, Uri address, CancellationToken token)
    {
        using var answer = await http.GetAsync(new Uri(address, "api/health/ready"), token);
        answer.EnsureSuccessStatusCode();
    }
}
