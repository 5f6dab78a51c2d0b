using System.Runtime.InteropServices;
using SecureText.Azurite;
using SecureText.Broadcast;
using SecureText.Demo;
using SecureText.Run;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var options = LocalOptions.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(LocalOptions.Usage);
        return 0;
    }

    if (options.Broadcast) return await BroadcastRun.RunAsync(options, Console.WriteLine, stop.Token);
    return options.Demo
        ? await DemoRun.RunAsync(options, Console.WriteLine, stop.Token)
        : await Interactive.RunAsync(options, Console.WriteLine, stop.Token);
}
catch (LocalToolException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}

void Stop(PosixSignalContext context)
{
    // The default would end the process here and now; storage is to be saved first.
    context.Cancel = true;
    stop.Cancel();
}
