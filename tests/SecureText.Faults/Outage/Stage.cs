using SecureText.Canary;
using SecureText.Clock;
using SecureText.Demo;
using SecureText.Faults.Proxy;
using SecureText.Run;
using SecureText.SignIn;

namespace SecureText.Faults.Outage;

/// <summary>The whole system with proxies in it, a clock that can be set, and staff who ask the functions directly.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly string folder;
    private bool keep = true;

    private Stage(string folder, LocalClock clock, Disturbed disturbed, LocalSystem system, StaffClient staff) =>
        (this.folder, Clock, Disturbed, System, Staff) = (folder, clock, disturbed, system, staff);

    internal LocalClock Clock { get; }

    internal Disturbed Disturbed { get; }

    internal LocalSystem System { get; }

    /// <summary>A manager around the front door, whose emulator is no part of what is tried.</summary>
    internal StaffClient Staff { get; }

    internal static async Task<Stage> StartAsync(double retryScale, Action<string> say, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("securetext-faults-").FullName;
        var now = TimeProvider.System.GetUtcNow();
        var clock = LocalClock.Create(Path.Combine(folder, "clock"), now);
        var disturbed = await Disturbed.StartAsync(folder, token);
        var options = new LocalOptions { Clock = clock, Settings = disturbed.ThroughAsync, RetryScale = retryScale, Direct = true };
        var system = await LocalSystem.StartAsync(options.Apart(folder), LocalClinic.Demo(options.LineRate, now), say, token);
        await DemoStaff.SeedAsync(system, token);
        var staff = await StaffClient.SignInAsync(system, DemoPeople.Manager, true, token);
        return new Stage(folder, clock, disturbed, system, staff);
    }

    /// <summary>What <c>health/ready</c> says once what it remembered is too old.</summary>
    internal async Task<Answer> ReadyAsync(CancellationToken token)
    {
        Clock.Jump(Clock.GetUtcNow() + TimeSpan.FromSeconds(31));
        using var answer = await System.Http.GetAsync(new Uri(System.Functions, "api/health/ready"), token);
        return await Answer.ReadAsync(answer, token);
    }

    /// <summary>Has the log verified by the verifier's own code, by the clock of the run.</summary>
    internal async Task<string> VerifyAsync(CancellationToken token)
    {
        try
        {
            return await new LogCopy(System, _ => Task.FromResult(Staff)).VerifyHereAsync(Clock, token);
        }
        catch (ExpectationException problem)
        {
            return $"BROKEN: {problem.Message}";
        }
    }

    /// <summary>Canaries in what the functions wrote and in <paramref name="answers"/>.</summary>
    internal IReadOnlyCollection<string> Scan(IEnumerable<PlantedCanary> planted, IReadOnlyList<string> answers)
    {
        var scanner = new CanaryScanner(planted);
        var found = OutputScan.Lines(scanner, "functions", System.FunctionsOutput) + OutputScan.Lines(scanner, "problems", answers);
        return [.. found.Hits.Select(hit => $"{hit.Field} in {hit.Place}")];
    }

    /// <summary>The files are not needed any more.</summary>
    internal void Forget() => keep = false;

    public async ValueTask DisposeAsync()
    {
        await System.DisposeAsync();
        await Disturbed.DisposeAsync();
        Clock.Dispose();
        if (!keep) Directory.Delete(folder, recursive: true);
    }
}
