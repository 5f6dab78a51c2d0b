using SecureText.Verify.Logs;

namespace SecureText.Verify.Program;

/// <summary>Runs the program as its command line does.</summary>
internal static class Runs
{
    public static async Task<(int Exit, string Out, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await App.RunAsync(args, new Surroundings(output, error, false, _ => null, new LaterClock()));
        return (exit, output.ToString(), error.ToString());
    }

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => SampleLog.Shared.Builder.Now.AddHours(1);
    }
}
