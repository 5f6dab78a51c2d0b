using System.Runtime.InteropServices;
using SecureText.Azurite;
using SecureText.Demo;
using SecureText.Faults.Run;

// dotnet run -c Release -p:HostPlatform=Local --project tests/SecureText.Faults -- kill|outage|storm|garbage [--seed n] [--points n] [--short]
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var (name, options) = FaultArguments.Parse(args);
    Console.WriteLine($"{name}, seed {options.Seed}");
    var verdicts = await FaultRuns.All[name](options, Console.WriteLine, stop.Token);

    // A run that looked at nothing has shown nothing.
    if (verdicts.Count == 0) throw new LocalToolException($"{name} has no verdict.");
    foreach (var line in FaultReport.Lines(verdicts)) Console.WriteLine(line);
    return verdicts.All(one => one.Holds) ? 0 : 1;
}
catch (Exception problem) when (problem is LocalToolException or ExpectationException)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 2;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return 2;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
