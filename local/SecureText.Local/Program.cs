using System.Runtime.InteropServices;
using SecureText.Run;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await Entry.RunAsync(args, Console.WriteLine, Console.Error.WriteLine, stop.Token);

void Stop(PosixSignalContext context)
{
    // The default would end the process here and now; storage is to be saved first.
    context.Cancel = true;
    stop.Cancel();
}
