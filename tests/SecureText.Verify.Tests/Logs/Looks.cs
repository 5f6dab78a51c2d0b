using SecureText.Audit.Verification;

namespace SecureText.Verify.Logs;

/// <summary>Runs the verifier over a log.</summary>
internal static class Looks
{
    public static async Task<LogReport> LookAsync(
        ILogFiles files, byte[] keys, DateTimeOffset now, byte[]? since = null, string? origin = null) =>
        await new LogVerifier(
            files, new LogVerifierOptions { Keys = keys, Since = since, Origin = origin }, new StandingClock(now)).RunAsync();

    public static Task<LogReport> LookAsync(this SampleLog sample, ILogFiles? files = null, byte[]? since = null) =>
        LookAsync(files ?? sample.Log, sample.Builder.Keys, sample.Builder.Now, since);

    public static LogFault FaultOf(LogReport report)
    {
        Assert.Null(report.Unreadable);
        Assert.Equal(LogOutcome.Tampered, report.Outcome);
        return report.Fault!;
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
