using SecureText.Clock;
using SecureText.Demo;
using SecureText.Run;
using SecureText.Weeks;

namespace SecureText.Faults.Run;

/// <summary>A whole system in a folder of its own, with a clock of its own, for one run.</summary>
internal sealed record FaultSystem(LocalSystem System, LocalClock Clock)
{
    // A Monday morning at the clinic, so that no hour is quiet whenever somebody runs this, and long gone, so that nothing in
    // the log lies in the future of the verifier, which goes by the machine's clock.
    private static readonly DateTimeOffset Morning = ClinicCalendar.At(-21, 10, 0);

    /// <summary>
    /// Starts it, hands it to <paramref name="run"/> and ends it. The folder stays when a row is broken, for whoever looks for
    /// the reason.
    /// </summary>
    /// <param name="name">Of the run, for the folder's name.</param>
    /// <param name="say">Where progress goes.</param>
    /// <param name="run">What is done with it.</param>
    /// <param name="token">Ends it all.</param>
    /// <param name="change">What is to be otherwise.</param>
    internal static async Task<IReadOnlyList<Verdict>> RunAsync(
        string name, Action<string> say, Func<FaultSystem, Task<IReadOnlyList<Verdict>>> run, CancellationToken token,
        Func<LocalOptions, LocalOptions>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory($"securetext-{name}-").FullName;
        using var clock = LocalClock.Create(Path.Combine(folder, "clock"), Morning);
        var options = new LocalOptions().Apart(folder) with { Clock = clock, Direct = true };
        var verdicts = await RunAsync(change?.Invoke(options) ?? options, clock, say, run, token);
        if (verdicts.All(one => one.Holds)) Directory.Delete(folder, recursive: true);
        else say($"What is left of it: {folder}");
        return verdicts;
    }

    private static async Task<IReadOnlyList<Verdict>> RunAsync(
        LocalOptions options, LocalClock clock, Action<string> say, Func<FaultSystem, Task<IReadOnlyList<Verdict>>> run,
        CancellationToken token)
    {
        await using var system = await LocalSystem.StartAsync(options, ClinicCalendar.Clinic, say, token);
        try
        {
            return await run(new FaultSystem(system, clock));
        }
        catch (ExpectationException problem)
        {
            return [new Verdict("the run came to its end", "yes", problem.Message, false)];
        }
    }
}
